"""Findings of tests that lint several copies of one little scene, which lint rightly tells of."""

from __future__ import annotations

from collections.abc import Iterable

from scenelang.diagnostics import Diagnostic

COPIED_SCENES = "SL901"


def besides_copies(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings that are not about copies."""
    return [one for one in found if one.code != COPIED_SCENES]
