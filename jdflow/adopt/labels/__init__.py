"""Labels with what they say, and what stands above the title."""
