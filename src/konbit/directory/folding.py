"""Words as people mean them, as the engines fold them too."""

from konbit.engines.folding import fold

__all__ = ["fold"]
