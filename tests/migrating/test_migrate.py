"""Older spellings become new ones, and not a character beside them changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from scenelang.cli import main
from scenelang.migrating import MIGRATIONS, Migration, migrate_source
from scenelang.printing import essence
from scenelang.reading import YamlMapping, YamlNode, load_source, read_scenes
from scenelang.source import SourceText, SpanEdit

HERE = Path(__file__).parent
LIBRARY = sorted((HERE.parents[1] / "scenes").glob("*/*.scene"))
OLD = (HERE / "older_spellings.scene").read_text(encoding="utf-8")
NEW = (HERE / "newest_spellings.scene").read_text(encoding="utf-8")


def migrated(text: str, steps: tuple[Migration, ...] = MIGRATIONS) -> str:
    outcome = migrate_source(SourceText("old.scene", text), steps)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value.source.text


def test_older_spellings_are_respelt_and_nothing_else_changes() -> None:
    assert migrated(OLD) == NEW


def test_what_is_respelt_reads_without_a_warning_and_means_the_same() -> None:
    old, new = (read_scenes(SourceText("a.scene", text)) for text in (OLD, NEW))
    assert {found.code for found in old.diagnostics} == {"SL153"}
    assert new.diagnostics == ()
    assert essence(old.value) == essence(new.value)


def test_migrating_twice_changes_nothing_more() -> None:
    assert migrated(migrated(OLD)) == migrated(OLD)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_a_scene_in_the_newest_spelling_stays_as_it_is(path: Path) -> None:
    source = load_source(path).value
    assert source is not None
    outcome = migrate_source(source)
    assert outcome.value is not None
    assert (outcome.value.edits, outcome.value.source.text) == (0, source.text)


def _rename_tags(_source: SourceText, trees: Sequence[YamlNode]) -> Iterator[SpanEdit]:
    for tree in trees:
        assert isinstance(tree, YamlMapping)
        for entry in tree.entries:
            if entry.name == "tags":
                yield SpanEdit(entry.key.place, "topics")


def test_a_second_version_would_be_one_step_more() -> None:
    second = Migration("version 2", version=2, keeps_version=False, edits=_rename_tags)
    text = migrated(OLD, (*MIGRATIONS, second))
    assert text == NEW.replace("scene: 1", "scene: 2").replace("tags:", "topics:")


def test_a_step_that_would_change_a_meaning_is_refused() -> None:
    def spoil(source: SourceText, _trees: Sequence[YamlNode]) -> Iterator[SpanEdit]:
        start = source.text.index("jar")
        yield SpanEdit(type(source.whole)(source.name, start, start + 3), "pot")

    step = Migration("spoiling", version=1, keeps_version=True, edits=spoil)
    outcome = migrate_source(SourceText("old.scene", NEW), (step,))
    assert outcome.value is None
    assert [found.code for found in outcome.diagnostics] == ["SL080"]


def test_a_file_that_is_no_yaml_comes_back_with_what_reading_says() -> None:
    outcome = migrate_source(SourceText("broken.scene", "scene: 'one\n"))
    assert outcome.value is None
    assert [found.code for found in outcome.diagnostics] == ["SL013"]


@pytest.mark.parametrize("is_new_first", [True, False])
def test_a_key_in_both_spellings_is_refused_as_reading_refuses_it(*, is_new_first: bool) -> None:
    new, old = "cast:\n  jan: {role: thinker}\n", "speakers:\n  ilse: {role: thinker}\n"
    both = new + old if is_new_first else old + new
    text = f"scene: 1\nid: lid\narchetype: discovery\n{both}beats:\n  - ask: Why is it tight?\n"
    outcome = migrate_source(SourceText("both.scene", text))
    assert outcome.value is None
    (found,) = outcome.diagnostics
    second = "speakers" if is_new_first else "cast"
    assert (found.code, text[found.place.start : found.place.end]) == ("SL020", second)
    assert found in read_scenes(SourceText("both.scene", text)).diagnostics


def test_the_verb_writes_shows_or_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.scene"
    path.write_bytes(b"\xef\xbb\xbf" + OLD.encode())
    assert main(["migrate", str(path), "--check"]) == 1
    assert main(["migrate", str(path), "--diff"]) == 0
    shown = capsys.readouterr().out
    assert "-speakers:\n+cast:\n" in shown
    assert path.read_bytes() == b"\xef\xbb\xbf" + OLD.encode(), "neither wrote anything"
    assert main(["migrate", str(path)]) == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + NEW.encode(), "the byte-order mark stays"
    assert main(["migrate", str(path), "--check"]) == 0
    assert "all in the newest spelling" in capsys.readouterr().out


def test_line_ends_of_windows_stay(tmp_path: Path) -> None:
    path = tmp_path / "old.scene"
    path.write_bytes(OLD.replace("\n", "\r\n").encode())
    assert main(["migrate", str(path)]) == 0
    assert path.read_bytes() == NEW.replace("\n", "\r\n").encode()
