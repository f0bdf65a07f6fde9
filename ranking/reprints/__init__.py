"""Which articles of a monitoring feed reprint which post, found by link, source mark and text.

`match.py` is the way in. Everything is a pure function of frames.
"""
