"""Reads shards only: collator, losses, trainer, recipe."""
