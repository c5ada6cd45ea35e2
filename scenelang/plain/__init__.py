"""Scenes in the plain layout: scanned and proven sound without building the model of a scene."""
