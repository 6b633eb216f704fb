"""The journal: the only way by which a balance changes. Plain SQL; an answer means durable."""
