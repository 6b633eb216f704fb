"""The federation: what statutes ask, and whether it holds as recorded."""
