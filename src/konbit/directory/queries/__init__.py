"""Every reading of the directory, with what the reader may not see left out."""
