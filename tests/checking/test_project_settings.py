"""`scenelang.toml` and `[tool.scenelang]`: what they say, and what cannot be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenelang.checking import find_project
from scenelang.diagnostics import Diagnostic, Outcome, Severity
from scenelang.reading import ProjectSettings, Rendering, RuleLevel

WHOLE = """\
sources = ["work", "one.scene"]
out = "build/shards"
recipes = ["recipes/first.yaml"]
rendering = "chat"

[tokenizers]
small = "tokenizers/small.json"
"smol lm" = '/opt/smol'

[models]
tiny = {layers = 4, heads = 4}
real = "models/real"

[models.wide]
layers = 2

[axes]
trust = "How far the one believes the other."

[rules]
SL214 = "off"
SL233 = "error"
"""


def settings(root: Path, own: str | None, shared: str | None = None) -> Outcome[ProjectSettings]:
    (root / "work").mkdir(exist_ok=True)
    (root / "one.scene").touch()
    (root / "recipes").mkdir(exist_ok=True)
    (root / "recipes" / "first.yaml").touch()
    for name, text in (("scenelang.toml", own), ("pyproject.toml", shared)):
        if text is not None:
            (root / name).write_text(text, encoding="utf-8")
    return find_project(root / "a.scene").read_settings()


def covered(found: Diagnostic) -> str:
    text = Path(found.place.file).read_bytes().decode().removeprefix("\ufeff")
    return text[found.place.start : found.place.end]


def test_every_setting_is_read_with_its_place(tmp_path: Path) -> None:
    value, found = settings(tmp_path, WHOLE)
    assert found == ()
    assert value is not None
    assert value.sources == (tmp_path / "work", tmp_path / "one.scene")
    assert value.out == tmp_path / "build" / "shards"
    assert value.recipes == (tmp_path / "recipes" / "first.yaml",)
    assert value.rendering is Rendering.CHAT
    assert value.tokenizers == {
        "small": tmp_path / "tokenizers" / "small.json",
        "smol lm": Path("/opt/smol"),
    }
    assert value.models == {
        "tiny": {"layers": 4, "heads": 4},
        "real": tmp_path / "models" / "real",
        "wide": {"layers": 2},
    }
    assert value.axes == {"trust": "How far the one believes the other."}
    assert [(code.text, level) for code, level in value.rules] == [
        ("SL214", RuleLevel.OFF),
        ("SL233", RuleLevel.ERROR),
    ]
    places = {name: WHOLE[place.start : place.end] for name, place in value.places.items()}
    assert places["out"] == '"build/shards"'
    assert places["tokenizers.smol lm"] == "'/opt/smol'"
    assert places["sources.1"] == '"one.scene"'
    assert places["models.tiny"] == "{layers = 4, heads = 4}"
    assert places["models.wide"] == "[models.wide]"


def test_a_pyproject_may_hold_the_same_under_its_own_table(tmp_path: Path) -> None:
    shared = (
        '[project]\nname = "x"\n[tool.scenelang]\nsources = "work"\n[tool.scenelang.axes]\nfear = "Of all."\n'
    )
    value, found = settings(tmp_path, None, shared)
    assert found == ()
    assert value is not None
    assert value.sources == (tmp_path / "work",)
    assert value.axes == {"fear": "Of all."}


@pytest.mark.parametrize("shared", [None, "[project]\nname = 'scenelang-like'\n", "not toml at all ["])
def test_without_settings_the_folder_scenes_is_the_source(tmp_path: Path, shared: str | None) -> None:
    value, found = settings(tmp_path, "  \n", shared)
    assert found == ()
    assert value is not None
    assert value.sources == (tmp_path,)
    (tmp_path / "scenes").mkdir()
    assert find_project(tmp_path / "a.scene").settings.sources == (tmp_path / "scenes",)


def test_settings_in_two_files_are_an_error_with_both_places(tmp_path: Path) -> None:
    value, found = settings(tmp_path, 'out = "x"\n', '[tool.scenelang]\nout = "y"\n')
    assert value is None
    assert [(one.code, covered(one)) for one in found] == [("SL047", "[tool.scenelang]")]
    assert Path(found[0].related()[0].place.file).name == "scenelang.toml"
    assert find_project(tmp_path / "a.scene").settings.out is None


@pytest.mark.parametrize(
    ("text", "code", "place", "message"),
    [
        ('sorces = ["work"]', "SL040", "sorces", "unknown setting `sorces`"),
        ('"sorces" = 1', "SL040", '"sorces"', "unknown setting `sorces`"),
        ("[token]\na = 1", "SL040", "token", "unknown setting `token`"),
        ("sources = 3", "SL042", "3", "`sources` cannot be `3`"),
        ('sources = ["work", 3.5]', "SL042", "3.5", "`sources` cannot be `3.5`"),
        ('sources = ["../x"]', "SL042", '"../x"', "`sources` cannot be the text `../x`"),
        (
            'sources = [\n  "work", # here\n  "wrok",\n]',
            "SL048",
            '"wrok"',
            "there is no file or folder `wrok`",
        ),
        ("out = ['a', 'b']", "SL042", "['a', 'b']", "`out` cannot be a list of 2"),
        ("out = ''", "SL042", "''", "`out` cannot be an empty text"),
        ('out = "../../etc"', "SL042", '"../../etc"', "`out` cannot be the text `../../etc`"),
        ("out = '/etc'", "SL042", "'/etc'", "`out` cannot be the text `/etc`"),
        ('out = "work"\nsources = "work"', "SL042", '"work"', "`out` cannot be the text `work`"),
        ('out = "."\nsources = "work"', "SL042", '"."', "`out` cannot be the text `.`"),
        ("out = '.'", "SL042", "'.'", "`out` cannot be the text `.`"),
        ("sources = []", "SL042", "[]", "`sources` cannot be an empty list"),
        ("out = true", "SL042", "true", "`out` cannot be `true`"),
        ('rendering = "caht"', "SL042", '"caht"', "`rendering` cannot be the text `caht`"),
        ("tokenizers = 1", "SL042", "1", "`tokenizers` cannot be `1`"),
        ("tokenizers.small = 2026-01-31", "SL042", "2026-01-31", "`small` cannot be `2026-01-31`"),
        ("[models]\na = 1", "SL042", "1", "`a` cannot be `1`"),
        ('[axes]\n"a b" = "x"', "SL042", '"a b"', "`axes` cannot be the text `a b`"),
        ("[axes]\na = {}", "SL042", "{}", "`a` cannot be a table"),
        ('[rules]\nSL214 = "of"', "SL042", '"of"', "`SL214` cannot be the text `of`"),
        ("[[rules]]\na = 1", "SL042", "[[rules]]", "`rules` cannot be a list of 1"),
    ],
)
def test_a_faulty_setting_is_told_at_its_place(
    tmp_path: Path, text: str, code: str, place: str, message: str
) -> None:
    value, found = settings(tmp_path, text)
    assert value is None
    assert [(one.code, covered(one), one.message) for one in found] == [(code, place, message)]


def test_what_is_compiled_may_lie_inside_a_source(tmp_path: Path) -> None:
    value, found = settings(tmp_path, 'sources = "work"\nout = "work/build"\n')
    assert found == ()
    assert value is not None
    assert value.out == tmp_path / "work" / "build"


def test_a_link_out_of_the_project_is_no_place_for_what_is_compiled(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "build").symlink_to(tmp_path)
    (found,) = settings(root, 'out = "build/shards"\n').diagnostics
    assert (found.code, covered(found)) == ("SL042", '"build/shards"')
    assert found.help_text == "write a path inside the project"


@pytest.mark.parametrize("recipes", ['["recipes/first.yaml", "recipes/frist.yaml"]', '"recipes/frist.yaml"'])
def test_a_recipe_that_is_not_there_is_a_warning_at_its_place(tmp_path: Path, recipes: str) -> None:
    value, (found,) = settings(tmp_path, f"recipes = {recipes}\n")
    assert value is not None
    assert (found.code, found.severity, covered(found)) == ("SL270", Severity.WARNING, '"recipes/frist.yaml"')


def test_an_unknown_setting_is_told_with_the_nearest(tmp_path: Path) -> None:
    (found,) = settings(tmp_path, "sorces = 1").diagnostics
    assert found.help_text.startswith("did you mean `sources`? what may stand here: `sources`, `out`, ")


def test_several_faults_are_told_in_one_run(tmp_path: Path) -> None:
    found = settings(tmp_path, 'out = 1\nsources = 2\n[rules]\nSL1 = "x"\n').diagnostics
    assert [covered(one) for one in found] == ["1", "2", '"x"']


@pytest.mark.parametrize(
    ("text", "position", "what"),
    [
        ("out 3", (1, 5), "`=` is missing"),
        ("out = ", (1, 6), "this is no value"),
        ("out = build", (1, 7), "this is no value"),
        ('out = "build', (1, 13), "this text is not closed"),
        ('a = 1\nout = "build\nb = 2', (2, 13), "this text is not closed"),
        ('sources = ["a", "b"', (1, 20), "this list is not closed"),
        ("models = {a = 1", (1, 16), "this table is not closed"),
        ("[axes\na = 1", (1, 6), "the brackets of a table are not closed"),
        ("out = 1 out = 2", (1, 9), "the line goes on"),
        ("out = 1\nout = 2", (2, 8), "this is given twice"),
        ("[axes]\n[axes]", (2, 6), "this is given twice"),
        ('out = "\\d"', (1, 8), "no such escape"),
        ("= 3", (1, 1), "this begins no key and no table"),
        ("a.= 3", (1, 3), "a key is missing"),
        ("out = 2026-02-31", (1, 7), "there is no such date"),
        ("a = 1\r\nout = \x01", (2, 7), "this is no value"),
    ],
)
def test_what_is_no_toml_is_told_in_our_words_with_its_place(
    tmp_path: Path, text: str, position: tuple[int, int], what: str
) -> None:
    value, found = settings(tmp_path, text)
    assert value is None
    assert [one.code for one in found] == ["SL046"]
    assert found[0].label_text == what
    before = text[: found[0].place.start].replace("\r\n", "\n").split("\n")
    assert (len(before), len(before[-1]) + 1) == position
    assert found[0].help_text


def test_text_nested_beyond_all_sense_is_no_crash(tmp_path: Path) -> None:
    (found,) = settings(tmp_path, "a = " + "[" * 100_000).diagnostics
    assert found.code == "SL046"
    (found,) = settings(tmp_path, "a = " + "9" * 5_000).diagnostics
    assert found.code == "SL046"


def test_settings_that_changed_are_read_again(tmp_path: Path) -> None:
    assert settings(tmp_path, 'out = "one"\n').value != settings(tmp_path, 'out = "second"\n').value
