"""Counts for the manifest: what is pulled to each concept, in which bands, and what shows it.

Takes: token programs, one at a time.
Gives: the manifest's `concepts`.
May assume: nothing.
Never does: depend on the order of programs or targets.
"""

from __future__ import annotations

from collections import defaultdict

from scenelang.shards.manifest import BandRecord, ConceptRecord, ConceptSplitRecord
from scenelang.signals import LayerBand
from scenelang.tokens import HiddenKind, Split, TokenProgram


class ConceptTally:
    """Running counts of the concepts of a build."""

    def __init__(self) -> None:
        self._bands: defaultdict[str, set[LayerBand]] = defaultdict(set)
        self._counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, program: TokenProgram) -> None:
        """Counts one program."""
        held = [target for target in program.hidden if target.kind is HiddenKind.CONCEPT]
        pulled = {
            (target.name, position) for target in held if target.weight > 0 for position in target.positions
        }
        for target in held:
            bands, counts = self._bands[target.name], self._counts[target.name, program.split.value]
            if target.weight > 0:
                bands.add(target.layers)
                counts[0] += len(target.positions)
            else:
                counts[1] += len(target.positions)
                counts[2] += sum((target.name, position) in pulled for position in target.positions)

    def records(self) -> dict[str, ConceptRecord]:
        """The record of each concept, sorted by name, with every split."""
        return {name: self._record(name) for name in sorted(self._bands)}

    def _record(self, name: str) -> ConceptRecord:
        bands = sorted(self._bands[name], key=lambda band: (band.unit.value, band.low, band.high))
        splits = {}
        for split in Split:
            pulled, instances, own = self._counts.get((name, split.value), (0, 0, 0))
            splits[split.value] = ConceptSplitRecord(pulled=pulled, instances=instances, own=own)
        return ConceptRecord(bands=tuple(map(BandRecord.of, bands)), splits=splits)
