"""The file formats that the directory reads and writes, one module each."""
