"""How a finding could be mended: a few minimal edits, and whether a model would notice."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from scenelang.source import SpanEdit


class Safety(StrEnum):
    """What an edit does to what a model reads.

    A safe fix leaves tokens, weights and targets as they were, and that is proven before it is written. An
    unsafe fix changes them, or makes a scene compile that did not: someone should look.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"


class Fix(NamedTuple):
    """Edits that belong together, all in the file of the finding; `title` says what they do."""

    title: str
    edits: tuple[SpanEdit, ...]
    safety: Safety = Safety.UNSAFE
