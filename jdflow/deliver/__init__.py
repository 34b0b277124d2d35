"""What leaves: files on disk, written whole or not at all, and what a forge is told."""
