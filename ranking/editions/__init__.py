"""Editions: one list for one month, from features to boards, and why each unit stands there."""
