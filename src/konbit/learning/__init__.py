"""What was learned: frameworks and living claims, practices and their lineage, study modules."""
