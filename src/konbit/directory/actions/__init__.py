"""Every change of the directory, one verb each."""
