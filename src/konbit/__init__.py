"""Konbit: the shared workshop of a solidarity-economy network."""

__version__ = "0.1.0"
