"""One reader for each format: bytes in, text out; `corpus.sources` chooses among them."""
