"""What a text did to a model."""
