"""Pure answers."""
