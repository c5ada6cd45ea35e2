from __future__ import annotations

import math
import pickle
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenelang.shards import ConceptSplitRecord, Row, ShardSet, SourceRecord, open_shards, write_shards
from scenelang.shards.manifest import ExposureRecord, MassRecord
from scenelang.signals import HeadRule, HeadRuleKind, LayerBand, LayerUnit, Module
from scenelang.source import Span
from scenelang.tokens import (
    AttentionTarget,
    ExposedTokens,
    HiddenKind,
    HiddenTarget,
    RecalledText,
    SpanCertificate,
    Split,
    TokenProgram,
)

PLACE = Span("x.scene", 0, 1)
TEXT = st.text(max_size=12)
NAME = st.text("abcdé.#1", min_size=1, max_size=6)
NUMBER = st.floats(0, 4, width=32)
POSITION = st.integers(0, 30)
BANDS = st.one_of(
    st.builds(LayerBand.percent, st.floats(0, 100, width=32)),
    st.builds(LayerBand.index, st.integers(-4, 4), st.integers(-4, 4)),
)
HEADS = st.one_of(
    st.just(HeadRule()),
    st.builds(lambda count: HeadRule(HeadRuleKind.TOP, count=count), st.integers(1, 9)),
    st.builds(
        lambda heads: HeadRule(HeadRuleKind.NAMED, heads=tuple(heads)),
        st.lists(st.integers(0, 62), unique=True, min_size=1),
    ),
)
POSITIONS = st.lists(POSITION, min_size=1, max_size=3).map(tuple)
ATTENTION = st.builds(
    AttentionTarget,
    queries=POSITIONS,
    key_groups=st.lists(POSITIONS, min_size=1, max_size=3).map(tuple),
    away=st.booleans(),
    layers=BANDS,
    heads=HEADS,
    weight=NUMBER,
    origin=NAME,
    place=st.just(PLACE),
)

EXPOSED = st.builds(
    lambda start, size, module, band: ExposedTokens(start, start + size, module, band, PLACE),
    *(POSITION, POSITION, st.sampled_from(Module), BANDS),
)
RECALLED = st.builds(RecalledText, NAME, st.sampled_from(["a.scene", "c.scene"]), POSITION, POSITION)


@st.composite
def hidden_targets(draw: st.DrawFn) -> HiddenTarget:
    kind = draw(st.sampled_from(HiddenKind))
    positions = draw(POSITIONS)
    return HiddenTarget(
        positions=positions,
        layers=draw(BANDS),
        kind=kind,
        weight=draw(NUMBER),
        origin=draw(NAME),
        place=PLACE,
        token=draw(st.integers(0, 70_000)) if kind is HiddenKind.READS else -1,
        others=draw(st.tuples(*[POSITION for _ in positions])) if kind is HiddenKind.MIRRORS else (),
        name=draw(NAME) if kind in {HiddenKind.CONCEPT, HiddenKind.LABEL, HiddenKind.TENSION} else "",
        value={HiddenKind.LABEL: "glad", HiddenKind.TENSION: "0.5"}.get(kind, ""),
    )


@st.composite
def programs(draw: st.DrawFn) -> TokenProgram:
    length = draw(st.integers(1, 12))
    axes = draw(st.lists(NAME, unique=True, max_size=3).map(tuple))
    beats = draw(st.integers(1, 4))
    tokens = {"min_size": length, "max_size": length}
    return TokenProgram(
        scene=draw(NAME),
        file=draw(st.sampled_from(["a.scene", "b.scene"])),
        instance=draw(st.integers(0, 2**31 - 1)),
        binding=draw(st.lists(st.tuples(NAME, TEXT), max_size=3).map(tuple)),
        split=draw(st.sampled_from(Split)),
        archetype=draw(NAME),
        stratum="thinking",
        language="ru",
        tags=draw(st.lists(NAME, max_size=3).map(tuple)),
        tokenizer="t",
        ids=draw(st.lists(st.integers(0, 200_000), **tokens).map(tuple)),
        pieces=("x",) * length,
        weights=draw(st.lists(NUMBER, **tokens).map(tuple)),
        beats=draw(st.lists(st.integers(0, beats - 1), **tokens).map(tuple)),
        sources=draw(st.lists(st.tuples(st.integers(-1, 99), st.integers(-1, 99)), **tokens).map(tuple)),
        axes=axes,
        tension=draw(st.tuples(*[st.tuples(*[NUMBER for _ in axes]) for _ in range(beats)])),
        curriculum=draw(st.floats(0, 1)),
        attention=draw(st.lists(ATTENTION, max_size=3).map(tuple)),
        hidden=draw(st.lists(hidden_targets(), max_size=4).map(tuple)),
        certificates=draw(
            st.lists(st.builds(SpanCertificate, NAME, POSITION, POSITION, TEXT, TEXT), max_size=3).map(tuple)
        ),
        avoid=draw(st.just(()) | st.lists(NUMBER, **tokens).map(tuple)),
        exposure=draw(st.lists(EXPOSED, max_size=3).map(tuple)),
        prerequisites=draw(st.lists(NAME, max_size=3).map(tuple)),
        recalled=draw(st.lists(RECALLED, max_size=2).map(tuple)),
        rendering=draw(st.sampled_from(["plain", "chat"])),
    )


def assert_equal(program: TokenProgram, row: Row, shards: ShardSet, number: int) -> None:
    for field in (
        *("scene", "instance", "binding", "archetype", "stratum", "tags", "curriculum"),
        *("prerequisites", "rendering"),
    ):
        assert getattr(row, field) == getattr(program, field), field
    assert row.split == program.split.value
    assert row.input_ids.tolist() == list(program.ids)
    assert row.loss_weight.tolist() == list(program.weights)
    assert row.beat.tolist() == list(program.beats)
    assert row.sources.tolist() == [list(pair) for pair in program.sources]
    assert shards.axes_of(number) == program.axes
    assert shards.source_of(number) == program.file
    if program.axes:
        assert row.tension.tolist() == [list(beat) for beat in program.tension]
    assert row.certificates == tuple(
        (one.span, one.start, one.end, one.text, one.decoded) for one in program.certificates
    )
    assert row.avoid_weight.tolist() == list(program.avoid or [0.0] * len(program.ids))
    assert exposures_of(row) == [(one.start, one.end, one.module, one.layers) for one in program.exposure]
    assert row.recalled == tuple((one.scene, one.file, one.start, one.end) for one in program.recalled)
    assert attention_of(row, shards) == [
        (query, keys, target.away, target.layers, target.heads, target.weight, target.origin, place)
        for place, target in enumerate(program.attention)
        for query in target.queries
        for keys in target.key_groups
    ]
    assert hidden_of(row, shards) == [
        (
            position,
            target.kind,
            target.layers,
            target.token,
            target.others[place] if target.others else -1,
            f"{target.name}={target.value}" if target.kind is HiddenKind.LABEL else target.name,
            float(target.value) if target.kind is HiddenKind.TENSION else 0.0,
            target.weight,
            target.origin,
        )
        for target in program.hidden
        for place, position in enumerate(target.positions)
    ]


def band_of(sites: object, index: int) -> LayerBand:
    bands = sites.bands  # type: ignore[attr-defined]
    unit = list(LayerUnit)[bands.unit[index]]
    return LayerBand(unit, float(bands.low[index]), float(bands.high[index]))


def exposures_of(row: Row) -> list[tuple[int, int, Module, LayerBand]]:
    found = row.exposures
    modules = [list(Module)[number] for number in found.module]
    bands = [band_of(found, index) for index in range(len(modules))]
    return list(zip(found.start.tolist(), found.end.tolist(), modules, bands, strict=True))


def attention_of(row: Row, shards: ShardSet) -> list[tuple[object, ...]]:
    sites = row.attention
    found = []
    for i in range(len(sites.query)):
        kind = list(HeadRuleKind)[sites.head_rule[i]]
        mask = int(sites.head_mask[i])
        heads = tuple(head for head in range(63) if mask >> head & 1)
        keys = sites.keys[sites.key_offsets[i] : sites.key_offsets[i + 1]]
        found.append(
            (
                int(sites.query[i]),
                tuple(keys.tolist()),
                bool(sites.away[i]),
                band_of(sites, i),
                HeadRule(kind, int(sites.head_count[i]), heads),
                float(sites.weight[i]),
                shards.manifest.origins[sites.origin[i]],
                int(sites.target[i]),
            )
        )
    return found


def hidden_of(row: Row, shards: ShardSet) -> list[tuple[object, ...]]:
    sites = row.hidden
    return [
        (
            int(sites.position[i]),
            list(HiddenKind)[sites.kind[i]],
            band_of(sites, i),
            int(sites.token[i]),
            int(sites.other[i]),
            shards.manifest.names[sites.name[i]] if sites.name[i] >= 0 else "",
            float(sites.value[i]),
            float(sites.weight[i]),
            shards.manifest.origins[sites.origin[i]],
        )
        for i in range(len(sites.position))
    ]


def sorted_heads(program: TokenProgram) -> TokenProgram:
    """A mask has no order: the same program with named heads in ascending order."""
    attention = tuple(
        replace(one, heads=replace(one.heads, heads=tuple(sorted(one.heads.heads))))
        for one in program.attention
    )
    return replace(program, attention=attention)


@settings(max_examples=60, deadline=None)
@given(st.lists(programs().map(sorted_heads), min_size=1, max_size=6))
def test_what_is_written_is_what_is_read(written: list[TokenProgram]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "shards"
        assert write_shards(written, out).diagnostics == ()
        shards = open_shards(out).value
        assert shards is not None
        assert len(shards) == len(written)
        for number, (program, row) in enumerate(zip(written, shards, strict=True)):
            assert_equal(program, row, shards, number)


def test_rows_come_back_across_batches_and_shards(
    tmp_path: Path, program: Callable[..., TokenProgram], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scenelang.shards.shard_writer.BATCH_ROWS", 3)
    written = [program(number) for number in range(20)]
    manifest = write_shards(written, tmp_path / "out", shard_rows=6).value
    assert manifest is not None
    assert [shard.rows for shard in manifest.shards] == [6, 6, 6, 2]
    shards = open_shards(tmp_path / "out").value
    assert shards is not None
    for number in (19, 0, 6, 5, 18, 11, 12):
        assert_equal(written[number], shards[number], shards, number)
    assert shards[-1].instance == 19
    assert shards.indices("held_out").tolist() == [3, 7, 11, 15, 19]
    assert shards.indices("train").tolist() == [n for n in range(20) if n % 4 != 3]
    assert shards.indices("nothing").tolist() == []
    with pytest.raises(IndexError):
        shards[20]


def test_arrays_have_the_types_of_the_row_contract(
    tmp_path: Path, program: Callable[..., TokenProgram]
) -> None:
    write_shards([program(0)], tmp_path)
    shards = open_shards(tmp_path).value
    assert shards is not None
    row = shards[0]
    types = {
        np.dtype(np.int32): [row.input_ids, row.sources, row.attention.query, row.attention.keys,
                             row.attention.key_offsets, row.attention.origin, row.attention.target,
                             row.hidden.position, row.hidden.token, row.hidden.other, row.hidden.name,
                             row.exposures.start, row.exposures.end],
        np.dtype(np.float32): [row.loss_weight, row.tension, row.attention.weight, row.attention.bands.low,
                               row.hidden.value, row.hidden.weight, row.hidden.bands.high,
                               row.avoid_weight, row.exposures.bands.low],
        np.dtype(np.int16): [row.beat, row.attention.head_count],
        np.dtype(np.int8): [row.attention.bands.unit, row.attention.head_rule, row.hidden.kind,
                            row.exposures.module, row.exposures.bands.unit],
        np.dtype(np.int64): [row.attention.head_mask],
        np.dtype(np.bool_): [row.attention.away],
    }  # fmt: skip
    for kind, arrays in types.items():
        assert [array.dtype for array in arrays] == [kind] * len(arrays)
    assert row.tension.shape == (3, 2)
    assert row.sources.shape == (6, 2)


def test_a_set_survives_pickling(tmp_path: Path, program: Callable[..., TokenProgram]) -> None:
    written = [program(number) for number in range(5)]
    write_shards(written, tmp_path)
    shards = open_shards(tmp_path).value
    assert shards is not None
    again = pickle.loads(pickle.dumps(shards))
    assert_equal(written[4], again[4], again, 4)
    assert again.manifest == shards.manifest


def test_the_manifest_counts_rows_tokens_and_supervision(
    tmp_path: Path, program: Callable[..., TokenProgram]
) -> None:
    sources = {"two_hop.scene": SourceRecord(file="hops/two_hop.scene", sha256="a" * 64)}
    written = [program(number) for number in range(4)]
    manifest = write_shards(written, tmp_path, vocab_size=4096, sources=sources).value
    assert manifest is not None
    assert manifest.sources == (*sources.values(), SourceRecord(file="first.scene", sha256=None))
    assert manifest.tokenizer.fingerprint == "f" * 64
    assert manifest.tokenizer.vocab_size == 4096
    assert (manifest.rows, manifest.tokens) == (4, 6 + 7 + 8 + 6)
    assert manifest.splits["train"].rows == 3
    assert manifest.splits["held_out"].tokens == 6
    assert manifest.splits["train"].weight == 0.5 * (5 + 6 + 7)
    assert manifest.axes == (("doubt", "stakes"),)
    assert manifest.names == ("density", "mood=glad", "doubt")
    (density,) = manifest.concepts.values()
    assert [one.band for one in density.bands] == [LayerBand.percent(0, 100)]
    assert density.splits == {
        "train": ConceptSplitRecord(pulled=2, instances=0, own=0),
        "held_out": ConceptSplitRecord(pulled=2, instances=0, own=0),
    }
    assert manifest.origins == (
        "logic.1",
        "anchors.1",
        "logic.2",
        "layers.1",
        "self.1",
        "layers.2",
        "layers.3",
    )
    kinds = {name: (mass.sites, mass.weight) for name, mass in manifest.supervision.kinds.items()}
    assert kinds == {
        "attention": (8, 8.0),
        "away": (4, 2.0),
        "reads": (2, 2.0),
        "concept": (4, 4.0),
        "mirrors": (2, 2.0),
        "label": (2, 2.0),
        "tension": (2, 2.0),
    }
    assert manifest.supervision.origins["anchors.1"].sites == 4
    assert math.isclose(sum(mass.weight for mass in manifest.supervision.origins.values()), 22.0)
    assert manifest.supervision.avoid == MassRecord(sites=4, weight=1.5)
    assert manifest.supervision.exposure == {
        "attention": ExposureRecord(ranges=2, tokens=6),
        "mlp": ExposureRecord(ranges=2, tokens=2),
    }


def test_instances_of_a_concept_count_as_sites_without_weight(
    tmp_path: Path, program: Callable[..., TokenProgram]
) -> None:
    sound = program(0)
    concepts = [
        HiddenTarget((2,), LayerBand.percent(50), HiddenKind.CONCEPT, weight, origin, PLACE, name=name)
        for weight, origin, name in ((0.0, "concept.wave", "wave"), (2.0, "layers.1", "dance"))
    ]
    manifest = write_shards([replace(sound, hidden=tuple(concepts))], tmp_path).value
    assert manifest is not None
    assert manifest.names == ("wave", "dance")
    assert list(manifest.concepts) == ["dance", "wave"]
    assert [len(one.bands) for one in manifest.concepts.values()] == [1, 0]
    assert manifest.concepts["wave"].splits["train"] == ConceptSplitRecord(pulled=0, instances=1, own=0)
    assert manifest.supervision.kinds["concept"] == MassRecord(sites=2, weight=2.0)
    assert manifest.supervision.origins["concept.wave"] == MassRecord(sites=1, weight=0.0)


def test_the_manifest_says_what_each_concept_is_pulled_in_and_shown_by(
    tmp_path: Path, program: Callable[..., TokenProgram]
) -> None:
    """In training one of two instances stands where its concept pulls; bands have one order."""
    late, middle, last = LayerBand.percent(200 / 3, 100), LayerBand.percent(50), LayerBand.index(-1)

    def site(positions: tuple[int, ...], weight: float, band: LayerBand, name: str) -> HiddenTarget:
        return HiddenTarget(positions, band, HiddenKind.CONCEPT, weight, "layers.1", PLACE, name=name)

    train = (
        site((2, 4), 1.0, late, "wave"),
        site((2,), 0.0, middle, "wave"),
        site((3,), 0.0, middle, "wave"),
        site((1,), 0.5, last, "wave"),
        site((4,), 0.0, last, "dance"),
    )
    held_out = (site((2,), 1.0, late, "wave"), site((5,), 0.0, middle, "dance"))
    written = [
        replace(program(0), hidden=hidden, split=split)
        for hidden, split in ((train, Split.TRAIN), (held_out, Split.HELD_OUT))
    ]
    manifest = write_shards(written, tmp_path / "one").value
    backwards = write_shards(written[::-1], tmp_path / "two").value
    assert manifest is not None
    assert backwards is not None
    assert manifest.concepts == backwards.concepts
    assert manifest.canonical() == (tmp_path / "one" / "manifest.json").read_bytes()
    wave, dance = manifest.concepts["wave"], manifest.concepts["dance"]
    assert [one.band for one in wave.bands] == [last, late]
    assert wave.splits == {
        "train": ConceptSplitRecord(pulled=3, instances=2, own=1),
        "held_out": ConceptSplitRecord(pulled=1, instances=0, own=0),
    }
    assert dance.bands == ()
    assert [dance.splits[name].instances for name in ("train", "held_out")] == [1, 1]


def test_the_file_of_a_recalled_text_is_named_as_the_manifest_names_it(
    tmp_path: Path, program: Callable[..., TokenProgram]
) -> None:
    sources = {
        "/here/later.scene": SourceRecord(file="later.scene", sha256="a" * 64),
        "/here/first.scene": SourceRecord(file="first.scene", sha256="b" * 64),
    }
    recalled = (RecalledText("first", "/here/first.scene", 0, 2), RecalledText("lost", "lost.scene", 2, 3))
    written = program(0, file="/here/later.scene")
    write_shards([replace(written, recalled=recalled)], tmp_path, sources=sources)
    shards = open_shards(tmp_path).value
    assert shards is not None
    assert shards[0].recalled == (("first", "first.scene", 0, 2), ("lost", "lost.scene", 2, 3))
    assert [source.file for source in shards.manifest.sources] == [
        "later.scene",
        "first.scene",
        "lost.scene",
    ]


def test_programs_of_two_tokenizers_are_a_bug(tmp_path: Path, program: Callable[..., TokenProgram]) -> None:
    with pytest.raises(ValueError, match="two tokenizers"):
        write_shards([program(0), program(1, tokenizer="other")], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_head_that_does_not_fit_is_said_where_it_was_written(
    tmp_path: Path, program: Callable[..., TokenProgram]
) -> None:
    sound = program(0)
    target = replace(sound.attention[0], heads=HeadRule(HeadRuleKind.NAMED, heads=(1, 63)))
    outcome = write_shards([replace(sound, attention=(target,))], tmp_path)
    (found,) = outcome.diagnostics
    assert (found.code, found.message) == ("SL512", "head h63 is too high")
    assert found.place == target.place
