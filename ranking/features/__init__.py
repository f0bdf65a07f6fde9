"""Features: from a month's compact facts to one row a unit."""
