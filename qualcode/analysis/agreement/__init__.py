"""How far coders agree: on plain ratings, and on passages of texts."""
