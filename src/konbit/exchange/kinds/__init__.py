"""The kinds of circle. One file of this folder declares one: whatever it says is all that there is to it.

`KINDS` is filled from the modules of this folder: whoever adds a file with a `KIND` adds a kind.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from konbit.exchange.kinds.declared import Kind

_MODULES = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
_DECLARED: list[Kind] = [module.KIND for module in _MODULES if hasattr(module, "KIND")]

KINDS: dict[str, Kind] = {kind.word: kind for kind in sorted(_DECLARED, key=lambda kind: kind.order)}
