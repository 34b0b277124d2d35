"""Word templates: opened with distrust, compiled once, filled many times; no files are touched here."""
