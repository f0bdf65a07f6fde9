"""Everything a reader sees: one view decides all wording and rounding, renderers lay it out."""
