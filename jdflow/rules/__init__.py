"""Judgements: one rule a function, over a file, a position, or the whole book."""
