"""The inside of a YAML scalar, with the way from each decoded character back to the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scenelang.source.place_runs import PlaceRuns
from scenelang.source.span import Span


class WrittenRun(NamedTuple):
    """So many characters that lie side by side: character `i` is written at `start + i` to `end + i`."""

    length: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ScalarText:
    r"""A decoded scalar and, for each of its characters, where the file says it.

    `starts[i]` and `ends[i]` bound the file characters that make decoded character `i`: one character
    in a block scalar, an escape such as `\u00e9` in a quoted one, a whole line fold in a folded one.
    `place` is the whole scalar as written, quotes or block header included. Places strictly increase;
    a character never ends before it starts.
    """

    value: str
    place: Span
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The file span of `value[start:end]`; an empty range gives an empty span at its place.

        Raises:
            ValueError: the range does not lie in the value.
        """
        if not 0 <= start <= end <= len(self.value):
            raise ValueError(f"{start}..{end} is outside a scalar of {len(self.value)} characters")
        if start == end:
            here = self._edge(start)
            return Span(self.place.file, here, here)
        starts, ends = self.starts, self.ends
        if isinstance(starts, PlaceRuns) and isinstance(ends, PlaceRuns):
            return Span(self.place.file, starts.at(start), ends.at(end - 1))
        return Span(self.place.file, starts[start], ends[end - 1])

    def runs(self, start: int, end: int) -> list[WrittenRun]:
        """Where `value[start:end]` is written, in runs of neighbours.

        Raises:
            ValueError: the range does not lie in the value.
        """
        if not 0 <= start <= end <= len(self.value):
            raise ValueError(f"{start}..{end} is outside a scalar of {len(self.value)} characters")
        starts, ends = self.starts, self.ends
        if start == end:
            return []
        if isinstance(starts, range) and isinstance(ends, range) and starts.step == ends.step == 1:
            return [WrittenRun(end - start, starts[start], ends[start])]
        if isinstance(starts, PlaceRuns) and isinstance(ends, PlaceRuns) and starts.firsts == ends.firsts:
            return [
                WrittenRun(count, starts.places[run] + inside, ends.places[run] + inside)
                for run, inside, count in starts.pieces(start, end)
            ]
        return [WrittenRun(1, starts[place], ends[place]) for place in range(start, end)]

    def part(self, start: int, end: int) -> ScalarText:
        """The text of `value[start:end]` with its own places, to be read apart from the rest.

        Raises:
            ValueError: the range does not lie in the value.
        """
        place = self.span(start, end)
        return ScalarText(self.value[start:end], place, self.starts[start:end], self.ends[start:end])

    def _edge(self, index: int) -> int:
        if index < len(self.starts):
            return self.starts[index]
        if self.ends:
            return self.ends[-1]
        return self.place.end
