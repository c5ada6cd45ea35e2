"""Arms on the same seeds, tokens and model; tables and curves."""
