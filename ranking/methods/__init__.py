"""Methods: versioned files that say how features become indices, bonus and ranks."""
