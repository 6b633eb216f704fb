"""What members of a network have in common, and which two of them to tell of it."""
