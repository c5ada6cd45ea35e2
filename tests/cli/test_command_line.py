from __future__ import annotations

import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.cli import build_parser, dispatch, main, verbs
from scenelang.cli.terminal import wants_colour
from scenelang.cli.verb import Verb
from scenelang.diagnostics import Refusal
from scenelang.shards import read_manifest

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]
FAULT = ("weight, spill =>", "weigth, spill =>")


def with_verb(monkeypatch: pytest.MonkeyPatch, run: Callable[[Namespace], int]) -> None:
    """Puts a verb `try` in the place of all others."""
    verb = Verb("Try.", "scenelang try", lambda parser: None, run)
    monkeypatch.setattr(dispatch, "verbs", lambda: {"try": verb})
    monkeypatch.delenv("SCENELANG_TRACEBACK", raising=False)


def test_a_clean_scene_lints_with_0(scene_file: Write, capsys: Capture) -> None:
    assert main(["lint", str(scene_file())]) == 0
    assert capsys.readouterr() == ("1 scene, no findings\n", "")


def test_a_finding_is_shown_where_it_is_and_gives_1(scene_file: Write, capsys: Capture) -> None:
    path = scene_file(replace=FAULT)
    assert main(["lint", str(path)]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert f"--> {path.as_posix()}:16:5\n" in out
    assert "16 |   - weigth, spill => answer\n   |     ^^^^^^" in out
    assert out.endswith("\n\n1 error\n1 can be fixed with `scenelang lint --fix --unsafe-fixes`\n")
    assert "weight" in out.split("help: ")[1]


def test_a_file_that_changed_between_two_lints_is_read_anew(scene_file: Write, capsys: Capture) -> None:
    path = scene_file(replace=FAULT)
    main(["lint", str(path)])
    path.write_text("# one line more\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    capsys.readouterr()
    assert main(["lint", str(path)]) == 1
    assert "17 |   - weigth, spill => answer\n   |     ^^^^^^" in capsys.readouterr().out


def test_findings_as_json_are_one_object(scene_file: Write, capsys: Capture) -> None:
    path = scene_file(replace=FAULT)
    scene_file("other")
    assert main(["lint", str(path.parent), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["version"] == 1
    looked_at = {"files": 2, "scenes": 2, "archetypes": 0}
    assert report["summary"] == {"errors": 1, "warnings": 0, "fixable": 0, "fixable_unsafe": 1, **looked_at}
    (found,) = report["diagnostics"]
    assert (found["start"]["line"], found["start"]["column"]) == (16, 5)
    assert found["end"]["offset"] - found["start"]["offset"] == len("weigth")


def test_clean_json_is_still_an_object(scene_file: Write, capsys: Capture) -> None:
    assert main(["lint", str(scene_file()), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["diagnostics"] == []


@pytest.mark.parametrize(
    ("choice", "environment", "coloured"),
    [
        ("auto", "", False),
        ("always", "", True),
        ("auto", "FORCE_COLOR", True),
        ("auto", "FORCE_COLOR NO_COLOR", False),
        ("always", "NO_COLOR", True),
        ("never", "FORCE_COLOR", False),
    ],
)
def test_colour_comes_only_where_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, choice: str, environment: str, coloured: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name in environment.split():
        monkeypatch.setenv(name, "1")
    assert wants_colour(choice, io.StringIO()) is coloured


def test_findings_are_coloured_where_colour_is_wanted(scene_file: Write, capsys: Capture) -> None:
    path = str(scene_file(replace=FAULT))
    main(["lint", path, "--color", "always"])
    assert "\x1b[1;31merror[SL" in capsys.readouterr().out
    main(["lint", path, "--color", "never"])
    assert "\x1b" not in capsys.readouterr().out


def test_a_path_that_leads_nowhere_is_2(tmp_path: Path, capsys: Capture) -> None:
    assert main(["lint", str(tmp_path / "nowhere")]) == 2
    out = capsys.readouterr().out
    assert out.startswith(f"error[SL701]: there is no file or folder `{tmp_path / 'nowhere'}`\n")
    assert main(["lint", str(tmp_path)]) == 2
    assert "error[SL702]: no .scene file under" in capsys.readouterr().out
    assert main(["compile", str(tmp_path), "--out", str(tmp_path / "out")]) == 2


def test_compile_writes_shards_and_says_what(scene_file: Write, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out"
    assert main(["compile", str(scene_file()), "--out", str(out)]) == 0
    manifest = read_manifest(out)
    assert capsys.readouterr().out == (
        f"{out}: 1 row (1 train), {manifest.tokens} tokens from 1 scene, 1 shard\n"
    )


def test_compile_stops_at_errors_with_1_and_writes_nothing(
    scene_file: Write, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "out"
    assert main(["compile", str(scene_file(replace=FAULT)), "--out", str(out), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["summary"]["errors"] == 1
    assert not out.exists()


def test_compile_in_json_counts_what_it_wrote(scene_file: Write, tmp_path: Path, capsys: Capture) -> None:
    assert main(["compile", str(scene_file()), "--out", str(tmp_path / "out"), "--format", "json"]) == 0
    summary = json.loads(capsys.readouterr().out)["summary"]
    assert (summary["scenes"], summary["rows"]) == (1, 1)


def test_an_output_that_cannot_be_written_is_2(scene_file: Write, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "out").touch()
    assert main(["compile", str(scene_file()), "--out", str(tmp_path / "out")]) == 2
    assert "error[SL508]: shards cannot be written to" in capsys.readouterr().out


@pytest.mark.parametrize("count", ["0", "-1", "many", "1.5"])
def test_a_count_that_is_none_is_wrong_usage(scene_file: Write, capsys: Capture, count: str) -> None:
    assert main(["compile", str(scene_file()), "--out", "x", f"--instances={count}"]) == 2
    assert f"'{count}' is not a whole number from 1 on" in capsys.readouterr().err


def test_wrong_usage_is_2_and_help_is_0(capsys: Capture) -> None:
    assert main([]) == 2
    assert main(["show"]) == 2
    assert main(["sing"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert main(["--help"]) == 0
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.endswith("scenelang 0.1.0\n")


def test_every_verb_has_help_with_examples_that_parse(capsys: Capture) -> None:
    parser = build_parser()
    assert set(verbs()) == {
        *("init", "new", "lint", "clean", "fmt", "tag", "diff", "migrate", "schema", "explain"),
        *("show", "compile", "inspect", "verify", "describe", "train", "probe", "experiment"),
    }
    for name, verb in verbs().items():
        assert main([name, "--help"]) == 0
        text = capsys.readouterr().out
        assert "examples:" in text
        exits = verb.exits or "0 clean, 1 findings, 2 wrong usage or a crash"
        assert f"exit codes: {exits}" in " ".join(text.split())
        lines = [line.strip() for line in verb.examples.strip().splitlines()]
        assert len(lines) >= 2
        for line in lines:
            program, *words = shlex.split(re.split(" [|<>] ", line)[0])
            assert program == "scenelang"
            assert parser.parse_args(words).verb == name


def test_a_crash_shows_no_traceback_unless_asked(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def crash(_: Namespace) -> int:
        raise KeyError("secret detail")

    with_verb(monkeypatch, crash)
    assert main(["try"]) == 2
    assert capsys.readouterr().err == (
        "scenelang: this is a bug in scenelang, not in your files.\n"
        "Run it again with SCENELANG_TRACEBACK=1 to see where it happened, and please report it.\n"
    )
    monkeypatch.setenv("SCENELANG_TRACEBACK", "1")
    assert main(["try"]) == 2
    assert "KeyError: 'secret detail'" in capsys.readouterr().err


def test_what_the_system_refuses_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def refuse(_: Namespace) -> int:
        raise PermissionError(13, "Permission denied", "notes.txt")

    with_verb(monkeypatch, refuse)
    assert main(["try"]) == 2
    assert capsys.readouterr().err == "scenelang: Permission denied: notes.txt\n"


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def miss(_: Namespace) -> int:
        raise ModuleNotFoundError("No module named 'torch'", name="torch")

    with_verb(monkeypatch, miss)
    assert main(["try"]) == 2
    assert capsys.readouterr().err == "scenelang: this needs torch: pip install 'scenelang[train]'\n"


def test_ctrl_c_is_one_line_and_130(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def stop(_: Namespace) -> int:
        raise KeyboardInterrupt

    with_verb(monkeypatch, stop)
    assert main(["try"]) == 130
    assert capsys.readouterr().err == "\nscenelang: stopped by Ctrl-C\n"


def test_a_refusal_is_a_finding_like_any_other(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path
) -> None:
    def refuse(_: Namespace) -> int:
        read_manifest(tmp_path)
        return 0

    with_verb(monkeypatch, refuse)
    assert main(["try"]) == 1
    assert capsys.readouterr().err.startswith(f"error[SL501]: no shards in `{tmp_path}`\n")
    with pytest.raises(Refusal):
        read_manifest(tmp_path)


def scenelang(*arguments: str, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "scenelang", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,  # type: ignore[call-overload]
    )


def test_a_reader_that_goes_away_is_no_crash() -> None:
    with scenelang("explain", "--list") as child:
        assert child.stdout is not None
        child.stdout.close()
        assert child.stderr is not None
        assert child.stderr.read() == ""
        assert child.wait() in {0, 141}


def test_output_that_the_terminal_cannot_spell_is_escaped(scene_file: Write) -> None:
    path = scene_file(replace=("weight, spill =>", "вес, spill =>"))
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    child = scenelang("lint", str(path), env=environment)
    out, err = child.communicate()
    assert (child.returncode, err) == (1, "")
    assert "\\u0432\\u0435\\u0441" in out


def test_ctrl_c_during_a_compile_keeps_the_old_shards(scene_file: Write, tmp_path: Path) -> None:
    scene = scene_file()
    out = tmp_path / "out"
    assert main(["compile", str(scene), "--out", str(out)]) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    scene.write_text(
        scene.read_text().replace("Is it gold", "Is bar ${a} gold")
        + "vary:\n  count: 1000000\n  seed: 1\n  draw:\n    a: {range: 1..1000000}\n"
    )
    child = scenelang("compile", str(scene), "--out", str(out))
    deadline = time.monotonic() + 30
    while not (out / ".building").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.2)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=30)
    said = "\nscenelang: stopped by Ctrl-C; the shards that were there before are untouched\n"
    assert (child.returncode, err) == (130, said)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
