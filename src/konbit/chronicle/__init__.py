"""Every change as an append-only record: history, undo, audit, and the outbox of the search index."""
