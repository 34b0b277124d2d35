"""Word templates: opened with distrust, compiled once, filled many times; no files are touched here."""

MOST_BYTES = 8 * 1024 * 1024
