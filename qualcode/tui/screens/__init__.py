"""The places one works in."""
