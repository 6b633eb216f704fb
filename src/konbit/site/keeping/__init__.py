"""Keeping an instance well: backup, restore, and the doctor's look at everything."""
