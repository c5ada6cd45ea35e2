from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from test_shard_identity import programs, sorted_heads

from scenelang.shards import Manifest, ShardSet, open_shards, row_program, summarise, write_shards
from scenelang.shards.shard_summary import Bar, Count, spread_of
from scenelang.source import Span
from scenelang.tokens import HiddenKind, Split, TokenProgram

Make = Callable[..., TokenProgram]
NO_SHRINK = (Phase.explicit, Phase.reuse, Phase.generate)


def opened(written: list[TokenProgram], folder: Path) -> ShardSet:
    assert write_shards(written, folder).diagnostics == ()
    shards = open_shards(folder).value
    assert shards is not None
    return shards


def without_places(program: TokenProgram) -> TokenProgram:
    place = Span(program.file, 0, 0)
    return replace(
        program,
        attention=tuple(replace(one, place=place) for one in program.attention),
        hidden=tuple(replace(one, place=place) for one in program.hidden),
        exposure=tuple(replace(one, place=place) for one in program.exposure),
    )


@pytest.mark.parametrize("number", range(12))
def test_a_row_gives_back_its_program(tmp_path: Path, program: Make, number: int) -> None:
    shards = opened([program(number)], tmp_path)
    assert row_program(shards, 0, lambda token: "x") == without_places(program(number))


@settings(max_examples=80, deadline=None, phases=NO_SHRINK)
@given(programs().map(sorted_heads))
def test_rows_made_of_programs_give_the_same_rows(program: TokenProgram) -> None:
    """Targets that say the same and stand together are one; their sites are the same."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shards = opened([program], folder / "one")
        again = row_program(shards, 0, str)
        other = opened([again], folder / "two")
        one, two = shards[0], other[0]
        assert repr(one).replace("attention_target", "") == repr(two).replace("attention_target", "")


def told(manifest: Manifest) -> dict[str, object]:
    """What the manifest counts, without rounding's last digit."""
    masses = {**manifest.supervision.kinds, **manifest.supervision.origins}
    return {
        "splits": {
            n: (s.rows, s.tokens, pytest.approx(s.weight, abs=2e-6)) for n, s in manifest.splits.items()
        },
        "masses": {n: (m.sites, pytest.approx(m.weight, abs=2e-6)) for n, m in masses.items()},
        "avoid": (
            manifest.supervision.avoid.sites,
            pytest.approx(manifest.supervision.avoid.weight, abs=2e-6),
        ),
        "exposure": {n: (e.ranges, e.tokens) for n, e in manifest.supervision.exposure.items()},
        "concepts": {
            name: {n: (c.pulled, c.instances, c.own) for n, c in record.splits.items()}
            for name, record in manifest.concepts.items()
        },
    }


def counted(written: list[TokenProgram]) -> dict[str, object]:
    """The same, program by program."""
    splits = {split.value: [0, 0, 0.0] for split in Split}
    masses: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0.0])
    concepts: defaultdict[str, dict[str, list[int]]] = defaultdict(
        lambda: {split.value: [0, 0, 0] for split in Split}
    )
    exposure: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    avoid = [weight for program in written for weight in program.avoid if weight]
    for program in written:
        split = splits[program.split.value]
        for place, more in enumerate((1, len(program.ids), sum(program.weights))):
            split[place] += more
        sites = [
            (
                "away" if one.away else "attention",
                one.origin,
                len(one.queries) * len(one.key_groups),
                one.weight,
            )
            for one in program.attention
        ]
        sites += [(one.kind.value, one.origin, len(one.positions), one.weight) for one in program.hidden]
        for kind, origin, count, weight in sites:
            for name in (kind, origin):
                masses[name][0] += count
                masses[name][1] += count * weight
        held = [one for one in program.hidden if one.kind is HiddenKind.CONCEPT]
        pulled = {(one.name, place) for one in held if one.weight > 0 for place in one.positions}
        for one in held:
            counts = concepts[one.name][program.split.value]
            counts[0 if one.weight > 0 else 1] += len(one.positions)
            counts[2] += sum((one.name, place) in pulled for place in one.positions if one.weight <= 0)
        for exposed in program.exposure:
            exposure[exposed.module.value][0] += 1
            exposure[exposed.module.value][1] += exposed.end - exposed.start
    return {
        "splits": {name: tuple(split) for name, split in splits.items()},
        "masses": {name: tuple(mass) for name, mass in masses.items()},
        "avoid": (len(avoid), sum(avoid)),
        "exposure": {name: tuple(ranges) for name, ranges in exposure.items()},
        "concepts": {n: {s: tuple(c) for s, c in splits.items()} for n, splits in concepts.items()},
    }


@settings(max_examples=80, deadline=None, phases=NO_SHRINK)
@given(st.lists(programs(), min_size=1, max_size=6))
def test_the_manifest_counts_what_programs_hold(written: list[TokenProgram]) -> None:
    """Names of kinds and of origins do not meet: an origin made here is of other letters."""
    with tempfile.TemporaryDirectory() as name:
        assert counted(written) == told(opened(written, Path(name)).manifest)


def test_a_summary_counts_words_and_spreads_values(tmp_path: Path, program: Make) -> None:
    shards = opened([program(number) for number in range(20)], tmp_path)
    words, spreads = summarise(shards)
    assert words["split"] == {"train": Count(15, 105), "held_out": Count(5, 34)}
    assert words["rendering"] == {"plain": Count(16, 111), "chat": Count(4, 28)}
    assert list(words) == ["split", "archetype", "stratum", "language", "rendering"]
    assert spreads["row_tokens"].bars == (Bar(6, 6, 7), Bar(7, 7, 7), Bar(8, 8, 6))
    assert (spreads["row_tokens"].lowest, spreads["row_tokens"].median, spreads["row_tokens"].highest) == (
        6,
        7,
        8,
    )
    assert spreads["token_weights"].bars == (Bar(0, 0, 20), Bar(0.5, 0.5, 119))
    assert spreads["attention_sites"].bars == (Bar(2, 2, 10), Bar(4, 4, 10))
    assert spreads["hidden_sites"].bars == (Bar(0, 0, 13), Bar(6, 6, 7))


@given(st.dictionaries(st.integers(0, 5_000), st.integers(1, 9), min_size=1, max_size=60))
def test_bars_hold_every_value_once(values: dict[int, int]) -> None:
    numbers = np.array(sorted(values), np.int64)
    spread = spread_of(numbers, np.array([values[n] for n in numbers.tolist()], np.int64))
    assert sum(bar.values for bar in spread.bars) == sum(values.values())
    assert len(spread.bars) <= 10
    for bar in spread.bars:
        assert bar.values == sum(count for n, count in values.items() if bar.low <= n <= bar.high)
    whole = sorted(n for n, count in values.items() for _ in range(count))
    assert spread.median == whole[(len(whole) - 1) // 2]


def test_rows_are_found_by_their_scene(tmp_path: Path, program: Make) -> None:
    written = [replace(program(number), scene=name) for number, name in enumerate(("a", "b", "a", "c"))]
    shards = opened(written, tmp_path)
    assert shards.rows_of("a").tolist() == [0, 2]
    assert shards.rows_of("d").tolist() == []
    assert shards.scenes() == ("a", "b", "c")
    assert shards.language_of(3) == "en"
