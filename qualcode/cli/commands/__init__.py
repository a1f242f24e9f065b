"""The commands, a module a noun: parse, call one operation, print."""
