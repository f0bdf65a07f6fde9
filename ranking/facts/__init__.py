"""The facts store: immutable Parquet batches, and their compact form that scoring reads."""
