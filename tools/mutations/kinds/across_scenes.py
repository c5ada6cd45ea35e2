"""Mistakes in what reaches beyond a scene: other scenes, concepts, exposure, chat."""

from __future__ import annotations

from draft import Draft, Mutation, kind  # noqa: F401
