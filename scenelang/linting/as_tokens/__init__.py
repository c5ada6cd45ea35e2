"""Scenes as tokens, under the tokenizers and models that a project names."""
