"""The text form of statutes."""
