"""The commands of `python -m evals`: each module has `options` and `run`."""
