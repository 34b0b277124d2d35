"""YAML text to a tree with places, and back to canonical text; opens no files."""
