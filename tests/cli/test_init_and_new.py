"""A project that works as it is, and scenes that lint clean before a word is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenelang.cli import main
from scenelang.shards import open_shards

ROOT = Path(__file__).parents[2]
ARCHETYPES = sorted(path.stem for path in (ROOT / "scenes" / "archetypes").glob("*.yaml"))
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Path:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "mine"]) == 0
    monkeypatch.chdir(tmp_path / "mine")
    capsys.readouterr()
    return tmp_path / "mine"


def test_init_says_what_it_wrote_and_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "mine"]) == 0
    said = capsys.readouterr().out
    written = sorted(path.relative_to(tmp_path) for path in (tmp_path / "mine").rglob("*") if path.is_file())
    assert [f"wrote {path}" for path in written] == sorted(said.splitlines()[: len(written)])
    assert said.endswith("Now: cd mine && scenelang lint && scenelang compile\n")


def test_a_new_project_lints_and_compiles_as_it_is(project: Path, capsys: Capture) -> None:
    assert main(["lint"]) == 0
    assert main(["compile", "--instances", "50"]) == 0
    assert "2 scenes" in capsys.readouterr().out
    shards = open_shards(project / "build" / "shards").value
    assert shards is not None
    assert {row.scene for row in shards} == {"the-jar", "two-hop"}
    assert all(shards.indices(split).size for split in ("train", "held_out"))


def test_the_recipe_of_a_new_project_reads_its_shards(project: Path) -> None:
    text = (project / "recipes" / "first.yaml").read_text(encoding="utf-8")
    quick = text.replace("tokens: 750000", "steps: 2").replace("batch: 64", "batch: 4")
    assert quick != text
    (project / "recipes" / "quick.yaml").write_text(quick, encoding="utf-8")
    assert main(["compile", "--instances", "50"]) == 0
    assert main(["train", "recipes/quick.yaml"]) == 0
    assert (project / "build" / "first-model" / "config.json").is_file()


def test_init_touches_nothing_where_a_file_is_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenelang.toml").write_text("# mine\n", encoding="utf-8")
    assert main(["init"]) == 2
    assert "`scenelang.toml` is already there" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["scenelang.toml"]
    assert main(["init", "scenelang.toml"]) == 2
    assert "is a file" in capsys.readouterr().err


@pytest.mark.parametrize("archetype", ARCHETYPES)
def test_a_new_scene_of_every_archetype_lints_clean(project: Path, capsys: Capture, archetype: str) -> None:
    assert main(["new", archetype, "a-first-try"]) == 0
    (path,) = project.rglob("a_first_try.scene")
    assert f"wrote {path.relative_to(project)}" in capsys.readouterr().out
    assert main(["lint"]) == 0, capsys.readouterr().out
    text = path.read_text(encoding="utf-8")
    assert f"archetype: {archetype}\n" in text
    assert "# The order that this archetype expects" in text


def test_a_new_scene_is_never_written_over_another(project: Path, capsys: Capture) -> None:
    assert main(["new", "proof", "twice"]) == 0
    (path,) = project.rglob("twice.scene")
    path.write_text("# mine\n", encoding="utf-8")
    assert main(["new", "proof", "twice"]) == 2
    assert "is already there" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "# mine\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["discovry", "a-b"], "did you mean `discovery`?"),
        (["discovery", "two words"], "`two words` is no id"),
        (["no such", "a"], "`no such` is no archetype"),
        (["discovery", ""], "`` is no id"),
    ],
)
def test_words_that_are_no_archetype_or_id_are_refused(
    project: Path, capsys: Capture, words: list[str], says: str
) -> None:
    before = sorted(project.rglob("*"))
    assert main(["new", *words]) in (1, 2)
    assert says in capsys.readouterr().err
    assert sorted(project.rglob("*")) == before


def test_a_new_scene_can_be_printed_or_put_anywhere(project: Path, capsys: Capture) -> None:
    assert main(["new", "dilemma", "the-last-seat", "--stdout", "--language", "ru"]) == 0
    printed = capsys.readouterr().out
    assert "language: ru\n" in printed
    assert not list(project.rglob("the_last_seat.scene"))
    assert main(["new", "dilemma", "the-last-seat", "--out", "here/a.scene", "--language", "ru"]) == 0
    assert (project / "here" / "a.scene").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("kind", ["scene", "archetype"])
def test_the_schema_that_is_printed_is_the_one_that_is_published(kind: str, capsys: Capture) -> None:
    assert main(["schema", kind]) == 0
    published = ROOT / "docs" / "reference" / f"{kind}.schema.json"
    assert capsys.readouterr().out == published.read_text(encoding="utf-8")


def test_a_project_with_one_recipe_trains_it_unasked(project: Path, capsys: Capture) -> None:
    recipe = project / "recipes" / "first.yaml"
    text = recipe.read_text(encoding="utf-8")
    recipe.write_text(
        text.replace("tokens: 750000", "steps: 1").replace("batch: 64", "batch: 2"), encoding="utf-8"
    )
    assert main(["compile", "--instances", "20"]) == 0
    assert main(["train"]) == 0
    assert "build/first-model: 1 steps" in capsys.readouterr().out


def test_train_asks_which_recipe_where_there_are_several_or_none(project: Path, capsys: Capture) -> None:
    settings = project / "scenelang.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('["recipes/first.yaml"]', '["a.yaml", "b.yaml"]'), encoding="utf-8")
    assert main(["train"]) == 2
    assert "the project has `a.yaml`, `b.yaml`" in capsys.readouterr().err


def test_an_archetype_beside_the_scenes_is_found_by_new(project: Path, capsys: Capture) -> None:
    folder = project / "scenes" / "archetypes"
    folder.mkdir()
    own = "archetype: quarrel\nextends: dilemma\npurpose: Two are right, and loud.\n"
    (folder / "quarrel.yaml").write_text(own, encoding="utf-8")
    assert main(["new", "quarrel", "the-last-word"]) == 0
    assert main(["lint"]) == 0, capsys.readouterr().out


def test_an_id_that_the_project_has_is_not_given_again(project: Path, capsys: Capture) -> None:
    assert main(["new", "discovery", "the-jar"]) == 2
    assert "`scenes/the_jar.scene` has the id `the-jar`" in capsys.readouterr().err
    assert not (project / "scenes" / "discovery").exists()


@pytest.mark.parametrize(
    ("language", "advice"), [("no such", "a tag of BCP 47, such as `en`"), ("english", "write `en`")]
)
def test_a_new_scene_has_a_language_that_lint_knows(
    project: Path, capsys: Capture, language: str, advice: str
) -> None:
    assert main(["new", "recall", "a-first-try", "--language", language]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"scenelang: `{language}` is not how the tag of a language is written; ")
    assert advice in said
    assert not [*project.rglob("a_first_try.scene")]
    assert main(["new", "recall", "a-first-try", "--language", "pt-BR"]) == 0


def test_a_place_that_cannot_be_written_is_told_with_advice(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("scenelang.rewriting.write_atomically", refused, raising=False)
    assert main(["init", "other"]) == 2
    assert main(["new", "recall", "a-first-try"]) == 2
    said = capsys.readouterr().err.splitlines()
    advice = "cannot be written: permission denied; name a place where you may write, on a disk with room"
    assert len(said) == 2
    assert all(line.endswith(advice) for line in said)


@pytest.mark.parametrize("verb", ["lint", "tag", "fmt"])
def test_settings_that_are_a_folder_are_told_with_advice(project: Path, capsys: Capture, verb: str) -> None:
    (project / "scenelang.toml").unlink()
    (project / "pyproject.toml").mkdir()
    assert main([verb]) == 0
    (project / "scenelang.toml").mkdir()
    capsys.readouterr()
    assert main([verb]) == 1
    said = "".join(capsys.readouterr())
    assert "error[SL046]: this file is not TOML: it is a folder\n --> scenelang.toml" in said
    assert "rename the folder or move it away" in said
    assert "nothing to lay out" not in said
    assert "has an id" not in said
