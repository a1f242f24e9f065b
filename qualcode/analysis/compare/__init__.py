"""Codebooks held side by side: which codes of one are which of the other."""
