"""Columns that text extraction has left side by side, read as the table or the pages that they were."""
