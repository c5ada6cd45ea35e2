"""The project around a scene: its root, its archetypes, its lexicons, and its border."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenelang import checking
from scenelang.checking import Project, find_project
from scenelang.model import Name
from scenelang.source import Span

SMALL = "archetype: {name}\npurpose: {purpose}\nbeats: fact+\n"


def name(text: str) -> Name:
    return Name(text, Span("a.scene", 0, len(text)))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "root" / "scenes" / "deep").mkdir(parents=True)
    (tmp_path / "root" / "scenelang.toml").touch()
    return find_project(tmp_path / "root" / "scenes" / "deep" / "a.scene")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_the_root_is_the_nearest_folder_with_a_mark(project: Project) -> None:
    assert (project.root.name, project.folder.name) == ("root", "deep")
    (project.root / "scenes" / ".git").mkdir()
    assert find_project(project.folder / "a.scene").root.name == "scenes"


def test_without_a_mark_the_project_is_the_folder_of_the_scene(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scenelang.checking.project.ROOT_MARKS", ("no-such-mark",))
    assert find_project(tmp_path / "a.scene") == Project(tmp_path, tmp_path)


def test_a_lexicon_is_found_from_the_folder_upward(project: Project) -> None:
    write(project.root / "lexicon" / "names.txt", "Ann\nBo\n")
    assert project.lexicon(name("lexicon/names")).value == ("Ann", "Bo")
    assert project.lexicon(name("lexicon/names.txt")).value == ("Ann", "Bo")
    write(project.folder / "lexicon" / "names.txt", "Cy\n")
    assert project.lexicon(name("lexicon/names")).value == ("Cy",)


def test_a_lexicon_that_changed_is_read_again(project: Project) -> None:
    path = write(project.root / "lexicon" / "names.txt", "Ann\n")
    assert project.lexicon(name("lexicon/names")).value == ("Ann",)
    path.write_text("Ann\nBo\n")
    assert project.lexicon(name("lexicon/names")).value == ("Ann", "Bo")


def test_a_missing_lexicon_names_those_that_are_there(project: Project) -> None:
    write(project.root / "lexicon" / "names.txt", "Ann\n")
    (found,) = project.lexicon(name("lexicon/nams")).diagnostics
    assert found.message == "there is no lexicon `lexicon/nams`"
    assert found.help_text == (
        "looked for `lexicon/nams.txt` from the scene's folder up to the project's root; "
        "did you mean `lexicon/names`? lexicons there are `lexicon/names`"
    )


def test_what_is_wrong_inside_a_lexicon_is_told_of_its_own_file(project: Project) -> None:
    path = project.root / "lexicon" / "names.txt"
    path.parent.mkdir()
    path.write_bytes(b"caf\xe9\n")
    (found,) = project.lexicon(name("lexicon/names")).diagnostics
    assert found.place.file == path.as_posix()


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../../../outside",
        "~/names",
        "C:/names",
        "\\\\host\\share",
        "../../../../../../etc/passwd",
    ],
)
def test_a_path_that_leaves_the_project_is_refused(project: Project, path: str) -> None:
    write(project.root.parent / "outside.txt", "secret\n")
    (found,) = project.lexicon(name(path)).diagnostics
    assert (found.code, found.message) == ("SL250", f"`{path}` lies outside the project")
    use = project.check_use(name(path))
    assert use is not None
    assert use.code == "SL250"


def test_a_link_out_of_the_project_is_refused(project: Project) -> None:
    outside = write(project.root.parent / "outside.txt", "secret\n")
    (project.root / "inside.txt").symlink_to(outside)
    (found,) = project.lexicon(name("inside")).diagnostics
    assert found.code == "SL250"


def test_a_path_upward_inside_the_project_is_fine(project: Project) -> None:
    write(project.root / "scenes" / "names.txt", "Ann\n")
    assert project.lexicon(name("../names")).value == ("Ann",)


@pytest.mark.parametrize("path", ["x" * 5000, "a\0b"])
def test_a_path_that_no_file_can_have_is_no_crash(project: Project, path: str) -> None:
    (found,) = project.lexicon(name(path)).diagnostics
    assert found.code in {"SL250", "SL251"}


def test_use_takes_files_and_folders_of_the_project(project: Project) -> None:
    write(project.root / "lexicon" / "names.txt", "Ann\n")
    assert project.check_use(name("lexicon/names")) is None
    assert project.check_use(name("lexicon")) is None
    missing = project.check_use(name("lexicons"))
    assert missing is not None
    assert missing.message == "the project has no `lexicons`"


def test_the_nearest_archetype_comes_before_the_shipped_one(project: Project) -> None:
    shipped = project.archetype(name("proof")).value
    assert shipped is not None
    assert shipped.purpose != "Mine."
    write(project.root / "archetypes" / "proof.yaml", SMALL.format(name="proof", purpose="Mine."))
    own = project.archetype(name("proof")).value
    assert own is not None
    assert own.purpose == "Mine."
    assert {"proof", "discovery"} <= project.archetype_names()


def test_what_is_wrong_inside_an_archetype_is_told_of_its_own_file(project: Project) -> None:
    path = write(project.root / "archetypes" / "own.yaml", SMALL.format(name="other", purpose="Mine."))
    (found,) = project.archetype(name("own")).diagnostics
    assert (found.code, found.place.file) == ("SL060", path.as_posix())


def test_an_archetype_behind_a_link_out_of_the_project_does_not_count(project: Project) -> None:
    outside = write(project.root.parent / "own.yaml", SMALL.format(name="own", purpose="Theirs."))
    (project.root / "archetypes").mkdir()
    (project.root / "archetypes" / "own.yaml").symlink_to(outside)
    (found,) = project.archetype(name("own")).diagnostics
    assert found.code == "SL203"


def test_what_is_wrong_inside_a_lexicon_is_shown_from_the_current_folder(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project.root / "lexicon" / "names.txt", "Ann\nAnn\n")
    monkeypatch.chdir(project.root)
    (found,) = project.lexicon(name("lexicon/names")).diagnostics
    assert found.place.file == "lexicon/names.txt"


def test_sources_are_folders_for_new_scenes_too(project: Project) -> None:
    assert project.source_folders() == (project.root / "scenes",)
    (project.root / "scenelang.toml").write_text('sources = ["one.scene"]\n')
    (project.root / "one.scene").touch()
    assert project.source_folders() == (project.root,)


def test_what_the_room_does_not_have_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"scenelang\.checking has no nothing"):
        checking.nothing  # noqa: B018


def test_one_look_at_a_project_does_not_look_twice(tmp_path: Path) -> None:
    """Another look sees what changed; the same look has said what it said."""
    path = write(tmp_path / "archetypes" / "seen.yaml", "archetype: seen\npurpose: P.\nbeats: think+\n")
    look = find_project(tmp_path / "a.scene").remembering()
    before = look.archetype(name("seen"))
    assert before.value is not None
    assert look == find_project(tmp_path / "a.scene")
    path.write_text("archetype: seen\npurpose: Other.\nbeats: think+ ask\n", encoding="utf-8")
    assert look.archetype(name("seen")) is before
    assert look.read_settings() is look.read_settings()
    again = find_project(tmp_path / "a.scene").remembering().archetype(name("seen")).value
    assert again is not None
    assert again.purpose == "Other."
