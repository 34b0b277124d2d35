"""A document as bits, which are paragraphs or lines, and the words of each."""
