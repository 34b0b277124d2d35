"""Tests of how the project is built: floors, limits, lock files."""
