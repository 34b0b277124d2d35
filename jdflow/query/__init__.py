"""Pure answers to what people ask of the book."""
