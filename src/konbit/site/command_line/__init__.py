"""The command `konbit`: what the house offers in a terminal."""
