"""The command line: each command is one operation of `qualcode.ops`."""
