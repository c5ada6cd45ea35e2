"""Counts for the manifest: rows, tokens and weight by split; supervision by kind, origin and module.

Takes: token programs, one at a time.
Gives: the manifest's `splits`, `supervision` and `concepts`.
May assume: nothing.
Never does: round while it counts; sums are rounded once, to millionths, when they are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from scenelang.shards.concept_tally import ConceptTally
from scenelang.shards.manifest import (
    ConceptRecord,
    ExposureRecord,
    MassRecord,
    SplitRecord,
    SupervisionRecord,
)
from scenelang.tokens import Split, TokenProgram

_DECIMALS = 6


class Tally:
    """Running counts over all programs of a build."""

    def __init__(self) -> None:
        self._splits: dict[str, list[float]] = {split.value: [0, 0, 0.0] for split in Split}
        self._masses: defaultdict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0.0])
        self._avoid: list[float] = [0, 0.0]
        self._exposure: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._concepts = ConceptTally()

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
        self._concepts.add(program)
        for exposed in program.exposure:
            ranges = self._exposure[exposed.module.value]
            ranges[0] += 1
            ranges[1] += exposed.end - exposed.start
        if program.avoid:
            self._avoid[0] += sum(map(bool, program.avoid))
            self._avoid[1] += sum(program.avoid)

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
        exposure = {
            module: ExposureRecord(ranges=ranges, tokens=tokens)
            for module, (ranges, tokens) in sorted(self._exposure.items())
        }
        return SupervisionRecord(
            kinds=_records(kinds), origins=_records(origins), avoid=_record(self._avoid), exposure=exposure
        )

    def concepts(self) -> dict[str, ConceptRecord]:
        """What is pulled to each concept and what shows it, sorted by name."""
        return self._concepts.records()


def _records(masses: Mapping[str, list[float]]) -> dict[str, MassRecord]:
    return {name: _record(mass) for name, mass in sorted(masses.items())}


def _record(mass: list[float]) -> MassRecord:
    sites, weight = mass
    return MassRecord(sites=int(sites), weight=round(float(weight), _DECIMALS))
