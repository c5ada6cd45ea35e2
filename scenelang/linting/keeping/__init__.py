"""What keeps lint fast: the cache of earlier runs, and worker processes."""
