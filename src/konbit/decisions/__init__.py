"""What is decided together: participatory budgets, counted so that anybody can recount them."""
