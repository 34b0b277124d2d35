"""What comes in: snapshots, the content root, the cache."""
