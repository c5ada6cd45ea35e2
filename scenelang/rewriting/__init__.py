"""Changes files: fixes to a fixed point, proven to leave training alone, written whole."""
