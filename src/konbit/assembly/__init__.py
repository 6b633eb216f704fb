"""What was agreed: meetings and their minutes, the register of resolutions, conversation on any object."""
