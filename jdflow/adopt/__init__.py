"""Documents from outside understood as positions."""
