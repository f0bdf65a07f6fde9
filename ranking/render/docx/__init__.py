"""Word documents of an edition."""
