"""Counts for the manifest: rows, tokens and weight by split; supervision by kind and by origin.

Takes: token programs, one at a time.
Gives: the manifest's `splits` and `supervision`.
May assume: nothing.
Never does: round while it counts; sums are rounded once, to millionths, when they are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from scenelang.shards.manifest import MassRecord, SplitRecord, SupervisionRecord
from scenelang.tokens import Split, TokenProgram

_DECIMALS = 6


class Tally:
    """Running counts over all programs of a build."""

    def __init__(self) -> None:
        self._splits: dict[str, list[float]] = {split.value: [0, 0, 0.0] for split in Split}
        self._masses: defaultdict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0.0])

    def add(self, program: TokenProgram) -> None:
        """Counts one program."""
        split = self._splits[program.split.value]
        split[0] += 1
        split[1] += len(program.ids)
        split[2] += sum(program.weights)
        for target in program.attention:
            kind = "away" if target.away else "attention"
            self._count(kind, target.origin, len(target.queries) * len(target.key_groups), target.weight)
        for hidden in program.hidden:
            self._count(hidden.kind.value, hidden.origin, len(hidden.positions), hidden.weight)

    def _count(self, kind: str, origin: str, sites: int, weight: float) -> None:
        mass = self._masses[kind, origin]
        mass[0] += sites
        mass[1] += sites * weight

    def splits(self) -> dict[str, SplitRecord]:
        """Rows, tokens and weight of each split."""
        return {
            name: SplitRecord(rows=int(rows), tokens=int(tokens), weight=round(weight, _DECIMALS))
            for name, (rows, tokens, weight) in self._splits.items()
        }

    def supervision(self) -> SupervisionRecord:
        """Sites and weight by kind and by origin, names in order."""
        kinds: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0.0])
        origins: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0.0])
        for (kind, origin), (sites, weight) in self._masses.items():
            for total in (kinds[kind], origins[origin]):
                total[0] += sites
                total[1] += weight
        return SupervisionRecord(kinds=_records(kinds), origins=_records(origins))


def _records(masses: Mapping[str, list[float]]) -> dict[str, MassRecord]:
    return {
        name: MassRecord(sites=int(sites), weight=round(float(weight), _DECIMALS))
        for name, (sites, weight) in sorted(masses.items())
    }
