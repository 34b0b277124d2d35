"""What documents say in the words of shared blocks, and new blocks for what recurs."""
