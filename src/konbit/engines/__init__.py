"""Pure algorithms: plain numbers and frozen dataclasses in, frozen dataclasses out; no framework, no I/O."""
