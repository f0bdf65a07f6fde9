"""Checks of a month before it is published: frames and editions in, flags out."""
