"""The room of history: timelines and records, from what the commits of the main line left behind."""
