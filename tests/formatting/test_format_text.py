"""What laying out does to each way of writing, and what it leaves alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scenelang.formatting import format_edits, format_text
from scenelang.source import SourceText

HERE = Path(__file__).parent


def laid_out(text: str) -> str:
    outcome = format_text(SourceText("a.scene", text))
    assert outcome.value is not None, outcome.diagnostics
    assert format_text(SourceText("a.scene", outcome.value)).value == outcome.value
    return outcome.value


def test_golden_of_a_wildly_written_scene() -> None:
    golden = HERE / "wild.formatted.scene"
    text = laid_out((HERE / "wild.scene").read_text(encoding="utf-8"))
    if os.environ.get("SCENELANG_BLESS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


CASES = {
    "blanks behind keys": ("scene:   1\nid : a\n", "scene: 1\nid: a\n"),
    "blanks at the end of lines": ("scene: 1   \nid: a\t\n", "scene: 1\nid: a\n"),
    "a missing last line break": ("scene: 1\nid: a", "scene: 1\nid: a\n"),
    "several line breaks at the end": ("scene: 1\n\n\n", "scene: 1\n"),
    "empty lines at the start": ("\n\nscene: 1\n", "scene: 1\n"),
    "at most one empty line": ("a: 1\n\n\n\nb: 2\n", "a: 1\n\nb: 2\n"),
    "no empty line below a key": ("cast:\n\n  a: {role: b}\n", "cast:\n  a: {role: b}\n"),
    "lists stand further in": ("tags:\n- a\n- b\n", "tags:\n  - a\n  - b\n"),
    "four columns become two": ("cast:\n    a:\n        role: b\n", "cast:\n  a:\n    role: b\n"),
    "an item behind its dash": (
        "beats:\n  -\n    kind: a\n    text: b\n",
        "beats:\n  - kind: a\n    text: b\n",
    ),
    "blanks behind a dash": ("beats:\n  -   kind: a\n      text: b\n", "beats:\n  - kind: a\n    text: b\n"),
    "lists of lists": ("a:\n-   - b\n    - c\n", "a:\n  - - b\n    - c\n"),
    "a value behind its key": ("id:\n   a\n", "id: a\n"),
    "blanks in brackets": ("a: [ b,c , d ]\n", "a: [b, c, d]\n"),
    "blanks in braces": ("a: { b : c,d:   e }\n", "a: {b: c, d: e}\n"),
    "empty brackets": ("a: [ ]\nb: { }\n", "a: []\nb: {}\n"),
    "a last comma": ("a: [b, c, ]\n", "a: [b, c]\n"),
    "an absent value in braces": ("a: {b: , c: d}\n", "a: {b: , c: d}\n"),
    "brackets over several lines": ("a: [\n b,\n c\n ]\n", "a: [\n    b,\n    c\n  ]\n"),
    "quotes that nobody needs": ('id: \'a\'\n"tags": ["b"]\n', "id: a\ntags: [b]\n"),
    "quotes around another meaning": ("language: 'no'\nid: '1'\n", 'language: "no"\nid: "1"\n'),
    "quotes around quotes": ("a: 'b: \"c\"'\n", "a: 'b: \"c\"'\n"),
    "escapes": ('a: "b: \\u00e9"\n', 'a: "b: \\u00e9"\n'),
    "a tag": ("a:   !!str   1\nb: !!map\n    c: d\n", "a: !!str 1\nb: !!map\n  c: d\n"),
    "a comment behind a line": ("a: 1 # b\nc: 2     # d\n", "a: 1  # b\nc: 2     # d\n"),
    "a comment of its own block": (
        "a:\n    # b\n    c: 1\n    # d\n# e\nf: 1\n",
        "a:\n  # b\n  c: 1\n  # d\n# e\nf: 1\n",
    ),
    "a comment among items": (
        "a:\n# b\n- c\n# d\n- e\n# f\ng: 1\n",
        "a:\n  # b\n  - c\n  # d\n  - e\n# f\ng: 1\n",
    ),
    "a comment below a key": ("a: # b\n  c\n", "a:  # b\n  c\n"),
    "a comment behind a dash": ("a:\n- # b\n  c: d\n", "a:\n  -  # b\n    c: d\n"),
    "a comment in brackets": ("a: [b, # c\n  d]\n", "a: [b,  # c\n    d]\n"),
    "comments alone before a document": ("# a\n---\n# b\nc: 1\n", "# a\n---\n# b\nc: 1\n"),
    "documents": ("a: 1\n\n---\n\nb: 2\n", "a: 1\n---\nb: 2\n"),
    "an end mark and a directive": ("%YAML 1.2\n---\na:  1\n...\n", "%YAML 1.2\n---\na: 1\n...\n"),
    "a flow document": ("{ a: 1 , b: 2 }\n", "{a: 1, b: 2}\n"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_shape(case: str) -> None:
    before, after = CASES[case]
    assert laid_out(before) == after


TEXTS = {
    "a block": (
        "beats:\n- a: |\n    b\n      c\n\n    d \n",
        "beats:\n  - a: |\n      b\n        c\n\n      d \n",
    ),
    "a block that begins with a blank": ("a: |1\n  b\n", "a: |2\n   b\n"),
    "a digit that nobody needs": ("a: |4-\n    b\n", "a: |-\n  b\n"),
    "a block that begins with an empty line": ("a: |2\n\n  b\n", "a: |\n\n  b\n"),
    "a block that begins with a tab": ("a: |1\n \tb\n", "a: |2\n  \tb\n"),
    "lines of blanks in a block": ("a: |\n   b\n     \n   c\n", "a: |\n  b\n    \n  c\n"),
    "lines with fewer blanks in a block": ("a: |\n   b\n \n   c\n", "a: |\n  b\n\n  c\n"),
    "a block that keeps its empty lines": ("a: |+\n b\n\n\nc: 1\n", "a: |+\n  b\n\n\nc: 1\n"),
    "empty lines behind a block": ("a: |\n b\n\n\n\nc: 1\n", "a: |\n  b\n\nc: 1\n"),
    "a last block without a line break": ("a: |\n b", "a: |-\n  b\n"),
    "a folded block": ("a: >-\n    b\n      c\n    d\n", "a: >-\n  b\n    c\n  d\n"),
    "a header with a comment": ("a: |   # b\n    c\n", "a: |  # b\n  c\n"),
    "a plain text over lines": ("beats:\n- a: b  c\n   d\n", "beats:\n  - a: b  c\n      d\n"),
    "a quoted text over lines": (
        'beats:\n- a: "b \\\n   \\ c\n\n   d"\n',
        'beats:\n  - a: "b \\\n      \\ c\n\n      d"\n',
    ),
    "quotes of a text stay": ("beats:\n  - ask: 'Is it?'\n", "beats:\n  - ask: 'Is it?'\n"),
    "quotes of drawn values stay": ("vary:\n  draw: {a: ['b', c]}\n", "vary:\n  draw: {a: ['b', c]}\n"),
    "markup stays": ("beats:\n  - a: |\n      [b]{ #c  .d }\n", "beats:\n  - a: |\n      [b]{ #c  .d }\n"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_texts_keep_every_character(case: str) -> None:
    before, after = TEXTS[case]
    assert laid_out(before) == after


RULES = {
    "tension:\n  a: 0.3->0.9@b  ->   0.1\n": "tension:\n  a: 0.3 -> 0.9 @ b -> 0.1\n",
    "tension:\n  a: peak( 0.2 ,0.9@b )\n": "tension:\n  a: peak(0.2, 0.9 @ b)\n",
    "logic:\n  - a,b=>c\n": "logic:\n  - a, b => c\n",
    'logic:\n  - s1:  a   ~>(x="y  z")\n': 'logic:\n  - s1: a ~> (x = "y  z")\n',
    "self:\n  - a   answers  b\n": "self:\n  - a answers b\n",
    "anchors:\n  - a->last( b ),c@20% .. 40%  top  2 w   0.5\n": (
        "anchors:\n  - a -> last(b), c @ 20%..40% top 2 w 0.5\n"
    ),
    "anchors:\n  - a-/>b\n": "anchors:\n  - a -/> b\n",
    "layers:\n  - before  a@60%: reads 'b  c'  w 2\n": "layers:\n  - before a @ 60%: reads 'b  c' w 2\n",
    "layers:\n  - at a: label k='v'\n": "layers:\n  - at a: label k = 'v'\n",
    "expose: attention@early ,mlp @late\n": "expose: attention @ early, mlp @ late\n",
    "beats:\n  - ask( ann ): b\n": "beats:\n  - ask(ann): b\n",
    "beats:\n  - kind: a\n    weight: 1+doubt\n": "beats:\n  - kind: a\n    weight: 1 + doubt\n",
    'vary:\n  draw: {"a,b": {range: 2 .. 9}}\n': 'vary:\n  draw: {"a, b": {range: 2..9}}\n',
    "vary:\n  let:\n    n: (a+1)*len( b )\n": "vary:\n  let:\n    n: (a + 1) * len(b)\n",
    "vary:\n  where: a and(b or not c)\n": "vary:\n  where: a and (b or not c)\n",
}


@pytest.mark.parametrize("before", RULES)
def test_rules_get_their_blanks(before: str) -> None:
    assert laid_out(before) == RULES[before]


@pytest.mark.parametrize(
    "text",
    [
        "logic:\n  - a,b=>\n",
        "tension:\n  a: 0.3->2\n",
        "self:\n  - a  loves  b\n",
        "tension:\n  a: 1.0\n",
        "vary:\n  let:\n    n: ((a))\n",
        "anchors:\n  - a -> last(b)\n",
    ],
)
def test_a_rule_that_does_not_parse_or_is_spelled_otherwise_stays(text: str) -> None:
    assert laid_out(text) == text


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r"])
def test_line_breaks_are_those_of_most_lines(line_break: str) -> None:
    text = "scene:  1\nbeats:\n- a: |\n   b\n\n\n- c: d\n".replace("\n", line_break)
    after = "scene: 1\nbeats:\n  - a: |\n      b\n\n  - c: d\n".replace("\n", line_break)
    assert laid_out(text) == after


def test_line_breaks_of_two_kinds_become_one() -> None:
    assert laid_out("a: |\n b\r\n c\nd: 1\n") == "a: |\n  b\n  c\nd: 1\n"


def test_a_text_in_its_layout_gets_no_edits() -> None:
    edits = format_edits(SourceText("a.scene", "scene: 1\nid: a\n"))
    assert edits.value == ()


def test_only_what_changes_is_edited() -> None:
    edits = format_edits(SourceText("a.scene", "scene: 1\nid:  a\n")).value
    assert edits is not None
    assert [(edit.span.start, edit.span.end, edit.replacement) for edit in edits] == [(12, 14, " ")]


@pytest.mark.parametrize(
    ("text", "covered"),
    [("? a\n: b\n", "?"), ("a: {? b : c}\n", "?"), ("- a\n- b\n", "-"), ("only text\n", "o")],
)
def test_what_cannot_be_laid_out_is_refused_with_its_place(text: str, covered: str) -> None:
    source = SourceText("a.scene", text)
    value, (found,) = format_text(source)
    assert value is None
    assert found.code == "SL714"
    assert source.text_of(found.place) == covered


@pytest.mark.parametrize(
    ("text", "code"),
    [("a: [b\n", "SL003"), ("a: 1\na: 2\n", "SL007"), ("a: &b c\n", "SL006"), ("\ta: 1\n", "SL")],
)
def test_what_is_no_yaml_is_refused_as_reading_refuses_it(text: str, code: str) -> None:
    value, found = format_text(SourceText("a.scene", text))
    assert value is None
    assert found
