"""Scenes that say the same: sketches of texts, and pairs of them."""
