"""How `show` draws tokens: characters in several pieces, narrow terminals, readers that go away."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.cli import main

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]


def token_text(shown: str) -> str:
    """The tokens of a plain view as one text."""
    lines = [line.partition("\u2502")[2] for line in shown.splitlines() if "\u2502" in line]
    return "".join(lines).replace("\u2502", "")


def test_a_character_in_several_tokens_is_shown_once(scene_file: Write, capsys: Capture) -> None:
    path = scene_file(replace=("Is it gold all through?", "\u00ab\u00ab\U0001f642\u00bb\u00bb?"))
    assert main(["show", str(path), "--plain"]) == 0
    tokens = token_text(capsys.readouterr().out)
    assert "\u22ef" in tokens
    assert "gold\u21b5\u00ab\u00ab\U0001f642\u00bb\u00bb?\u21b5It" in tokens.replace("\u22ef", "").replace(
        ".", ""
    )


def test_lines_break_between_tokens_and_lose_no_blank(
    scene_file: Write, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert main(["show", str(scene_file()), "--color", "always"]) == 0
    out = re.sub(r"\x1b\]8;[^\\]*\x1b\\", "", capsys.readouterr().out)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    tokens = plain[plain.index("\ntokens") : plain.index("not learned")].splitlines()
    assert all(len(line) <= 40 for line in tokens)
    text = "".join(line[11:] for line in tokens if re.match(r" {8}[ 01]  \S?", line))
    assert "The crown weighs as much as the gold.\u21b5Is it gold all through?\u21b5" in text


def test_a_folder_of_several_scenes_is_refused(scene_file: Write, capsys: Capture) -> None:
    folder = scene_file("one").parent
    scene_file("two")
    assert main(["show", str(folder)]) == 2
    assert capsys.readouterr() == (
        "",
        f"scenelang: `{folder}` holds 2 scenes, and show takes one, such as `{folder / 'one.scene'}`\n",
    )


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    words = ["bash", "-c", script, "bash", sys.executable, *arguments]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("verb", ["show", "lint"])
def test_a_reader_that_goes_away_ends_the_run_without_a_word(scene_file: Write, verb: str) -> None:
    path = scene_file(replace=("weight, spill", "weigth, spil"))
    sound = scene_file("sound") if verb == "show" else path
    done = run('"$1" -m scenelang "$2" "$3" | true; echo "${PIPESTATUS[0]}"', verb, str(sound))
    assert (done.stdout, done.stderr) == ("141\n", "")


def test_a_closed_output_is_no_crash(scene_file: Write) -> None:
    done = run('"$1" -m scenelang lint "$2" >&- 2>&-', str(scene_file()))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = run('"$1" -m scenelang lint "$2" >&-', str(scene_file(replace=("spill =>", "spil =>"))))
    assert (done.returncode, done.stderr) == (1, "")
