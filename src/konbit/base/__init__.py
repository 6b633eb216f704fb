"""What every room leans on: errors, periods, multilingual text, the registry of rooms, page parts."""
