"""The web site of a list."""
