"""The document parted at its headings, and the sections that hold lists."""
