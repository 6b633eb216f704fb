"""What people write about groups, checked and turned into parts of a state."""
