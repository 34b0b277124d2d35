"""The two Word templates: how they were built, and what they must be."""
