"""What comes in: snapshots of disk and Git, and which of their files is what."""
