"""Answering: a question in, the clause that says it out."""
