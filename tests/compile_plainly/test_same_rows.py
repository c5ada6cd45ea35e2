"""The fast path gives the rows of the full path, byte for byte, or leaves the file to it."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest
from both_paths import HERE, LIBRARY, ROOT, TOKENIZERS, BothPaths
from generated_scenes import generated_scene, project_in
from hypothesis import given, settings
from hypothesis import strategies as st
from spoilt_texts import bench_scenes, slips

from scenelang.lowering import LowerOptions, Straddle
from scenelang.shards import ShardWriter

COMPARED = int(os.environ.get("SCENELANG_COMPARED", "300"))
"""How many new scenes that go the fast way each run makes up; `make same-rows` has ten thousand."""
FEW = 150
SLIPS = 1_500
PORTION = 100
FETCHED = sorted(folder.name for folder in TOKENIZERS.iterdir() if folder.is_dir())
LIBRARY_TEXTS = [path.read_text(encoding="utf-8") for path in LIBRARY]
LIBRARY_FILES = [path.as_posix() for path in LIBRARY]


def _files(count: int, here: str = HERE) -> list[str]:
    return [here.replace(".scene", f"{number}.scene") for number in range(count)]


def _proven(paths: BothPaths, count: int, seed: int, here: str) -> int:
    """Proves so many generated scenes; gives how many went the fast way."""
    dice, proven = random.Random(seed), 0
    for first in range(0, count, PORTION):
        texts = [generated_scene(first + number, dice) for number in range(min(PORTION, count - first))]
        proven += paths.prove(_files(len(texts), here), texts)
    return proven


def test_every_scene_of_the_benchmark_goes_the_fast_way() -> None:
    texts = bench_scenes(120)
    assert BothPaths("smollm2").prove(_files(len(texts)), texts) == len(texts)


@pytest.mark.parametrize("tokenizer", [None, *FETCHED])
def test_the_library_has_the_same_rows_with_every_tokenizer(tokenizer: str | None) -> None:
    assert BothPaths(tokenizer).prove(LIBRARY_FILES, LIBRARY_TEXTS) >= 10


def test_thousands_of_new_scenes_have_the_same_rows(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed of these scenes: {seed}")  # noqa: T201 - shown where this fails
    paths, here, dice = BothPaths("smollm2"), project_in(tmp_path / "made"), random.Random(seed)
    made = compared = 0
    while compared < COMPARED:
        texts = [generated_scene(made + number, dice) for number in range(PORTION)]
        compared += paths.prove(_files(PORTION, here), texts)
        made += PORTION
        assert compared > made / 5, "most scenes are left to the full path, and compare nothing"
    print(f"{compared:,} of {made:,} scenes went the fast way, with the rows of the full path")  # noqa: T201


@pytest.mark.parametrize("tokenizer", [None, *FETCHED])
def test_scenes_of_every_form_have_the_same_rows_with_every_tokenizer(
    tokenizer: str | None, tmp_path: Path
) -> None:
    assert _proven(BothPaths(tokenizer), FEW, 11, project_in(tmp_path / "made")) > FEW / 10


@pytest.mark.parametrize(
    "options",
    [
        LowerOptions(straddle=Straddle.EXCLUDE),
        LowerOptions(straddle=Straddle.ERROR),
        LowerOptions(max_tokens=120),
        LowerOptions(allow_special_tokens=True),
    ],
)
def test_whatever_lowering_is_asked_the_rows_are_the_same(options: LowerOptions, tmp_path: Path) -> None:
    assert _proven(BothPaths("smollm2", options), FEW, 12, project_in(tmp_path / "made")) > FEW / 10


def test_after_slips_of_the_hand_rows_are_the_same_or_left(tmp_path: Path) -> None:
    dice, paths, here = random.Random(20), BothPaths(), project_in(tmp_path / "made")
    made = [generated_scene(number, dice) for number in range(200)]
    plain = [
        text for text, row in zip(made, paths.fast(_files(200, here), made).rows, strict=True) if row >= 0
    ]
    texts = [*plain, *bench_scenes(20)]
    proven = 0
    for _ in range(0, SLIPS, PORTION):
        spoilt = [next(slips(dice.choice(texts), dice)) for _ in range(PORTION)]
        proven += paths.prove(_files(PORTION, here), [text or "\n" for text in spoilt])
    assert proven > SLIPS / 10


def test_no_spoilt_scene_of_the_mutation_corpus_is_compiled_wrongly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools" / "mutations"), *sys.path])
    import kinds  # noqa: F401, PLC0415 - it makes itself known to `draft`
    from draft import KINDS, Draft  # noqa: PLC0415 - it lies outside of the package

    from scenelang.reading import load_source, read_scenes  # noqa: PLC0415 - beside it

    paths, dice = BothPaths(), random.Random(5)
    rows = paths.fast(LIBRARY_FILES, LIBRARY_TEXTS).rows
    plain = [path for path, row in zip(LIBRARY, rows, strict=True) if row >= 0]
    files, texts = [], []
    for name, kind in KINDS.items():
        for path in dice.sample(plain, 4):
            source = load_source(path).value
            assert source is not None
            scenes = read_scenes(source).value
            assert scenes is not None
            try:
                mutation = kind(Draft(path, source.text, scenes[0], random.Random(f"{name} {path.name}")))
            except (IndexError, ValueError):  # this scene has nothing that could be spoilt so
                continue
            if mutation is not None:
                files.append(path.as_posix())
                texts.append(mutation.text)
    assert len(texts) > len(KINDS)
    paths.prove(files, texts)


PATHS = BothPaths("smollm2")
BENCH = bench_scenes(12)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from([*BENCH, *LIBRARY_TEXTS[:20], "", "scene: 1\n", "\n"]), max_size=9))
def test_any_files_may_stand_beside_each_other(texts: list[str]) -> None:
    PATHS.prove(_files(len(texts)), texts)


@given(st.lists(st.binary(max_size=200), max_size=4))
def test_any_bytes_are_left_to_the_full_path(contents: list[bytes]) -> None:
    batch = PATHS.plain.compile(_files(len(contents)), contents)
    assert batch.block is None
    assert list(batch.rows) == [-1] * len(contents)


def test_shards_have_the_same_bytes_however_files_were_cut_into_portions(tmp_path: Path) -> None:
    texts = [*BENCH, *BENCH]
    files = _files(len(texts))
    folders = []
    for size in (1, 5, len(texts)):
        folder = tmp_path / f"by{size}"
        paths = BothPaths("smollm2")
        with ShardWriter(folder, tokenizer=paths.tokenizer.fingerprint) as writer:
            for first in range(0, len(texts), size):
                block = paths.fast(files[first : first + size], texts[first : first + size]).block
                assert block is not None
                writer.add_block(block)
            writer.publish()
        folders.append({path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()})
    with ShardWriter(tmp_path / "full", tokenizer=PATHS.tokenizer.fingerprint) as writer:
        programs = [PATHS.full(file, text).programs[0] for file, text in zip(files, texts, strict=True)]
        for number, (program, text) in enumerate(zip(programs, texts, strict=True)):
            writer.add_block(PATHS.block([program], [text]))
            assert number < len(texts)
        writer.publish()
    folders.append({path.name: path.read_bytes() for path in (tmp_path / "full").iterdir() if path.is_file()})
    assert all(folder == folders[0] for folder in folders)
