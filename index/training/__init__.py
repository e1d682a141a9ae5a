"""Training the bundled model: sources → pairs → tokenizer, first vectors → contrast → model."""
