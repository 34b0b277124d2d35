"""How much of a document its position says, and what became of each text."""
