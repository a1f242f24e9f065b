"""What can be known: pure functions from model values to tables."""
