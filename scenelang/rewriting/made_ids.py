"""Ids made of words: of a file's name for a scene, of what it says for a span.

Takes: words, and what says whether an id is taken.
Gives: an id that is free.
May assume: nothing.
Never does: give an id that is no name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count

from scenelang.model import Literal, MarkedSpan, TextPiece, leaves_of
from scenelang.reading import is_name

_WORD = re.compile(r"[^\W_]+")
_SHORT = 3
"""Words of so few letters are mostly articles and the like; a longer one tells more."""
_LONGEST = 24


def scene_id(stem: str, is_taken: Callable[[str], bool], given: int = 0) -> str | None:
    """An id for a scene from the name of its file; None where that gives none.

    Args:
        stem: The name of the file, without its ending.
        is_taken: Whether an id is taken.
        given: How many ids this name gave before: so many need no second look.
    """
    base = "-".join(_WORD.findall(stem)).lower()
    return _free(base, is_taken, given) if is_name(base) else None


def span_id(span: MarkedSpan, otherwise: str, is_taken: Callable[[str], bool]) -> str:
    """An id for a span: its first word of some length, else its first word, else the word `otherwise`."""
    words = [word for word in _WORD.findall(_said(span.children)) if is_name(word)]
    longer = (word for word in words if len(word) > _SHORT)
    word = next(longer, words[0] if words else otherwise)
    return _free(word[:_LONGEST].lower(), is_taken)


def _said(pieces: tuple[TextPiece, ...]) -> str:
    return "".join(leaf.text if isinstance(leaf, Literal) else " " for leaf in leaves_of(pieces))


def _free(base: str, is_taken: Callable[[str], bool], given: int = 0) -> str:
    """The word itself, else with the first number from 2 on that makes it free."""
    if not given and not is_taken(base):
        return base
    return next(name for number in count(max(2, given + 1)) if not is_taken(name := f"{base}-{number}"))
