from __future__ import annotations

from scenelang.diagnostics import Severity
from scenelang.reading import read_lexicon
from scenelang.source import SourceText


def test_every_line_is_a_value_but_for_blank_ones_and_comments() -> None:
    source = SourceText("names.txt", "# names\nKel\nMara  \r\n\n \t\nНина\r#x\na #b")
    assert read_lexicon(source) == (("Kel", "Mara", "Нина", "a #b"), ())


def test_a_value_that_comes_twice_is_told_with_both_places() -> None:
    source = SourceText("names.txt", "Kel\nMara\nKel \nMara\n")
    outcome = read_lexicon(source)
    assert outcome.value is None
    first, second = outcome.diagnostics
    assert (first.code, first.message) == ("SL050", "`Kel` is in this lexicon twice")
    assert (first.label_text, first.help_text) == ("the second time", "take one of the two lines out")
    assert source.text_of(first.place) == "Kel"
    assert source.position(first.place.start) == (3, 1)
    assert [(each.label, each.place.start) for each in first.related()] == [("the first time", 0)]
    assert second.message == "`Mara` is in this lexicon twice"


def test_a_lexicon_without_values_says_so() -> None:
    outcome = read_lexicon(SourceText("names.txt", "# nothing\n\n"))
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert (found.code, found.message) == ("SL051", "this lexicon has no values")
    assert found.help_text == "write one value on each line; lines that start with `#` are comments"


def test_white_space_before_a_value_is_a_warning() -> None:
    source = SourceText("names.txt", "Kel\n  Mara\n")
    outcome = read_lexicon(source)
    assert outcome.value == ("Kel", "  Mara")
    (found,) = outcome.diagnostics
    assert (found.code, found.severity) == ("SL052", Severity.WARNING)
    assert (found.message, found.label_text, found.help_text) == (
        "this value starts with white space",
        "becomes part of the text",
        "take it out",
    )
    assert source.text_of(found.place) == "  "


def test_characters_that_nobody_sees_are_refused_here_too() -> None:
    outcome = read_lexicon(SourceText("names.txt", "Kel\u2028Mara\n"))
    assert outcome.value is None
    assert [(found.code, found.help_text) for found in outcome.diagnostics] == [("SL006", "delete it")]
