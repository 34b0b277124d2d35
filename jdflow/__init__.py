"""jdflow: job descriptions as documents in Git."""

__version__ = "0.1.0"
