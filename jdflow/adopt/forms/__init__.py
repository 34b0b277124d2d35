"""What printed forms say: their headings and labels, and how words are compared."""
