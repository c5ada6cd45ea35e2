"""The comments of a file that silence findings, as plain numbers and words: they are kept in the cache.

Takes: offsets of findings.
Gives: which comments speak of them.
May assume: nothing.
Never does: look at text, or ask whether a rule is known.
"""

from __future__ import annotations

from typing import NamedTuple

Range = tuple[int, int]
"""A half-open range of code points in the file."""


class IgnoreItem(NamedTuple):
    """One code, rule or family within the brackets; `gone` is what to delete to take it out."""

    word: str
    place: Range
    gone: Range


class IgnoreComment(NamedTuple):
    """`# scenelang: ignore[SL801] reason`: what it silences, and where.

    `place` is the comment, `gone` what to delete to take all of it out. Findings that begin within one of
    `reach` are meant.
    """

    place: Range
    gone: Range
    items: tuple[IgnoreItem, ...]
    reach: tuple[Range, ...]
    reason: str = ""
    is_for_file: bool = False


class WrongComment(NamedTuple):
    """A comment that is to silence something and does not; `right` is how to write it, if that is clear."""

    place: Range
    what: str
    right: str | None = None


class IgnoreTable(NamedTuple):
    """All such comments of one file, in the order of the file."""

    comments: tuple[IgnoreComment, ...] = ()
    wrong: tuple[WrongComment, ...] = ()


NO_IGNORES = IgnoreTable()


def reaches(comment: IgnoreComment, start: int) -> bool:
    """True where a finding that begins at `start` is meant by a comment."""
    return comment.is_for_file or any(first <= start < last for first, last in comment.reach)
