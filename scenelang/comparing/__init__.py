"""What changed between two sets of scenes, as a model would see it."""
