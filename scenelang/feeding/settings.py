"""How rows are to be fed: which, in what order, how open, packed or not. Values, no work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from math import ceil, lcm, sqrt
from typing import Literal

from scenelang.shards import ShardSet

Score = Literal["tension", "depth", "prerequisites"]
PacingKind = Literal["linear", "root", "step", "table"]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one shard folder: those of a split, and of one stratum where it is given.

    `weight` is the part's share of the rows that are read, against the weights of the other parts. Either
    all parts have one or none; without weights all rows are one heap, and each is read once an epoch.
    """

    shards: ShardSet
    split: str = "train"
    stratum: str | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class AsWritten:
    """Rows as they stand in the shards."""


@dataclass(frozen=True, slots=True)
class Shuffled:
    """Rows in an order that the seed stands for, another one in each epoch."""


@dataclass(frozen=True, slots=True)
class Pacing:
    """How much of a curriculum is open: a share of its rows, from the easiest, over the run.

    From the share `start` at the beginning to all rows at the fraction `until` of the run: `linear` in a
    straight line; `root` as the root of a straight line between the squares (fast first); `step` at once;
    `table` by pairs (fraction of the run, share from there on) instead of `start` and `until`.
    """

    kind: PacingKind = "linear"
    start: float = 0.1
    until: float = 0.5
    table: tuple[tuple[float, float], ...] = ()

    def share(self, fraction: float) -> float:
        """The share of the rows that is open when so much of the run has been read."""
        if self.kind == "table":
            return max((share for begin, share in self.table if begin <= fraction), default=0.0)
        if fraction >= self.until:
            return 1.0
        if self.kind == "step":
            return self.start
        done = fraction / self.until
        if self.kind == "linear":
            return self.start + (1 - self.start) * done
        return sqrt(self.start**2 + (1 - self.start**2) * done)

    def flaw(self) -> str:
        """What is wrong with these numbers; empty where nothing is."""
        if self.kind != "table":
            return _flaw_of_line(self.start, self.until)
        if not self.table or self.table[0][0] != 0:
            return "a table begins with the share at fraction 0"
        fractions, shares = zip(*self.table, strict=True)
        if list(fractions) != sorted(set(fractions)) or not all(0 <= one <= 1 for one in fractions):
            return "the fractions of a table rise from 0 to 1 at most"
        if list(shares) != sorted(shares) or not all(0 < one <= 1 for one in shares):
            return "the shares of a table lie over 0 and up to 1, and never fall"
        return ""


@dataclass(frozen=True, slots=True)
class Curriculum:
    """Rows from the easiest to the hardest, by a score of theirs or by an author's list.

    `by` is `tension` (the curriculum score), `depth` (of the row's logic), `prerequisites` (how many
    scenes must come before, one after the other), or a list: ids of scenes, and tags as `#tag`; rows that
    the list does not name come after it. Rows of one score stand as in the shards.

    Without pacing every epoch goes from the easiest row to the hardest. With pacing, rows are read in
    passes: each reads, shuffled, the rows that are open when it begins.
    """

    by: Score | tuple[str, ...]
    descending: bool = False
    pacing: Pacing | None = None


@dataclass(frozen=True, slots=True)
class Packing:
    """Several rows in one sequence of at most so many tokens.

    First-fit decreasing among the next `lookahead` rows: the longest first, each into the first pack with
    room for it. What a pack leaves empty is padding.
    """

    tokens: int
    lookahead: int = 1024


Order = AsWritten | Shuffled | Curriculum


def described(order: Order) -> dict[str, object]:
    """An order as a state writes it down."""
    if not isinstance(order, Curriculum):
        return {"order": "shuffled" if isinstance(order, Shuffled) else "as written"}
    by = order.by if isinstance(order.by, str) else list(order.by)
    said: dict[str, object] = {"order": by, "descending": order.descending}
    if order.pacing is not None:
        pacing = asdict(order.pacing)
        pacing["table"] = [list(pair) for pair in order.pacing.table]
        said["pacing"] = pacing
    return said


def whole_weights(weights: Sequence[float], most: int = 10_000) -> tuple[int, ...]:
    """Whole numbers in the ratio of the weights, with a sum of at most `most`, which is over their count.

    Exact where that is possible; else each share is rounded to the nearest of `most` parts (by largest
    remainders), and none to nothing.
    """
    exact = [Fraction(repr(float(weight))) for weight in weights]
    total = sum(exact)
    shares = [weight / total for weight in exact]
    # The sum of shares is 1, so their common denominator is the sum of the whole numbers.
    common = lcm(*(share.denominator for share in shares))
    return tuple(int(share * common) for share in shares) if common <= most else _rounded(shares, most)


def _rounded(shares: Sequence[Fraction], most: int) -> tuple[int, ...]:
    whole = [max(1, int(share * most)) for share in shares]
    order = sorted(range(len(shares)), key=lambda place: whole[place] - shares[place] * most)
    for place in order[: max(0, most - sum(whole))]:
        whole[place] += 1
    # What those that are less than a part got beyond their share is taken from the greatest.
    for _ in range(sum(whole) - most):
        whole[whole.index(max(whole))] -= 1
    return tuple(whole)


def open_rows(pacing: Pacing, rows: int, fraction: float) -> int:
    """How many rows are open; at least one."""
    return min(rows, max(1, ceil(pacing.share(fraction) * rows)))


def _flaw_of_line(start: float, until: float) -> str:
    if not 0 < start <= 1:
        return "`start` is a share over 0 and up to 1"
    if not 0 < until <= 1:
        return "`until` is a fraction of the run over 0 and up to 1"
    return ""
