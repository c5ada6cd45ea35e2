"""A baseline knows findings by what they say, not by where they stand, and shrinks as they are mended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_project import HEAD, KEPT, said, write

from scenelang.cli import main
from scenelang.linting import Baseline, read_baseline
from scenelang.linting.baseline import KnownFinding
from scenelang.source import SourceText

Capture = pytest.CaptureFixture[str]
SETTINGS = '[lint]\nbaseline = "known.json"\n'
TWO = KEPT.replace("lay on", "lay  on")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two findings, the folder that one is in, no CI."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    write(tmp_path, TWO, SETTINGS)
    return tmp_path


def entries(folder: Path) -> list[str]:
    return [one["code"] for one in json.loads((folder / "known.json").read_text("utf-8"))["findings"]]


def test_what_is_written_is_known_from_then_on(project: Path, capsys: Capture) -> None:
    assert main(["lint", "--write-baseline"]) == 0
    assert capsys.readouterr().out == "known.json: 2 findings known from now on (2 new, 0 gone)\n"
    assert main(["lint"]) == 0
    assert capsys.readouterr().out == "1 scene, no findings (2 known)\n"
    assert main(["lint", "--no-baseline"]) == 1
    assert entries(project) == ["SL800", "SL810"]


def test_the_file_is_sorted_one_entry_a_line_and_the_same_each_time(project: Path) -> None:
    main(["lint", "--write-baseline"])
    first = (project / "known.json").read_text("utf-8")
    lines = first.splitlines()
    assert lines[:3] == ["{", '  "version": 1,', '  "findings": [']
    assert lines[3].startswith('    {"code": "SL800", "scene": "little", "text": "')
    assert lines[3].endswith(', "times": 1},')
    main(["lint", "--write-baseline"])
    assert (project / "known.json").read_text("utf-8") == first


def test_moving_a_scene_and_editing_around_a_finding_changes_nothing(project: Path, capsys: Capture) -> None:
    main(["lint", "--write-baseline"])
    (project / "scenes" / "little.scene").unlink()
    moved = TWO.replace("beats:", "tags: [snow]\n\nbeats:").replace("Nobody", "Not a soul")
    write(project, moved, name="scenes/deep/other.scene")
    capsys.readouterr()
    assert main(["lint"]) == 0
    assert capsys.readouterr().out == "1 scene, no findings (2 known)\n"


def test_a_new_finding_of_the_same_kind_is_told(project: Path) -> None:
    main(["lint", "--write-baseline"])
    path = write(project, TWO.replace("swept it", "swept  it"))
    assert said([path]) == [("SL810", "  ")]


def test_the_same_text_twice_counts_twice(project: Path) -> None:
    line = "Snow lay  on the step."
    twice = KEPT.replace("Snow lay on the step.", line).replace("Nobody had swept it.", line)
    write(project, twice)
    main(["lint", "--write-baseline"])
    held = json.loads((project / "known.json").read_text("utf-8"))["findings"]
    assert sorted((one["code"], one["times"]) for one in held) == [("SL800", 1), ("SL810", 2)]


def test_what_is_mended_leaves_the_baseline_by_itself(project: Path, capsys: Capture) -> None:
    main(["lint", "--write-baseline"])
    write(project, KEPT)
    capsys.readouterr()
    assert main(["lint"]) == 0
    assert capsys.readouterr().err == "known.json: 1 known finding found no more, and taken out\n"
    assert entries(project) == ["SL800"]
    write(project, TWO)
    assert main(["lint"]) == 1


@pytest.mark.parametrize("how", ["CI", "--frozen-baseline"])
def test_a_frozen_baseline_stays_as_it_is(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    main(["lint", "--write-baseline"])
    write(project, KEPT)
    capsys.readouterr()
    if how == "CI":
        monkeypatch.setenv("CI", "true")
    assert main(["lint", *([how] if how.startswith("--") else [])]) == 0
    assert "1 known finding found no more;" in capsys.readouterr().err
    assert entries(project) == ["SL800", "SL810"]


@pytest.mark.parametrize("words", [["scenes/little.scene", "--ignore", "SL9"], ["--select", "SL800"]])
def test_a_run_over_a_part_takes_nothing_out(project: Path, words: list[str]) -> None:
    write(project, KEPT.replace("little", "other"), name="scenes/other.scene")
    main(["lint", "--write-baseline"])
    before = entries(project)
    write(project, KEPT.replace("|+", "|"))
    main(["lint", *words])
    assert entries(project) == before


def test_nothing_is_gone_while_there_are_errors(project: Path) -> None:
    main(["lint", "--write-baseline"])
    write(project, HEAD + "beats:\n  - sing: La.\n")
    assert main(["lint"]) == 1
    assert entries(project) == ["SL800", "SL810"]


def test_an_error_is_never_known(project: Path, capsys: Capture) -> None:
    write(project, HEAD + "beats:\n  - sing: La.\n")
    assert main(["lint", "--write-baseline"]) == 1
    assert "error[SL2" in capsys.readouterr().out
    assert entries(project) == []


def test_a_warning_that_the_project_makes_an_error_may_be_known(project: Path) -> None:
    write(project, KEPT, SETTINGS + '[rules]\nSL800 = "error"\n')
    assert main(["lint", "--write-baseline"]) == 0
    assert main(["lint"]) == 0


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("{", "{", "it is no JSON here"),
        ("[]", "[]", 'there is no list `"findings"`'),
        ("3", "3", 'there is no list `"findings"`'),
        ('{"findings": 3}', '{"findings": 3}', 'there is no list `"findings"`'),
        (
            '{"version": 2, "findings": []}',
            '"version": 2, "findings": []}',
            "it is of another version than 1",
        ),
        ('{"version": 1, "findings": [3]}', '{"version": 1, "findings": [3]}', "entry 1 is none"),
        (
            '{"version": 1, "findings": [{"code": "SL800", "scene": "a", "text": "b", "times": true}]}',
            '{"version": 1, "findings": [{"code": "SL800", "scene": "a", "text": "b", "times": true}]}',
            "entry 1 is none",
        ),
        ("{\n<<<<<<< ours\n}", "<<<<<<< ours", "a merge has left its marks"),
        ("[" * 100_000, "[" * 100_000, "it is no JSON"),
    ],
)
def test_a_damaged_baseline_is_told_where_it_is(project: Path, text: str, place: str, what: str) -> None:
    (project / "known.json").write_text(text, encoding="utf-8")
    path = project / "scenes" / "little.scene"
    assert said([path]) == [("SL895", place), ("SL800", "+"), ("SL810", "  ")]
    (one,) = read_baseline(SourceText("known.json", text)).diagnostics
    assert one.message == f"this baseline cannot be read: {what}"
    assert (project / "known.json").read_text("utf-8") == text


def test_a_baseline_that_is_not_there_is_told_where_it_is_named(project: Path) -> None:
    assert ("SL896", '"known.json"') in said([project / "scenes"])


def test_a_project_that_names_none_is_told_what_to_write(project: Path, capsys: Capture) -> None:
    write(project, KEPT, "[lint]\n")
    assert main(["lint", "--write-baseline"]) == 2
    assert 'write `baseline = "lint-baseline.json"` under `[lint]`' in capsys.readouterr().out


def test_a_baseline_is_of_the_whole_project(project: Path, capsys: Capture) -> None:
    write(project, KEPT.replace("little", "other"), name="scenes/other.scene")
    assert main(["lint", "scenes/other.scene", "--write-baseline"]) == 2
    assert "looks at the whole project" in capsys.readouterr().err
    assert not (project / "known.json").exists()


def test_a_baseline_that_cannot_be_written_is_told(project: Path, capsys: Capture) -> None:
    (project / "known.json").mkdir()
    assert main(["lint", "--write-baseline"]) == 2
    assert "error[SL760]: " in capsys.readouterr().out


def test_what_a_comment_silences_is_not_known_too(project: Path, capsys: Capture) -> None:
    main(["lint", "--write-baseline"])
    write(project, TWO.replace("|+", "|+  # scenelang: ignore[SL800] a breath"))
    capsys.readouterr()
    assert main(["lint"]) == 0
    assert capsys.readouterr().out == "1 scene, no findings (1 ignored, 1 known)\n"
    assert entries(project) == ["SL810"]


def test_runs_that_remember_the_last_one_heed_what_has_changed_around_them(
    project: Path, capsys: Capture
) -> None:
    for number in range(40):
        text = KEPT.replace("little", f"little-{number}").replace("lay", f"lay {number} times", 1)
        write(
            project,
            text.replace("id: little", "tags: [snow]\nid: little"),
            name=f"scenes/many/{number}.scene",
        )
    wishes = ["--ignore", "data", "--output-format", "concise"]
    ended = [main(["lint", *wishes]), main(["lint", *wishes])]
    assert ended == [1, 1]
    assert main(["lint", "--write-baseline"]) == 0
    assert [main(["lint"]), main(["lint"])] == [0, 0]
    capsys.readouterr()
    (project / "known.json").write_text("{", encoding="utf-8")
    assert main(["lint", *wishes]) == 1
    assert "SL895" in capsys.readouterr().out
    (project / "known.json").unlink()
    assert main(["lint", *wishes]) == 1
    assert "SL896" in capsys.readouterr().out
    write(project, TWO, '[lint]\nignore = ["yaml", "data"]\n')
    assert [main(["lint"]), main(["lint", "--select", "SL810"]), main(["lint"])] == [0, 1, 0]


_KNOWN = st.builds(
    KnownFinding,
    st.from_regex(r"SL[0-9]{3}", fullmatch=True),
    st.text(max_size=5),
    st.text("0123456789abcdef", max_size=16),
)


@given(times=st.dictionaries(_KNOWN, st.integers(1, 9), max_size=6))
def test_a_baseline_reads_back_equal(times: dict[KnownFinding, int]) -> None:
    baseline = Baseline(times)
    again = read_baseline(SourceText("known.json", baseline.text())).value
    assert again == baseline
    assert again is not None
    assert again.text() == baseline.text()
