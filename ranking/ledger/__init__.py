"""The ledger: the SQL database of record."""
