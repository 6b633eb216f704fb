"""How value moves among people who agree on it: offers and needs, circles, promises, clearing."""
