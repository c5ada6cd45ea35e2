"""Which rules are asked: by the project, by its paths, by the command line; an error always counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_project import HEAD, KEPT, said, write

from scenelang.linting import LintOptions, registered_rules
from scenelang.linting.choosing.choice_of_rules import wrong_words
from scenelang.linting.choosing.selectors import meaning, meant_instead

TWO = KEPT.replace("lay on", "lay  on")
"""SL800 and SL810."""


def _codes(path: Path, **wishes: tuple[str, ...]) -> list[str]:
    return [code for code, _ in said([path], LintOptions(**wishes))]  # type: ignore[arg-type]


def test_words_mean_codes_rules_families_and_beginnings() -> None:
    every = meaning("all")
    assert every is not None
    assert registered_rules().keys() <= every.codes
    for word, code in (("SL800", "SL800"), ("kept-blank-lines", "SL800")):
        meant = meaning(word)
        assert meant is not None
        assert meant.codes == {code}
    yaml, eighty = meaning("yaml"), meaning("SL80")
    assert yaml is not None
    assert eighty is not None
    assert eighty.codes < yaml.codes < every.codes
    assert every.rank < yaml.rank < eighty.rank
    for word in ("", "SL", "S", "sl800", "SL8000", "kept_blank_lines", "SL999", "Yaml"):
        meant = meaning(word)
        assert (meant is None) is (word != "SL"), word
    error = meaning("SL201")
    assert error is not None
    assert (error.codes, error.errors) == (frozenset(), {"SL201"})


def test_a_slip_finds_its_word() -> None:
    assert meant_instead("sl800") == "SL800"
    assert meant_instead("Kept_Blank_Lines") == "kept-blank-lines"
    assert meant_instead("sign") == "signs"
    assert meant_instead("weather-forecast") is None


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ("", ["SL800", "SL810"]),
        ('ignore = ["SL800"]', ["SL810"]),
        ('ignore = ["yaml"]', []),
        ('ignore = ["all"]', []),
        ('select = ["SL810"]', ["SL810"]),
        ('select = ["all"]\nignore = ["SL9", "SL83", "SL89"]', ["SL800", "SL810"]),
        ('select = ["yaml"]\nignore = ["SL80"]', ["SL810"]),
        ('select = ["SL800"]\nignore = ["SL80"]', ["SL800"]),
        ('select = ["SL80"]\nignore = ["SL800"]', []),
        ("select = []", []),
        ('select = []\nextend-select = ["double-blank"]', ["SL810"]),
    ],
)
def test_the_closer_word_wins(tmp_path: Path, settings: str, codes: list[str]) -> None:
    path = write(tmp_path, TWO, f"[lint]\n{settings}\n")
    assert _codes(path) == codes


def test_the_command_line_speaks_last(tmp_path: Path) -> None:
    path = write(tmp_path, TWO, '[lint]\nselect = ["SL800"]\nignore = ["SL81"]\n')
    assert _codes(path) == ["SL800"]
    assert _codes(path, select=("SL81",)) == ["SL810"]
    assert _codes(path, extend_select=("SL810",)) == ["SL800", "SL810"]
    assert _codes(path, ignore=("yaml",)) == []


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        (("SL810",), ("SL81",), ["SL810"]),
        (("SL810",), ("all",), ["SL810"]),
        (("double-blank",), ("SL810",), []),
        (("SL81",), ("SL8",), ["SL810"]),
        (("SL8",), ("SL81",), ["SL800"]),
        (("yaml",), ("yaml",), []),
    ],
)
def test_the_closer_word_wins_on_the_command_line_too(
    tmp_path: Path, select: tuple[str, ...], ignore: tuple[str, ...], codes: list[str]
) -> None:
    path = write(tmp_path, TWO)
    assert _codes(path, select=select, ignore=ignore) == codes


def test_what_is_said_of_a_path_holds_there_and_nowhere_else(tmp_path: Path) -> None:
    settings = (
        '[lint.per-path]\n"scenes/micro/**" = {ignore = ["yaml"]}\n"*.draft.scene" = {select = ["SL837"]}\n'
    )
    inside = write(tmp_path, TWO, settings, "scenes/micro/deep/one.scene")
    outside = write(tmp_path, TWO.replace("little", "other"), name="scenes/other.scene")
    assert _codes(inside) == []
    assert _codes(outside) == ["SL800", "SL810"]
    both = [code for code, _ in said([tmp_path])]
    assert both.count("SL800") == 1
    assert _codes(inside, select=("SL800",)) == []


def test_a_path_may_ask_for_more(tmp_path: Path) -> None:
    settings = '[lint]\nselect = []\n[lint.per-path]\n"*.draft.scene" = {select = ["SL800"]}\n'
    draft = write(tmp_path, TWO, settings, "scenes/one.draft.scene")
    assert _codes(draft) == ["SL800"]
    assert _codes(draft, select=("SL810",)) == ["SL810"]
    assert _codes(write(tmp_path, TWO, name="scenes/one.scene")) == []


def test_levels_choose_too(tmp_path: Path) -> None:
    path = write(tmp_path, TWO, '[rules]\nSL800 = "off"\n')
    assert _codes(path) == ["SL810"]
    assert _codes(path, select=("SL800",)) == ["SL800"]
    named = write(tmp_path, TWO, '[rules]\nSL837 = "error"\n[lint]\nselect = []\n')
    assert _codes(named) == []


def test_a_level_asks_for_a_rule_that_is_off(tmp_path: Path) -> None:
    text = KEPT.replace("Snow lay on the step", "[Snow]{#span} lay on the step")
    assert "SL837" not in _codes(write(tmp_path, text))
    assert "SL837" in _codes(write(tmp_path, text, '[rules]\nSL837 = "error"\n'))


def test_an_error_is_told_whatever_is_chosen(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "beats:\n  - sing: La.\n", '[lint]\nselect = []\nignore = ["all"]\n')
    codes = _codes(path, select=("SL800",), ignore=("SL8",))
    assert codes
    assert all(code.startswith("SL2") for code in codes)


def test_a_rule_that_is_off_is_asked_where_it_is_chosen(tmp_path: Path) -> None:
    path = write(tmp_path, KEPT.replace("Snow lay on the step", "[Snow]{#span} lay on the step"))
    assert "SL837" not in _codes(path)
    assert "SL837" in _codes(path, extend_select=("vague-name",))


def test_words_that_mean_nothing_are_said() -> None:
    options = LintOptions(select=("SL8", "yamll"), ignore=("SL201", "banana"))
    assert list(wrong_words(options)) == [
        "no rule is called yamll; did you mean yaml?",
        "SL201 is an error, and errors cannot be ignored",
        "no rule is called banana; `scenelang explain --list` shows all",
    ]
