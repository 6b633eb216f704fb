"""The groups of the solidarity economy: who they are, where, with whom, and where each fact comes from."""
