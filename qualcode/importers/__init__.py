"""Readers of foreign files, one module a format, all behind `importers.registry`."""
