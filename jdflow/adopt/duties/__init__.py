"""Duties, their parts and their results, from tables and lists."""
