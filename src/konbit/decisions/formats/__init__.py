"""Files of elections and budgets, read and written."""
