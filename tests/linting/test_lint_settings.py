"""What stands under `[lint]` is read with its places, and what cannot be is said there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_project import KEPT, found, said, text_of, write

from scenelang.diagnostics import Severity
from scenelang.linting import LintOptions
from scenelang.reading import LintSettings, read_project_settings
from scenelang.source import SourceText


def _wrong(folder: Path, written: str) -> list[tuple[str, str, str]]:
    """What is said of settings: code, place, help."""
    path = write(folder, KEPT, written)
    return [
        (one.code, text_of(one), one.help_text)
        for one in found([path])
        if one.place.file.endswith(".toml") and one.severity is Severity.ERROR
    ]


def _read(text: str) -> LintSettings:
    project, problems = read_project_settings(SourceText("scenelang.toml", text), Path("project"))
    assert project is not None, problems
    return project.lint


def test_every_setting_is_read_with_its_place() -> None:
    text = (
        '[lint]\nselect = ["SL8", "signs"]\nextend-select = ["leap"]\nignore = ["SL801"]\n'
        'require-reason = true\nbaseline = "known.json"\n'
        '[lint.per-path]\n"scenes/micro/**" = {ignore = ["data"], select = ["all"]}\n'
        "[lint.options.crowded-heads]\nmost = 4\n"
    )
    lint = _read(text)
    assert lint.select is not None
    assert [name.text for name in lint.select] == ["SL8", "signs"]
    place = lint.select[1].place
    assert text[place.start : place.end] == '"signs"'
    assert [name.text for name in (*lint.extend_select, *lint.ignore)] == ["leap", "SL801"]
    assert lint.require_reason
    assert lint.baseline == Path("project/known.json")
    (choice,) = lint.per_path
    assert choice.pattern.text == "scenes/micro/**"
    assert [name.text for name in (*choice.ignore, *choice.select)] == ["data", "all"]
    (option,) = lint.options
    assert (option.rule.text, option.name.text, option.value) == ("crowded-heads", "most", 4)
    assert text[option.place.start : option.place.end] == "4"


def test_a_project_that_says_nothing_has_the_defaults() -> None:
    assert _read('out = "build"\n') == LintSettings()


def test_settings_stand_in_pyproject_too(tmp_path: Path) -> None:
    path = write(tmp_path)
    (tmp_path / "scenelang.toml").unlink()
    (tmp_path / "pyproject.toml").write_text(
        '[tool.scenelang.lint]\nignore = ["kept-blank-lines"]\n', encoding="utf-8"
    )
    assert said([path]) == []


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ('selects = ["SL8"]', "SL040", "selects"),
        ('select = "SL8"', "SL042", '"SL8"'),
        ("select = [8]", "SL042", "8"),
        ('ignore = [""]', "SL042", '""'),
        ("ignore = {a = 1}", "SL042", "{a = 1}"),
        ('require-reason = "yes"', "SL042", '"yes"'),
        ("baseline = 3", "SL042", "3"),
        ('baseline = "../known.json"', "SL042", '"../known.json"'),
        ('baseline = "\\u0000"', "SL042", '"\\u0000"'),
        ("per-path = 3", "SL042", "3"),
        ('per-path = {"a/**" = ["SL8"]}', "SL042", '["SL8"]'),
        ('per-path = {"a/**" = {ignored = ["SL8"]}}', "SL040", "ignored"),
        ("options = {kept-blank-lines = 3}", "SL042", "3"),
        ("options = {kept-blank-lines = {most = {a = 1}}}", "SL042", "{a = 1}"),
        ("options = {kept-blank-lines = {most = 2026-01-31}}", "SL042", "2026-01-31"),
        ('select = ["SL8014"]', "SL081", '"SL8014"'),
        ('extend-select = ["kept-blank-line"]', "SL081", '"kept-blank-line"'),
        ('ignore = ["yamls"]', "SL081", '"yamls"'),
        ('ignore = ["SL201"]', "SL522", '"SL201"'),
        ('per-path = {"**" = {ignore = ["SL201"]}}', "SL522", '"SL201"'),
        ('per-path = {"**" = {select = ["nothing"]}}', "SL081", '"nothing"'),
        ('per-path = {"!a" = {ignore = ["SL8"]}}', "SL082", '"!a"'),
        ('per-path = {"# a" = {ignore = ["SL8"]}}', "SL082", '"# a"'),
        ("options = {kept-blank = {most = 3}}", "SL081", "kept-blank"),
        ("options = {SL8 = {most = 3}}", "SL081", "SL8"),
        ("options = {SL800 = {most = 3}}", "SL040", "most"),
    ],
)
def test_what_cannot_be_is_said_where_it_stands(tmp_path: Path, line: str, code: str, place: str) -> None:
    assert [one[:2] for one in _wrong(tmp_path, f"[lint]\n{line}\n")] == [(code, place)]


def test_a_slip_gets_the_word_that_was_meant(tmp_path: Path) -> None:
    ((_, _, near),) = _wrong(tmp_path, '[lint]\nignore = ["kept_blank_lines"]\n')
    assert near == "did you mean `kept-blank-lines`? `scenelang explain --list` shows all codes and rules"
    ((_, _, near),) = _wrong(tmp_path, '[lint]\nselct = ["SL8"]\n')
    assert near.startswith("did you mean `select`?")


@pytest.mark.parametrize(
    ("rule", "option", "right", "wrong"),
    [
        ("lopsided-beat", "times", ["9", "0"], ["true", '"3"', "-1", "2.5", "nan", "[]"]),
        ("heavy-text", "most", ["9", "0.5"], ["true", '"3"', "-0.1", "inf", '["a"]']),
        ("silent-cast", "required", ["true"], ["1", '"true"', "[]"]),
        ("vague-name", "words", ['["it"]', "[]"], ['"it"', "[1]", "true"]),
        ("crowded-heads", "least-share", ["0.3"], ["true"]),
        ("crowded-heads", "least_share", ["0.3"], ["true"]),
    ],
)
def test_an_option_is_of_the_kind_of_its_default(
    tmp_path: Path, rule: str, option: str, right: list[str], wrong: list[str]
) -> None:
    head = f"[lint.options.{rule}]\n{option} = "
    for written in right:
        assert _wrong(tmp_path, f"{head}{written}\n") == []
    for written in wrong:
        ((code, place, near),) = _wrong(tmp_path, f"{head}{written}\n")
        assert (code, place) == ("SL042", written)
        assert near.startswith("write ")


def test_an_option_that_a_rule_has_not_gets_the_one_that_was_meant(tmp_path: Path) -> None:
    ((code, place, near),) = _wrong(tmp_path, "[lint.options.crowded-heads]\nleast-shares = 0.3\n")
    assert (code, place) == ("SL040", "least-shares")
    assert near == "did you mean `least-share`? what may stand here: `least-share`"


def test_an_option_reaches_its_rule(tmp_path: Path) -> None:
    text = (
        KEPT.replace("|+", "|")
        .replace("id: little", "id: little\ntags: [x]")
        .replace("lay on", "lay FIXYOU on")
    )
    path = write(tmp_path, text, '[lint.options.unfinished-text]\nwords = ["FIXYOU"]\n')
    assert said([path]) == [("SL833", "FIXYOU")]


def test_a_fault_in_one_setting_leaves_the_others_alone(tmp_path: Path) -> None:
    path = write(tmp_path, KEPT, '[lint]\nignore = ["nothing", "SL800"]\n')
    assert said([path]) == [("SL081", '"nothing"')]


_TOML = st.recursive(
    st.booleans()
    | st.integers(-9, 9)
    | st.sampled_from(['"SL8"', '"all"', '""', '"!"', "nan", "1979-05-27"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(map(str, items))}]")
        | st.dictionaries(
            st.sampled_from(["ignore", "select", '"**"', "most", "SL800"]), inner, max_size=2
        ).map(lambda entries: "{" + ", ".join(f"{key} = {value}" for key, value in entries.items()) + "}")
    ),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None)
@given(
    key=st.sampled_from(
        ["select", "extend-select", "ignore", "per-path", "options", "require-reason", "baseline"]
    ),
    value=_TOML,
)
def test_no_settings_bring_lint_down(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: object
) -> None:
    written = str(value).lower() if isinstance(value, bool) else value
    folder = tmp_path_factory.mktemp("project")
    path = write(folder, KEPT, f"[lint]\n{key} = {written}\n")
    for one in found([path], LintOptions(extend_select=("SL850",))):
        assert one.message
        assert one.help_text
