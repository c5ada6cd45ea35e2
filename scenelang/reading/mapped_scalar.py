"""Collects a scalar's decoded characters together with where each is written."""

from __future__ import annotations

from collections.abc import Sequence

from scenelang.source import PlaceRuns, ScalarText, Span


class MappedScalar:
    """A scalar under construction: runs of characters that stand for themselves, and units that do not.

    A unit is one decoded character made of several written ones (an escape, a fold, CR LF) or of another
    one (a lone CR, which reads as a line feed).
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[str] = []
        self._firsts: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._length = 0
        self._open_at = -1

    def run(self, start: int, end: int) -> None:
        """Takes `text[start:end]` as it is written."""
        if start >= end:
            return
        if start != self._open_at:
            self._firsts.append(self._length)
            self._starts.append(start)
            self._ends.append(start + 1)
        self._pieces.append(self._text[start:end])
        self._length += end - start
        self._open_at = end

    def unit(self, character: str, start: int, end: int) -> None:
        """Takes one decoded character that `text[start:end]` stands for."""
        self._firsts.append(self._length)
        self._starts.append(start)
        self._ends.append(end)
        self._pieces.append(character)
        self._length += 1
        self._open_at = -1

    def line_break(self, start: int, end: int) -> None:
        """Takes a line break of any form as one line feed."""
        if self._text[start] == "\n":
            self.run(start, end)
        else:
            self.unit("\n", start, end)

    @property
    def end(self) -> int:
        """Where the last character taken ends in the file; -1 when there is none."""
        if not self._length:
            return -1
        return self._ends[-1] + self._length - 1 - self._firsts[-1]

    def finish(self, place: Span) -> ScalarText:
        """The scalar, at its place."""
        return ScalarText("".join(self._pieces), place, self._places(self._starts), self._places(self._ends))

    def _places(self, places: list[int]) -> Sequence[int]:
        if not places:
            return ()
        if len(places) == 1:
            return range(places[0], places[0] + self._length)
        return PlaceRuns(tuple(self._firsts), tuple(places), self._length)
