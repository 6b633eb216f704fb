"""Scripts that recount a vote anywhere, with Python alone."""
