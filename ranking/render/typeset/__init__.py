"""PDF and PNG of an edition, set by Typst."""
