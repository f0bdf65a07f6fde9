"""The study behind the method ``shanghai``: see ``scripts/study_shanghai.py``."""
