"""What more clauses cost: build, memory, start and answers from a thousand to a million."""
