"""Intake: tables of text cells become checked facts, or are set aside with a reason."""
