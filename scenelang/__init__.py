"""scenelang: training data designed for the model that reads it."""

__version__ = "0.1.0"
