"""The one way to lay a scene out: comments kept, and nothing that a model would read changed."""
