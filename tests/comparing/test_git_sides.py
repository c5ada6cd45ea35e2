"""Sides that git keeps: revisions, ranges, the files as they are; and words that are no side at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BELL, write

from scenelang.cli import main

NOON, DUSK, NIGHT = BELL, BELL.replace("noon", "dusk"), BELL.replace("noon", "night")


def git(folder: Path, *words: str) -> str:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    named = ("-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *named, *words],
        cwd=folder,
        env={**kept, "GIT_CONFIG_GLOBAL": os.devnull},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def commit(folder: Path, files: dict[str, str]) -> None:
    write(folder, files)
    git(folder, "add", "--all", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "state")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two commits on main (noon, then dusk) and night in the working tree."""
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "--quiet")
    commit(folder, {"scenes/bell.scene": NOON})
    commit(folder, {"scenes/bell.scene": DUSK})
    write(folder, {"scenes/bell.scene": NIGHT})
    monkeypatch.chdir(folder)
    for name in ("GIT_DIR", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    return folder


def _words(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["diff", *words])
    out = capsys.readouterr().out
    changed = [
        line.split(" (")[0].removeprefix("  text frame: ") for line in out.splitlines() if '" -> "' in line
    ]
    return code, " | ".join(
        [*changed, out.splitlines()[-1].partition(":")[0] if not changed else _sides(out)]
    )


def _sides(out: str) -> str:
    return next(line.partition(":")[0] for line in out.splitlines() if " -> " in line and line[0].isalnum()
                and "scene" not in line.partition(":")[0])  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), '"dusk," -> "night," | HEAD -> working tree'),
        (("HEAD",), '"dusk," -> "night," | HEAD -> working tree'),
        (("HEAD~1",), '"noon," -> "night," | HEAD~1 -> working tree'),
        (("HEAD~1", "HEAD"), '"noon," -> "dusk," | HEAD~1 -> HEAD'),
        (("HEAD~1..HEAD",), '"noon," -> "dusk," | HEAD~1 -> HEAD'),
        (("HEAD~1..",), '"noon," -> "dusk," | HEAD~1 -> HEAD'),
        (("scenes",), '"dusk," -> "night," | HEAD -> working tree'),
        (("HEAD~1", "--", "scenes/bell.scene"), '"noon," -> "night," | HEAD~1 -> working tree'),
        (("HEAD~1", "HEAD", "--", "scenes"), '"noon," -> "dusk," | HEAD~1 -> HEAD'),
    ],
)
def test_a_side_is_a_revision_or_the_files_as_they_are(
    repository: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], expected: str
) -> None:
    assert _words(capsys, *words) == (12, expected)
    assert git(repository, "status", "--porcelain") == "M scenes/bell.scene", "nothing was touched"


def test_three_dots_compare_from_where_two_branches_parted(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repository, "checkout", "--quiet", "--force", "-b", "topic")
    commit(repository, {"scenes/bell.scene": NIGHT})
    git(repository, "checkout", "--quiet", "main")
    commit(repository, {"scenes/bell.scene": BELL.replace("noon", "dawn")})
    fork = git(repository, "rev-parse", "HEAD~1")[:12]
    assert _words(capsys, "main...topic") == (12, f'"dusk," -> "night," | {fork} -> topic')


def test_a_revision_is_seen_from_a_folder_below_the_root(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "scenes")
    assert _words(capsys) == (12, '"dusk," -> "night," | HEAD -> working tree')
    assert _words(capsys, "HEAD~1", "bell.scene")[0] == 12


def test_names_that_are_hard_to_write_are_read_whole(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("scenes/two words.scene", 'scenes/"quoted"\t.scene', "scenes/колокол.scene", "scenes/-x.scene")
    files = {name: BELL.replace("id: bell", f"id: b{number}") for number, name in enumerate(names)}
    commit(repository, files)
    assert main(["diff", "HEAD"]) == 0
    assert "no change: 4 scenes are the same" in capsys.readouterr().out


def test_links_inside_are_followed_and_links_out_of_the_tree_are_not_made(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository.parent / "secret.scene").write_text(BELL.replace("id: bell", "id: secret"), encoding="utf-8")
    (repository / "scenes" / "out.scene").symlink_to("../../secret.scene")
    (repository / "scenes" / "in.scene").symlink_to("../other.scene")
    (repository / "other.scene").write_text(BELL.replace("id: bell", "id: other"), encoding="utf-8")
    git(repository, "add", "--all", ".")
    git(repository, "commit", "--quiet", "-m", "links")
    main(["diff", "HEAD", "--output-format", "json"])
    assert '"secret"' in capsys.readouterr().out, "the working tree has it, the commit has not"
    assert main(["diff", "HEAD", "HEAD"]) == 0


def test_a_scene_that_only_the_old_side_has_can_be_named(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "scenes" / "bell.scene").unlink()
    assert main(["diff", "HEAD", "--", "scenes/bell.scene"]) == 12
    assert "bell: removed, 1 instance" in capsys.readouterr().out


def test_an_archetype_and_a_lexicon_are_those_of_the_revision(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = BELL.replace("at noon", "at ${a}") + "vary:\n  count: 4\n  draw:\n    a: {from: lexicon/hours}\n"
    commit(repository, {"scenes/bell.scene": drawn, "lexicon/hours.txt": "noon\ndusk\n"})
    write(repository, {"scenes/bell.scene": drawn, "lexicon/hours.txt": "dawn\nnight\n"})
    assert main(["diff"]) == 12
    out = capsys.readouterr().out
    assert "text frame" in out
    assert "scenelang-" not in out, "the copy of the commit is nobody's business"


def test_what_a_broken_revision_says_names_no_copy(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(repository, {"scenes/bell.scene": BELL.replace("archetype: bells", "archetype: gone")})
    write(repository, {"scenes/bell.scene": BELL})
    assert main(["diff"]) == 12
    out = capsys.readouterr().out
    assert "before: line 3: SL203 there is no archetype `gone`" in out
    assert "scenelang-" not in out


@pytest.mark.parametrize(
    ("words", "code", "label"),
    [
        (("HAED",), "SL740", "HAED"),
        (("scenes/bel.scene",), "SL740", "scenes/bel.scene"),
        (("HEAD", "gone.scene"), "SL740", "gone.scene"),
        (("scenes", "scenes/bell.scene", "archetypes"), "SL743", "archetypes"),
        (("archetypes", "archetypes"), "SL702", "archetypes"),
        (("HEAD", "archetypes"), "SL740", "archetypes"),
        (("--output=x",), "", ""),
    ],
)
def test_words_that_are_no_side_are_told(
    repository: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: str, label: str
) -> None:
    assert main(["diff", *words]) == 2
    said = capsys.readouterr().err
    assert f"error[{code}]" in said or not code
    assert f" --> {label}" in said or not label
    assert not (repository / "x").exists()


def test_a_typing_slip_gets_the_path_that_is_near(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "HEAD", "scenes/bel.scene"]) == 2
    assert "did you mean `scenes/bell.scene`?" in capsys.readouterr().err


def test_outside_of_a_repository_two_paths_can_be_compared_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write(tmp_path / "old", {"bell.scene": NOON})
    write(tmp_path / "new", {"bell.scene": DUSK})
    assert main(["diff", "old", "new"]) == 12
    assert main(["diff", "old/bell.scene", "new/bell.scene"]) == 12
    capsys.readouterr()
    assert main(["diff"]) == 2
    assert "error[SL741]" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert main(["diff", "old", "new"]) == 12, "two folders need no git"
    assert main(["diff"]) == 2
    assert "error[SL741]" in capsys.readouterr().err


def test_a_commit_whose_files_are_lost_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lost = git(repository, "rev-parse", "HEAD~1:scenes/bell.scene")
    (repository / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    assert main(["diff", "HEAD~1"]) == 2
    assert "error[SL742]: git cannot read the files of `HEAD~1`" in capsys.readouterr().err


def test_a_repository_without_a_commit_has_nothing_to_compare_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "--quiet")
    write(tmp_path, {"bell.scene": BELL})
    monkeypatch.chdir(tmp_path)
    assert main(["diff"]) == 2
    assert "error[SL740]: there is no file, folder or revision `HEAD`" in capsys.readouterr().err


def test_two_commits_without_scenes_have_nothing_to_compare(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {"notes.txt": "none\n"})
    monkeypatch.chdir(tmp_path)
    assert main(["diff", "HEAD"]) == 2
    assert "error[SL744]" in capsys.readouterr().err


def test_the_exit_code_tells_the_class(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    states = {
        0: DUSK,
        10: DUSK.replace("tags: [bells]", "tags: []"),
        11: DUSK.replace("w=2", "w=3"),
        12: NIGHT,
    }
    for code, text in states.items():
        write(repository, {"scenes/bell.scene": text})
        assert main(["diff"]) == code
        assert main(["diff", "--exit-zero"]) == 0
    assert main(["diff", "--output-format", "markdown", "--output-file", "c.md"]) == 12
    assert Path("c.md").read_text(encoding="utf-8").startswith("### scenelang: 1 scene changed in text")
    assert main(["diff", "--output-file", "gone/c.md"]) == 2
    assert "SL780" in capsys.readouterr().err


def test_another_tokenizer_and_rendering_can_be_asked_for(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "--tokenizer", "gone"]) == 2
    assert main(["diff", "--instances", "0"]) == 2
    assert main(["diff", "--render", "plain", "--instances", "3"]) == 12
    capsys.readouterr()


def test_a_comparison_needs_no_torch_and_no_shards(repository: Path) -> None:
    script = (
        "import sys; from scenelang.cli import main; main(['diff']);"
        " sys.exit(any(name in sys.modules for name in ('torch', 'pyarrow', 'transformers', 'rich')))"
    )
    subprocess.run([sys.executable, "-c", script], cwd=repository, check=True, capture_output=True)
