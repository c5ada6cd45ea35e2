"""Scenes and shards on other machines: any URL that fsspec knows, with retries."""
