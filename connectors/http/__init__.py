"""The only way to the network: addresses, limits, retries and secrets in one place."""
