"""`show` takes one scene: a file that holds several wants its id."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.cli import main

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]


def two_scenes(scene_file: Write) -> Path:
    path, other = scene_file("crown"), scene_file("other")
    path.write_text(path.read_text() + "---\n" + other.read_text().replace("id: other", "id: bath"))
    return path


def test_a_file_of_several_scenes_shows_the_one_that_is_named(scene_file: Write, capsys: Capture) -> None:
    path = two_scenes(scene_file)
    assert main(["show", str(path), "--plain", "--scene", "bath"]) == 0
    assert capsys.readouterr().out.startswith("bath  ")
    assert main(["show", str(path), "--plain", "--scene", "crown"]) == 0
    assert capsys.readouterr().out.startswith("crown  ")


def test_without_a_name_the_ids_are_told(scene_file: Write, capsys: Capture) -> None:
    path = two_scenes(scene_file)
    assert main(["show", str(path)]) == 2
    assert capsys.readouterr() == (
        "",
        f"scenelang: `{path}` holds 2 scenes; name one, such as `--scene crown`\n",
    )


def test_an_unknown_name_gets_its_nearest(scene_file: Write, capsys: Capture) -> None:
    path = two_scenes(scene_file)
    assert main(["show", str(path), "--scene", "bach"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("scenelang: there is no scene `bach` here; ")
    assert "`bath`" in err


def test_a_single_scene_may_be_named_too(scene_file: Write, capsys: Capture) -> None:
    assert main(["show", str(scene_file()), "--plain", "--scene", "crown"]) == 0
    assert capsys.readouterr().out.startswith("crown  ")
