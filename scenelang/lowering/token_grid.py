"""One instance's tokens, laid over its text.

`token_layout` makes a `TokenGrid` of each rendering; everything that is placed by token asks it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class TokenGrid(NamedTuple):
    """One instance's tokens. `lefts` and `rights` bound each token without the white space at its ends.

    White space alone counts whole. `counts` says whether a token holds a letter, digit or symbol. `avoid` is
    empty in scenes that avoid nothing.
    """

    ids: list[int]
    pieces: tuple[str, ...]
    weights: tuple[float, ...]
    avoid: tuple[float, ...]
    beats: tuple[int, ...]
    sources: tuple[tuple[int, int], ...]
    lefts: Sequence[int]
    rights: Sequence[int]
    counts: Sequence[bool]

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that share characters with a range, as a half-open run of token numbers."""
        first = bisect_right(self.rights, start)
        return first, max(first, bisect_left(self.lefts, end))

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """Those of `covering` that reach over neither edge."""
        first, last = self.covering(start, end)
        while first < last and self.lefts[first] < start:
            first += 1
        while first < last and self.rights[last - 1] > end:
            last -= 1
        return first, last

    def last_content(self, first: int, end: int) -> int:
        """The last token of a run that holds a letter, digit or symbol; else the run's last token."""
        for token in range(end - 1, first - 1, -1):
            if self.counts[token]:
                return token
        return end - 1


NO_TOKENS = TokenGrid([], (), (), (), (), (), (), (), ())
