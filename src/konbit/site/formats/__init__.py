"""How days and hours are written, where Django says nothing that suits all readers of a language."""
