"""What one can do: plain functions over a session, a module a noun. Both front ends are built on these alone."""
