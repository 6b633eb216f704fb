"""The site-wide index behind five verbs: rebuild, apply changes, search, suggest, status."""
