"""The room of Git, with real repositories."""
