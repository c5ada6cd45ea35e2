"""Holds the findings of a file against the comments that silence some, and the comments against them.

Takes: the comments of a file and what was found in it.
Gives: what is told all the same, and what each comment was good for.
May assume: findings are those of the file the comments stand in.
Never does: silence an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scenelang.diagnostics import Diagnostic, Severity
from scenelang.linting.choosing.selectors import meaning
from scenelang.linting.families import family_of
from scenelang.linting.ignoring.ignore_table import IgnoreComment, IgnoreItem, IgnoreTable, reaches
from scenelang.linting.subjects import JudgedComment


class _Use(NamedTuple):
    """An item of a comment that silenced something, by their numbers."""

    comment: int
    item: int


class IgnoreJudge:
    """The comments of one file, and what they were good for so far."""

    def __init__(self, table: IgnoreTable) -> None:
        self.silenced = 0
        self._comments = table.comments
        self._used: set[_Use] = set()
        order = sorted(enumerate(table.comments), key=lambda pair: pair[1].is_for_file)
        near = [pair for pair in order if not pair[1].is_for_file]
        far = [pair for pair in order if pair[1].is_for_file]
        self._order = [*reversed(near), *far]

    def told(self, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The findings that no comment silences."""
        for one in found:
            use = self._silencing(one)
            if use is None:
                yield one
            else:
                self._used.add(use)
                self.silenced += 1

    def _silencing(self, found: Diagnostic) -> _Use | None:
        """The comment nearest above that silences a finding; those for the whole file come last."""
        if type(found).severity is Severity.ERROR:
            return None
        for number, comment in self._order:
            if reaches(comment, found.place.start):
                item = _closest(comment, found.code)
                if item is not None:
                    return _Use(number, item)
        return None

    def judged(self, asked: frozenset[str], off: frozenset[str]) -> tuple[JudgedComment, ...]:
        """The comments as the run has proven them.

        Args:
            asked: The codes that would have been found if there were such a finding.
            off: The codes that are not told here at all.
        """
        return tuple(self._judge(number, asked, off) for number in range(len(self._comments)))

    def _judge(self, number: int, asked: frozenset[str], off: frozenset[str]) -> JudgedComment:
        comment = self._comments[number]
        unused: list[IgnoreItem] = []
        unknown: list[IgnoreItem] = []
        errors: list[IgnoreItem] = []
        for index, item in enumerate(comment.items):
            meant = meaning(item.word)
            if meant is None:
                unknown.append(item)
            elif not meant.codes:
                errors.append(item)
            elif _Use(number, index) not in self._used:
                on = meant.codes - off
                unused += [item] if on and on <= asked else []
        return JudgedComment(comment, tuple(unused), tuple(unknown), tuple(errors))


def _closest(comment: IgnoreComment, code: str) -> int | None:
    """The number of the item that means a code most closely.

    What is said of comments themselves is meant only by words that mean nothing else.
    """
    best: tuple[int, int] | None = None
    for number, item in enumerate(comment.items):
        meant = meaning(item.word)
        if meant is None or code not in meant.codes:
            continue
        if _is_about_comments(code) and not all(map(_is_about_comments, meant.codes)):
            continue
        if best is None or meant.rank > best[0]:
            best = (meant.rank, number)
    return None if best is None else best[1]


def _is_about_comments(code: str) -> bool:
    return family_of(code) == "suppression"
