"""Scoring: a method's arithmetic on one row a unit. Pure: no files, no clock."""
