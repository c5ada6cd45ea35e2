"""Ids: given where they lack, made of words, and never given twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.cli import main
from scenelang.reading import load_source
from scenelang.rewriting import IdLedger, Law, TrainingProof, tag_text
from scenelang.rewriting.id_ledger import load_ledger
from scenelang.source import SourceText

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]
REST = "archetype: reflection\nbeats:\n  - frame: |\n      It was so.\n"


def tagged(text: str, *used: str, name: str = "scenes/the_left_pocket.scene") -> str:
    return tag_text(SourceText(name, text), IdLedger(frozenset(used))).source.text


def beat(text: str) -> str:
    return f"scene: 1\nid: a\narchetype: reflection\nbeats:\n  - frame: |\n      {text}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"scene: 1\n{REST}", f"scene: 1\nid: the-left-pocket\n{REST}"),
        (f"scene: 1  # one\n{REST}", f"scene: 1  # one\nid: the-left-pocket\n{REST}"),
        (f"scene: 1\nid:\n{REST}", f"scene: 1\nid: the-left-pocket\n{REST}"),
        (f"# a\n{REST}", f"# a\nid: the-left-pocket\n{REST}"),
        ("{scene: 1, tags: []}\n", "{scene: 1, id: the-left-pocket, tags: []}\n"),
        (f"scene: 1\r\n{REST}", f"scene: 1\r\nid: the-left-pocket\r\n{REST}"),
        (f"scene: 1\nid: my own\n{REST}", f"scene: 1\nid: my own\n{REST}"),
    ],
)
def test_a_scene_gets_an_id_from_the_name_of_its_file(before: str, after: str) -> None:
    assert tagged(before) == after


def test_an_id_that_was_used_is_not_given_again() -> None:
    assert "id: the-left-pocket-3\n" in tagged(f"scene: 1\n{REST}", "the-left-pocket", "the-left-pocket-2")
    both = tagged(f"scene: 1\n{REST}---\nscene: 1\n{REST}")
    assert "id: the-left-pocket\n" in both
    assert "id: the-left-pocket-2\n" in both


def test_a_name_without_letters_gives_no_id() -> None:
    source = SourceText("scenes/__.scene", f"scene: 1\n{REST}")
    result = tag_text(source, IdLedger())
    (found,) = result.found
    assert found.code == "SL719"
    assert source.text_of(found.place) == "scene"
    assert result.source.text == source.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[The kettle is on]{.heat}.", "[The kettle is on]{#kettle .heat}."),
        ("[The kettle is on]{ read }.", "[The kettle is on]{#kettle read }."),
        ("[It is on]{w=0.5}.", "[It is on]{#it w=0.5}."),
        ("[It is on]{}.", "[It is on]{#it}."),
        ("[Она ушла]{avoid}.", "[Она ушла]{#ушла avoid}."),
        ("[a [kettle]{.x} b]{.y}", "[a [kettle]{#kettle .x} b]{#kettle-2 .y}"),
        ("[kettle]{#kettle} [kettle]{.x}", "[kettle]{#kettle} [kettle]{#kettle-2 .x}"),
        ("[The frame]{.x}", "[The frame]{#frame-2 .x}"),
        ("[...]{.x}", "[...]{#frame-2 .x}"),
        ("[${n}]{.x} ${n}", "[${n}]{#frame-2 .x} ${n}"),
        ("[plain] brackets", "[plain] brackets"),
    ],
)
def test_a_marked_span_gets_an_id_from_its_words(before: str, after: str) -> None:
    assert tagged(beat(before)) == beat(after)


def test_a_span_id_that_the_scene_once_had_is_not_given_again() -> None:
    assert "{#kettle-2 .x}" in tagged(beat("[kettle]{.x}"), "a#kettle", "b#kettle-2")


def test_ids_change_nothing_that_is_trained(scene_file: Write) -> None:
    path = scene_file(replace=("Is it gold all through?", "[Is it [gold]{.metal} all through?]{w=0.5}"))
    source = load_source(path).value
    assert source is not None
    after = tag_text(source, IdLedger()).source
    assert "{#gold .metal} all through?]{#gold-2 w=0.5}" in after.text
    proof = TrainingProof([path])
    assert proof.differences(path, source, after, Law.IDS) == ()
    assert proof.digest(path, source) == proof.digest(path, after)


def test_the_ledger_reads_back_as_it_was_written(tmp_path: Path) -> None:
    ledger = IdLedger(frozenset({"b", "a#x-1", "a", "шаг#й"}))
    path = tmp_path / "scenelang.ids"
    path.write_text(ledger.text, encoding="utf-8")
    assert load_ledger(path).value == ledger
    lines = ledger.text.splitlines()
    assert lines[2:] == ["a", "a#x-1", "b", "шаг#й"]
    assert load_ledger(tmp_path / "none.ids").value == IdLedger()


@pytest.mark.parametrize(
    ("content", "covered"), [(b"a\nb c\nd\n", "b c"), (b"<<<<<<< ours\n", "<<<<<<< ours"), (b"\xff", "")]
)
def test_a_ledger_that_cannot_be_read_stops_the_run(tmp_path: Path, content: bytes, covered: str) -> None:
    path = tmp_path / "scenelang.ids"
    path.write_bytes(content)
    value, (found,) = load_ledger(path)
    assert value is None
    assert found.code == "SL720"
    assert content.decode("latin-1")[found.place.start : found.place.end] == covered


@pytest.fixture
def project(scene_file: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    scene_file("one", ("id: one\n", ""))
    scene_file("two", ("Is it gold", "[Is it gold]{.doubt}"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_verb_gives_ids_and_keeps_the_list(project: Path, capsys: Capture) -> None:
    assert main(["tag", "--check"]) == 1
    assert capsys.readouterr().out.endswith("ids missing: 1 scene, 1 span\n")
    assert main(["tag", "--diff"]) == 1
    assert "+id: one\n" in capsys.readouterr().out
    assert not (project / "scenelang.ids").exists()
    assert main(["tag"]) == 0
    assert capsys.readouterr().out == "ids given: 1 scene, 1 span\n"
    assert "id: one\n" in (project / "scenes" / "one.scene").read_text()
    assert {"one", "one#weight", "two#gold"} <= set((project / "scenelang.ids").read_text().split("\n"))
    assert main(["tag", "--check"]) == 0
    assert capsys.readouterr().out == "every scene and every marked span has an id\n"


def test_the_id_of_a_deleted_scene_stays_taken(project: Path, capsys: Capture, scene_file: Write) -> None:
    assert main(["tag"]) == 0
    (project / "scenes" / "one.scene").unlink()
    nested = project / "scenes" / "deep"
    nested.mkdir()
    text = (project / "scenes" / "two.scene").read_text().replace("id: two\n", "")
    (nested / "one.scene").write_text(text)
    assert main(["tag"]) == 0
    assert "id: one-2\n" in (nested / "one.scene").read_text()
    assert "ids given: 1 scene" in capsys.readouterr().out


def test_check_wants_the_list_to_be_whole(project: Path, capsys: Capture) -> None:
    assert main(["tag"]) == 0
    (project / "scenelang.ids").unlink()
    capsys.readouterr()
    assert main(["tag", "--check"]) == 1
    assert "scenelang.ids does not list them all" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text", "advice"),
    [
        ("archetypes/other.yaml", "archetype: other\nscene: 1\n", "an archetype has no id; leave it out"),
        ("ci.yaml", "name: ci\njobs: {scene: 1}\n", "begin it with `scene: 1`"),
        ("README.md", "# Scenes\n*like this*:\n\nscene: 1\n", "begin it with `scene: 1`"),
    ],
)
def test_what_is_no_scene_gets_no_id(
    project: Path, capsys: Capture, name: str, text: str, advice: str
) -> None:
    (project / name).write_text(text)
    assert main(["tag", name, "scenes/one.scene"]) == 2
    said = capsys.readouterr()
    assert f"error[SL721]: `{name}` is no scene\n --> {name}:1:1" in said.err
    assert advice in said.err
    assert said.out == ""
    assert said.err.endswith("ids given: 1 scene\n")
    assert (project / name).read_text() == text
    assert main(["tag", name, "--check"]) == 2
    assert (project / "scenelang.ids").read_text().splitlines()[2:] == [
        *sorted(("one", "one#answer", "one#spill", "one#weight")),
        *sorted(("two", "two#answer", "two#spill", "two#weight")),
    ]


def test_a_draft_of_another_name_is_a_scene_by_its_key(project: Path) -> None:
    draft = project / "draft.txt"
    draft.write_text("# a draft\nscene: 1\n" + REST)
    assert main(["tag", "draft.txt"]) == 0
    assert "id: draft-txt\n" in draft.read_text()
    draft.write_text("# a draft\nscene: 1\nid: [\n")
    assert main(["tag", "draft.txt"]) == 1


@pytest.mark.parametrize("how", [(), ("--check",)])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("scene: 1\0\n", "SL006"),
        ("scene: 1\nid: a\u2028b\n", "SL006"),
        ("[1, 2]\n", "SL033"),
        ("hello\n", "SL033"),
        ("# nothing\n", "SL005"),
        ("scene: 1\nid: &a b\ntags: [*a]\n", "SL022"),
        (f"scene: 1\nid: a\n{REST}logic:\n  - a =>>> b\n", "SL121"),
        ("scene: 1\nid: a\n---\n" * 1001, "SL066"),
    ],
)
def test_what_cannot_be_read_is_never_called_whole(
    project: Path, capsys: Capture, text: str, code: str, how: tuple[str, ...]
) -> None:
    (project / "scenes" / "three.scene").write_text(text)
    assert main(["tag", "scenes/three.scene", *how]) == 1
    said = capsys.readouterr()
    assert f"error[{code}]" in said.err
    assert "has an id" not in said.out + said.err


def test_an_error_that_ids_mend_is_not_told_and_the_others_are_at_their_new_places(
    project: Path, capsys: Capture
) -> None:
    broken = project / "scenes" / "three.scene"
    broken.write_text(f"scene: 1\n{REST}logic:\n  - a =>>> b\n")
    assert main(["tag", "--check", "scenes/three.scene"]) == 1
    said = capsys.readouterr().err
    assert "three.scene:7:9" in said
    assert "SL032" not in said
    assert main(["tag", "scenes/three.scene"]) == 1
    said = capsys.readouterr().err
    assert "three.scene:8:9" in said
    assert said.endswith("1 error\nids given: 1 scene\n")


def test_no_good_word_follows_where_a_file_could_not_be_written_or_named(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (project / "scenes" / "__.scene").write_text(f"scene: 1\n{REST}")
    assert main(["tag", "scenes/__.scene"]) == 1
    said = capsys.readouterr().err
    assert said.endswith("1 error\n"), said
    assert "SL719" in said
    monkeypatch.setattr("scenelang.rewriting.file_text.write_atomically", refused)
    assert main(["tag", "scenes/one.scene"]) == 1
    said = capsys.readouterr().err
    assert "SL716" in said
    assert "has an id" not in said


@pytest.mark.parametrize("stem", ["123", "null", "1e5", "on"])
def test_an_id_that_yaml_takes_for_something_else_is_quoted(stem: str) -> None:
    text = tagged(f"scene: 1\n{REST}", name=f"{stem}.scene")
    assert text == f'scene: 1\nid: "{stem}"\n{REST}'


def test_many_scenes_of_a_file_are_numbered_on(project: Path) -> None:
    many = tagged("---\n".join([f"scene: 1\n{REST}"] * 5), "the-left-pocket-3")
    ids = [line for line in many.splitlines() if line.startswith("id:")]
    assert ids == [f"id: the-left-pocket{number}" for number in ("", "-2", "-4", "-5", "-6")]


def test_ids_that_nobody_had_tag_give_are_listed_too(
    project: Path, scene_file: Write, capsys: Capture
) -> None:
    assert main(["tag"]) == 0
    scene_file("by-hand")
    capsys.readouterr()
    assert main(["tag", "--check", "scenes/one.scene"]) == 1
    assert "scenelang.ids does not list them all" in capsys.readouterr().out
    assert main(["tag", "scenes/one.scene"]) == 0, "a run over one file lists the ids of all its project"
    listed = (project / "scenelang.ids").read_text().split("\n")
    assert {"by-hand", "by-hand#weight", "by-hand#spill", "by-hand#answer"} <= set(listed)
    assert main(["tag", "--check"]) == 0
