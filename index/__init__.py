"""Finding clauses: words and vectors in one ranking, filters inside the search."""
