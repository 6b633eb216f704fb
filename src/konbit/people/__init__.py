"""Accounts, and who may see and do what."""
