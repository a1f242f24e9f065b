"""Writers of foreign files, one module a format: values in, bytes out."""
