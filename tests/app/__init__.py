"""One verb a file, below the command line."""
