"""The vocabulary of the field as plain Python: months, names, platforms, counts."""
