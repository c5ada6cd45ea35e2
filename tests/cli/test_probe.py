"""`scenelang probe` measures a model beside its floors, and says what it cannot measure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scenelang.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with shards and a model that was trained for two steps."""
    folder = tmp_path_factory.mktemp("probed") / "mine"
    assert main(["init", str(folder)]) == 0
    recipe = folder / "recipes" / "first.yaml"
    text = recipe.read_text(encoding="utf-8")
    recipe.write_text(text.replace("tokens: 750000", "steps: 2"), encoding="utf-8")
    shards = ["--out", str(folder / "build" / "shards"), "--instances", "200"]
    assert main(["compile", str(folder / "scenes"), *shards]) == 0
    assert main(["train", str(recipe)]) == 0
    return folder / "build"


def probe(trained: Path, *options: str) -> int:
    return main(["probe", str(trained / "first-model"), str(trained / "shards"), *options])


def test_the_table_has_the_model_fresh_weights_and_chance(trained: Path, capsys: Capture) -> None:
    capsys.readouterr()
    assert probe(trained, "--rows", "8") == 0
    shown = capsys.readouterr().out
    assert "on 8 held out rows of" in shown
    heads = shown.splitlines()[2]
    assert [one.strip() for one in heads.split("  ") if one] == [
        "this model",
        "fresh weights",
        "by chance, in this model",
    ]
    assert [line.split("  ")[0] for line in shown.splitlines()[3:]] == [
        "attention on the authored keys, best head",
        "rank of the silent word, where it is held",
        "loss on the text, nats a token",
    ]


def test_numbers_as_json_are_those_of_the_table_and_the_same_each_time(
    trained: Path, capsys: Capture
) -> None:
    capsys.readouterr()
    found = []
    for _ in range(2):
        assert (
            probe(trained, "--split", "train", "--scene", "two-hop", "--rows", "8", "--format", "json") == 0
        )
        found.append(json.loads(capsys.readouterr().out))
    assert found[0] == found[1]
    assert found[0]["rows"] == 8
    model, fresh = found[0]["model"], found[0]["fresh"]
    assert 0 <= model["mass"]["best"] <= 1
    assert model["ranks"]["sites"] == 8
    assert model["loss"] != fresh["loss"], "two steps moved the model away from its fresh twin"


def test_a_scene_without_rows_on_that_side_is_said(trained: Path, capsys: Capture) -> None:
    capsys.readouterr()
    assert probe(trained, "--scene", "the-jar") == 2
    said = capsys.readouterr().err
    assert "has no held out rows of the scene `the-jar`" in said
    assert "--split" in said


def test_what_is_no_model_and_what_are_no_shards_are_said(trained: Path, capsys: Capture) -> None:
    capsys.readouterr()
    assert main(["probe", str(trained / "nowhere"), str(trained / "shards"), "--rows", "2"]) == 2
    assert "SL706" in capsys.readouterr().err
    assert main(["probe", str(trained / "first-model"), str(trained)]) != 0
    assert "SL501" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["build/nope", "./nope", "../nope", "here/nope", "a/b/c", "~/nope"])
def test_what_is_plainly_a_path_is_never_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    assert main(["probe", name, "shards"]) == 2
    said = capsys.readouterr().err
    assert f"error[SL706]: there is no folder `{name}`" in said
    assert "model.from" not in said


def test_a_folder_without_a_model_is_told_without_a_word_of_recipes(
    trained: Path, tmp_path: Path, capsys: Capture
) -> None:
    capsys.readouterr()
    assert main(["probe", str(tmp_path), str(trained / "shards"), "--rows", "2"]) == 1
    said = capsys.readouterr().err
    assert "error[SL707]" in said
    assert "model.from" not in said


def test_a_scene_that_the_shards_do_not_have_is_told_with_the_nearest(trained: Path, capsys: Capture) -> None:
    capsys.readouterr()
    assert probe(trained, "--scene", "two-hpo") == 2
    assert "did you mean `two-hop`? the scenes there are `" in capsys.readouterr().err
