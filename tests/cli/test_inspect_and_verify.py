from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from scenelang.cli import main
from scenelang.tokens import read_program

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def shards(scene_file: Write, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> str:
    path = scene_file()
    path.write_text(
        path.read_text(encoding="utf-8").replace("Is it gold", "Is bar ${a} gold")
        + "vary:\n  count: 20\n  seed: 1\n  holdout: {by: [a], share: 25%}\n"
        + "  draw:\n    a: {range: 1..1000}\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(path.parent.parent)
    assert main(["compile", "scenes", "--out", "build"]) == 0, capsys.readouterr().out
    capsys.readouterr()
    return "build"


def test_inspect_counts_what_shards_hold(shards: str, capsys: Capture) -> None:
    assert main(["inspect", shards]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert lines[0].startswith("build: 20 rows, ")
    assert lines[1].startswith("  1 shard (Arrow), ")
    titles = [line.split()[0] for before, line in pairwise(lines) if not before]
    assert titles[:7] == ["split", "archetype", "stratum", "language", "rendering", "supervision", "origin"]
    assert any(line.split()[:2] == ["weighing", "20"] for line in lines)
    assert any(line.startswith("  loss weight of a token: 0 to ") for line in lines)
    assert "█" in out
    assert "\x1b" not in out


def test_inspect_gives_the_same_as_json(shards: str, capsys: Capture) -> None:
    assert main(["inspect", shards, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["version"], found["rows"], found["file_format"]) == (1, 20, "arrow")
    assert found["counts"]["archetype"]["weighing"]["rows"] == 20
    assert sum(split["rows"] for split in found["splits"].values()) == 20
    bars = found["spreads"]["row_tokens"]["bars"]
    assert sum(bar["values"] for bar in bars) == 20
    assert found["supervision"]["kinds"]["attention"]["sites"] > 0


def test_inspect_shows_a_row_as_show_does(shards: str, capsys: Capture) -> None:
    assert main(["show", "scenes/crown.scene", "--instance", "7", "--plain"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert main(["inspect", shards, "--scene", "crown", "--instance", "7"]) == 0
    row = capsys.readouterr().out.splitlines()
    assert row[0] == "crown  scenes/crown.scene"
    assert row[1:4] == shown[1:4]
    assert [line for line in row if "│" in line] == [line for line in shown if "│" in line]
    assert row[row.index("spans") :] == shown[shown.index("spans") :]
    assert main(["inspect", shards, "--row", "7"]) == 0
    assert capsys.readouterr().out.splitlines() == row


def test_a_row_as_a_program_reads_back(shards: str, capsys: Capture) -> None:
    assert main(["inspect", shards, "--row", "-1", "--program"]) == 0
    text = capsys.readouterr().out
    program = read_program(text).value
    assert program is not None
    assert program.instance == 19
    assert main(["inspect", shards, "--row", "19", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["row"], found["scene"], found["instance"]) == (19, "crown", 19)
    assert found["tokens"] == list(program.ids)
    assert found["program"] == text


@pytest.mark.parametrize(
    ("words", "asked", "there"),
    [
        (["--row", "20"], "row 20", "there are 20 rows, numbered from 0"),
        (["--row", "-21"], "row -21", "there are 20 rows, numbered from 0"),
        (["--scene", "crwn"], "scene `crwn`", "did you mean `crown`?"),
        (
            ["--scene", "crown", "--instance", "50"],
            "instance 50 of `crown`",
            "there are 20 instances, from 0 to 19",
        ),
    ],
)
def test_a_row_that_is_not_there_is_said(
    shards: str, capsys: Capture, words: list[str], asked: str, there: str
) -> None:
    assert main(["inspect", shards, *words]) == 2
    out, err = capsys.readouterr()
    assert err == ""
    assert f"error[SL763]: there is no {asked} in `build`" in out
    assert there in out
    assert main(["inspect", shards, *words, "--format", "json"]) == 2
    (finding,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert (finding["code"], finding["file"]) == ("SL763", "build")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--instance", "3"], "--instance goes with `--scene ID`"),
        (["--row", "0", "--instance", "3"], "--instance goes with `--scene ID`"),
        (["--program"], "--program goes with a row: add `--row N` or `--scene ID`"),
        (["--row", "0", "--scene", "crown"], "--row and --scene each name a row; leave one of them out"),
    ],
)
def test_options_of_inspect_that_do_not_go_together_are_wrong_usage(
    capsys: Capture, words: list[str], said: str
) -> None:
    assert main(["inspect", "build", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"scenelang: {said}")


@pytest.mark.parametrize("verb", ["inspect", "verify"])
def test_where_there_are_no_shards_that_is_said(
    verb: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([verb, "nowhere"]) == 2
    assert "error[SL501]: no shards in `nowhere`" in capsys.readouterr().out
    assert main([verb, "nowhere", "--tokenizer", "lost.json"]) == 2
    assert "SL450" in "".join(capsys.readouterr())


def test_verify_decodes_every_span_again(shards: str, capsys: Capture) -> None:
    assert main(["verify", shards]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("verified: 1 shard, 20 rows, ")
    assert out.endswith("; 60 spans decoded again\n")
    assert main(["verify", shards, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["diagnostics"] == []
    assert found["summary"]["rows"] == 20


@pytest.mark.parametrize("verb", ["inspect", "verify"])
def test_a_flipped_byte_is_found_from_the_command_line(shards: str, verb: str, capsys: Capture) -> None:
    (shard,) = Path(shards).glob("part-*")
    content = bytearray(shard.read_bytes())
    content[len(content) // 2] ^= 4
    shard.write_bytes(content)
    assert main([verb, shards]) == 1
    out = capsys.readouterr().out
    assert f"error[SL505]: shard `{shard.name}` is damaged" in out
    assert "verified" not in out


def test_verify_of_parquet_shards(shards: str, capsys: Capture) -> None:
    assert main(["compile", "scenes", "--out", "build", "--shards", "parquet"]) == 0
    capsys.readouterr()
    assert main(["verify", shards]) == 0
    assert capsys.readouterr().out.startswith("verified: 1 shard, 20 rows, ")
    assert main(["inspect", shards, "--row", "3"]) == 0
    assert "instance 3 " in capsys.readouterr().out
