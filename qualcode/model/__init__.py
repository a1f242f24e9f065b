"""What things are: frozen, slotted values. Standard library only; no files, clock, SQL or screen."""
