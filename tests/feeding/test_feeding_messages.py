"""What is said when a feed cannot be opened: codes, places, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from feed_building import make_program, shards_of

from scenelang.diagnostics import Diagnostic
from scenelang.feeding import Curriculum, Pacing, Packing, Part, open_feed
from scenelang.shards import MANIFEST_FILE, ShardSet, open_shards, write_shards
from scenelang.tokens import Split

NAN = float("nan")


def said(*parts: Part, **settings: Any) -> tuple[Diagnostic, ...]:
    opened = open_feed(parts, batch=2, **settings)
    assert opened.value is None
    return opened.diagnostics


def test_a_split_without_rows(more_shards: ShardSet) -> None:
    (found,) = said(Part(more_shards, "held_out"))
    assert found.code == "SL640"
    assert found.place.file == str(more_shards.folder / MANIFEST_FILE)
    assert found.message == "the shards have no rows of split `held_out`"
    assert found.label_text == "there are 10 of split `train`"
    assert found.help_text == "name one of the splits: train"


def test_a_stratum_without_rows(shards: ShardSet) -> None:
    (found,) = said(Part(shards, stratum="thinkin"))
    assert found.code == "SL640"
    assert "did you mean `thinking`?" in found.help_text


def test_folders_of_two_tokenizers(tmp_path: Path, shards: ShardSet) -> None:
    other = shards_of(tmp_path / "other", range(3), tokenizer="e" * 64)
    (found,) = said(Part(shards), Part(other))
    assert found.code == "SL641"
    assert found.place.file == str(other.folder / MANIFEST_FILE)
    assert "tokenizer eeeeeeeeeeee" in found.message


def test_a_row_that_is_longer_than_a_pack(tmp_path: Path) -> None:
    programs = [make_program(number, split=Split.TRAIN) for number in range(5)]
    programs[3] = make_program(3, length=30, split=Split.TRAIN, file="long.scene", scene="long")
    assert not write_shards(programs, tmp_path / "shards", vocab_size=99).errors
    shards = open_shards(tmp_path / "shards").value
    assert shards is not None
    (found,) = said(Part(shards), packing=Packing(9))
    assert found.code == "SL642"
    assert found.place.file == "long.scene"
    assert found.message == "instance 3 of scene `long` has 30 tokens, and a pack has room for 9"
    assert found.label_text == "2 of 5 rows are longer than a pack; this one is the longest"
    assert found.help_text == "give packs at least 30 tokens, or shorten the scene"


def test_an_entry_of_a_list_that_no_row_has(shards: ShardSet) -> None:
    (found,) = said(Part(shards), order=Curriculum(("scene-1", "#od")))
    assert found.code == "SL645"
    assert found.message == "the curriculum lists `#od`, and no row has it"
    assert "did you mean `#odd`?" in found.help_text


@pytest.mark.parametrize(
    ("pacing", "flaw"),
    [
        (Pacing(start=0), "`start` is a share over 0 and up to 1"),
        (Pacing(until=1.5), "`until` is a fraction of the run over 0 and up to 1"),
        (Pacing("table"), "a table begins with the share at fraction 0"),
        (Pacing("table", table=((0, 0.5), (0.5, 0.2))), "the shares of a table lie over 0 and up to 1"),
        (Pacing("table", table=((0, 0.5), (0, 0.7))), "the fractions of a table rise from 0 to 1"),
        (Pacing("table", table=((0, 0.5), (NAN, 0.7))), "the fractions of a table rise from 0 to 1"),
        (Pacing("table", table=((0, 0.5), (0.4, NAN), (0.5, 0.7))), "the shares of a table lie over 0"),
    ],
)
def test_a_pacing_that_cannot_be(shards: ShardSet, pacing: Pacing, flaw: str) -> None:
    (found,) = said(Part(shards), order=Curriculum("tension", pacing=pacing), run_rows=100)
    assert found.code == "SL646"
    assert flaw in found.message


@pytest.mark.parametrize("run_rows", [None, 0, -5])
def test_a_pacing_of_a_run_without_a_length(shards: ShardSet, run_rows: int | None) -> None:
    (found,) = said(Part(shards), order=Curriculum("tension", pacing=Pacing()), run_rows=run_rows)
    assert found.code == "SL646"
    assert found.message == "this pacing cannot be followed: the run has no known length"


def test_an_order_that_says_nothing(tmp_path: Path) -> None:
    flat = shards_of(tmp_path / "flat", range(4), depth=0)
    (found,) = said(Part(flat), order=Curriculum("depth"))
    assert found.code == "SL647"
    assert found.message == "the order by depth does nothing: all 4 rows have the score 0"


@pytest.mark.parametrize("by", [("#even",), ("scene-0", "scene-2", "#even")])
def test_a_list_that_says_nothing_or_something(tmp_path: Path, by: tuple[str, ...]) -> None:
    even = shards_of(tmp_path / "even", range(0, 8, 2), split=Split.TRAIN)
    opened = open_feed([Part(even)], batch=1, order=Curriculum(by))
    codes = [one.code for one in opened.diagnostics]
    assert codes == (["SL647"] if len(by) == 1 else [])
    assert [one.message for one in opened.diagnostics] in (
        [],
        ["the order by a list does nothing: all 4 rows have the score 0"],
    )


def test_an_order_that_says_nothing_within_any_part_of_a_mixture(tmp_path: Path) -> None:
    """Sorted as one heap these rows have an order; dealt by weight they have none."""
    easy = shards_of(tmp_path / "easy", range(3), split=Split.TRAIN, curriculum=0.0)
    hard = shards_of(tmp_path / "hard", range(4), split=Split.TRAIN, curriculum=0.5)
    assert open_feed([Part(easy), Part(hard)], batch=1, order=Curriculum("tension")).value is not None
    found = said(Part(easy, weight=1), Part(hard, weight=1), order=Curriculum("tension"))
    assert [one.code for one in found] == ["SL647", "SL647"]
    assert "all 3 rows have the score 0" in found[0].message
    assert "all 4 rows have the score 0.5" in found[1].message


def test_an_entry_of_a_list_that_only_rows_have_which_are_not_read(tmp_path: Path) -> None:
    programs = [
        make_program(0, split=Split.TRAIN, tags=("seen",)),
        make_program(1, split=Split.TRAIN, tags=()),
        make_program(2, split=Split.HELD_OUT, tags=("kept",)),
    ]
    assert not write_shards(programs, tmp_path / "shards", vocab_size=99).errors
    shards = open_shards(tmp_path / "shards").value
    assert shards is not None
    (found,) = said(Part(shards), order=Curriculum(("#seen", "#kept")))
    assert found.code == "SL645"
    assert found.message == "the curriculum lists `#kept`, and no row has it"


@pytest.mark.parametrize("weights", [(1.0, None), (1.0, 0.0), (1.0, -2.0), (1.0, float("nan"))])
def test_weights_that_are_no_shares(
    shards: ShardSet, more_shards: ShardSet, weights: tuple[float | None, ...]
) -> None:
    found = said(Part(shards, weight=weights[0]), Part(more_shards, weight=weights[1]))
    assert [one.code for one in found] == ["SL648"]
    assert found[0].place.file == "parts"


def test_rows_in_two_parts(shards: ShardSet) -> None:
    (found,) = said(Part(shards), Part(shards, stratum="thinking"))
    assert found.code == "SL649"
    assert found.message == "parts 1 and 2 have 24 rows in common"


def test_a_packing_without_room(shards: ShardSet) -> None:
    (found,) = said(Part(shards), packing=Packing(0))
    assert found.code == "SL650"
    assert found.place.file == "packing"
