"""What the policies say: documents in, citable clauses out."""
