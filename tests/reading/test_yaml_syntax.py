"""What an author reads where a file stops being YAML: the whole message, and the caret."""

from __future__ import annotations

import sys
from typing import NamedTuple

import pytest

from scenelang.reading import read_tree
from scenelang.reading.yaml_events import libyaml_events, python_events
from scenelang.source import SourceText

READ_TREE = sys.modules["scenelang.reading.read_tree"]
AS_BLOCK = "write the text as a `|` block on the next lines"
RESERVED_HELP = f"{AS_BLOCK}, or put it in quotes"


class Case(NamedTuple):
    """Bad text; `caret` is what the caret stands under, `line:column` where it starts."""

    text: str
    code: str
    at: str
    caret: str
    message: str
    help: str
    second: str = ""


def reserved(text: str, at: str, sign: str) -> Case:
    return Case(text, "SL009", at, sign, f"text cannot start with `{sign}` here", RESERVED_HELP)


CASES = [
    Case("a:\n\tb: c\n", "SL007", "2:1", "\t", "a tab is used as indentation", "indent with spaces"),
    Case("a: |\n  x\n\ty\n", "SL007", "3:1", "\t", "a tab is used as indentation", "indent with spaces"),
    Case(
        "a:\n\u00a0\u00a0b: c\n  d: e\n",
        "SL045",
        "2:1",
        "\u00a0\u00a0",
        "U+00A0 (NO-BREAK SPACE) is used as indentation",
        "delete it, and indent with spaces",
    ),
    Case(
        "- a: |\n    x\n\u00a0- b: |\n    y\n- c: |\n    z\n  - d\n",
        "SL045",
        "3:1",
        "\u00a0",
        "U+00A0 (NO-BREAK SPACE) is used as indentation",
        "delete it, and indent with spaces",
    ),
    Case(
        "- a: one\n    # two\n    three\n",
        "SL008",
        "2:5",
        "# two",
        "`#` starts a comment here, and the text is cut off",
        "write the text as a `|` block on the next lines; there `#` is an ordinary character",
    ),
    Case(
        "- one # note\n  two\n",
        "SL008",
        "1:7",
        "# note",
        "`#` starts a comment here, and the text is cut off",
        "write the text as a `|` block on the next lines; there `#` is an ordinary character",
    ),
    reserved("k: @x y\n", "1:4", "@"),
    reserved("k: `x` y\n", "1:4", "`"),
    reserved("k: %x\n", "1:4", "%"),
    reserved("k: *bold* text\n", "1:4", "*"),
    reserved("k: *ref here\n", "1:4", "*"),
    reserved("k: !! b\n", "1:4", "!"),
    reserved("k: !é b\n", "1:4", "!"),
    reserved("k: !e!x b\n", "1:4", "!"),
    reserved("k: & b\n", "1:4", "&"),
    reserved("k: ? b\n", "1:4", "?"),
    reserved("k: ]\n", "1:4", "]"),
    reserved("%x y\n", "1:1", "%"),
    reserved("%YAML 1.1\nk: v\n", "1:1", "%"),
    Case(
        "- guess: [It is pure, so]{#first}\n",
        "SL010",
        "1:10",
        "[",
        "text cannot start with `[` here: YAML reads a list",
        AS_BLOCK,
        "{#first}",
    ),
    Case(
        "k: {a} x\n",
        "SL010",
        "1:4",
        "{",
        "text cannot start with `{` here: YAML reads a mapping",
        AS_BLOCK,
        "x",
    ),
    Case(
        "k: [1, 2\nb: 3\n",
        "SL011",
        "1:4",
        "[",
        "the list that `[` opens cannot be read to its end",
        "put `]` or a comma where it is missing; if this is text, write it as a `|` block",
        ":",
    ),
    Case(
        "k: {x: [1, 2}\n",
        "SL011",
        "1:4",
        "{",
        "the mapping that `{` opens cannot be read to its end",
        "put `}` or a comma where it is missing; if this is text, write it as a `|` block",
        "}",
    ),
    Case(
        "- think: he said: stop\n",
        "SL012",
        "1:17",
        ":",
        "a colon and a space cannot stand inside this text",
        RESERVED_HELP,
    ),
    Case(
        'k: "open\nb: 1\n',
        "SL013",
        "1:4",
        '"',
        "this quote is never closed",
        'add `"` at the end of the text, or write the text as a `|` block',
    ),
    Case(
        "k: 'open\n---\n",
        "SL013",
        "1:4",
        "'",
        "this quote is never closed",
        "add `'` at the end of the text, or write the text as a `|` block",
    ),
    Case(
        "k: 'It's so'\n",
        "SL014",
        "1:8",
        "s so'",
        "text after the end of a quoted text",
        "write the whole text as a `|` block; or double it if the quote belongs to the text",
        "'",
    ),
    Case(
        'k: "Yes," she said\n',
        "SL014",
        "1:11",
        "she said",
        "text after the end of a quoted text",
        "write the whole text as a `|` block; or put a backslash before it if the quote belongs to the text",
        '"',
    ),
    Case(
        "a: 1\nhello world\nb: 2\n",
        "SL017",
        "2:1",
        "hello world",
        "this line has no `key: value`",
        "write `key: value`; if the line belongs to the text above, indent it like that text (a `|` block)",
    ),
    Case(
        "scene\nid: x\n",
        "SL017",
        "1:1",
        "scene",
        "this line has no `key: value`",
        "write `key: value`; if the line belongs to the text above, indent it like that text (a `|` block)",
    ),
    Case(
        "k: | text\n  more\n",
        "SL018",
        "1:6",
        "text",
        "this cannot stand on the line of `|`",
        "start the text on the next line, indented further than its key",
    ),
    Case(
        "k: >0\n  more\n",
        "SL018",
        "1:5",
        "0",
        "this cannot stand on the line of `>`",
        "start the text on the next line, indented further than its key",
    ),
]
ESCAPES = [
    ('k: "\\q"', "\\q"),
    ('k: "\\xzz"', "\\xzz"),
    ('k: "\\ud83d\\ude00"', "\\ud83d"),
    ('k: "\\é"', "\\é"),
]
MIXED_HELP = (
    "a list starts on the line below its key; in one block all lines are `- item` or all `key: value`"
)
MIXED = [
    ("k: - b\n", "1:4", "-", "a list item (`- `)", "the value of this line's key"),
    ("- a\nb: c\n", "2:1", "b: c", "a line `key: value`", "a list item (`- `)"),
    ("a: 1\n- b\n", "2:1", "- b", "a list item (`- `)", "a line `key: value`"),
    ("b:\n  - a: |\n      x\n  c: d\n", "4:3", "c: d", "a line `key: value`", "a list item (`- `)"),
]
DEEPER = "indented further than column 1, so it cannot belong there"
FITTING = "no line above that it can belong to starts there"
ENDED = "the `|` text above ended before this line, where a line is indented otherwise"
INDENTED = [
    ("a: b\n  c: d\n", "2:3", "c: d", "1", DEEPER),
    ("a:\n  b: 1\n c: 2\n", "3:2", "c: 2", "1 or 3", FITTING),
    ("a:\n - b\n - c:\n     d: 1\n   - e\n", "5:4", "- e", "2", DEEPER.replace("1", "2")),
    ("- - |\n     \n   text\n", "3:4", "text", "1, 3 or 6", ENDED),
    ("- a: |\n\n      x\n     y\n", "4:6", "y", "3 or 7", ENDED),
    ("a: |\n  x\n # c\n  y\n", "4:3", "y", "1", ENDED),
]


@pytest.fixture(params=[libyaml_events, python_events], ids=["libyaml", "python"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(READ_TREE, "yaml_events", request.param)


def only_message(source: SourceText) -> tuple[str, str, str, str, str, str]:
    outcome = read_tree(source)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    line, column = source.position(found.place.start)
    caret = source.text_of(found.place)
    return found.code, f"{line}:{column}", caret, found.message, found.label_text, found.help_text


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize("case", CASES, ids=[f"{case.code} {case.text!r}" for case in CASES])
def test_a_text_that_is_no_yaml_gets_one_message_at_its_cause(case: Case) -> None:
    source = SourceText("bad.scene", case.text)
    code, place, caret, message, _, help_text = only_message(source)
    assert (code, place, caret) == (case.code, case.at, case.caret)
    assert (message, help_text) == (case.message, case.help)
    related = read_tree(source).diagnostics[0].related()
    assert [source.text_of(each.place) for each in related] == ([case.second] if case.second else [])


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(("text", "written"), ESCAPES)
def test_an_unknown_escape_is_shown_whole(text: str, written: str) -> None:
    code, place, caret, message, _, help_text = only_message(SourceText("bad.scene", text))
    assert (code, place, caret) == ("SL015", "1:5", written)
    assert message == f"`{written}` is no escape"
    assert help_text == (
        r"write `\\` for a backslash; `\n`, `\t`, `\"`, `\xHH`, `\uHHHH`, `\UHHHHHHHH` are escapes; "
        "or write the text as a `|` block, in which a backslash is ordinary"
    )


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(("text", "at", "caret", "found", "wanted"), MIXED)
def test_list_items_among_keys_are_told_apart(
    text: str, at: str, caret: str, found: str, wanted: str
) -> None:
    assert only_message(SourceText("bad.scene", text)) == (
        "SL019",
        at,
        caret,
        f"{found} cannot stand here",
        f"{wanted} is expected",
        MIXED_HELP,
    )


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(("text", "at", "caret", "allowed", "reason"), INDENTED)
def test_a_wrong_indentation_names_the_columns_that_fit(
    text: str, at: str, caret: str, allowed: str, reason: str
) -> None:
    assert only_message(SourceText("bad.scene", text)) == (
        "SL016",
        at,
        caret,
        f"this line is indented wrongly: it starts in column {at.partition(':')[2]}",
        reason,
        f"start it in column {allowed}, where the lines above start that it can belong to",
    )


@pytest.mark.usefixtures("_parser")
def test_text_behind_a_document_end_is_a_second_document() -> None:
    code, place, caret, message, _, help_text = only_message(SourceText("f", "a: b\n...\nc: d\n"))
    assert (code, place, caret) == ("SL025", "3:1", "c")
    assert message == "a second document starts in this file"
    assert help_text == "one file holds one document; move the second one to a file of its own"


@pytest.mark.usefixtures("_parser")
def test_what_no_rule_explains_is_said_to_be_no_yaml() -> None:
    code, place, caret, message, label, help_text = only_message(SourceText("f", "k: !!str ,a\n"))
    assert (code, place, caret) == ("SL029", "1:10", ",")
    assert (message, label) == ("this is not readable YAML", "reading stopped here")
    assert help_text == (
        "look at this line and the one above: brackets, quotes and indentation; write texts as `|` blocks"
    )


def test_no_message_lets_the_parsers_words_through() -> None:
    texts = [*(case.text for case in CASES), *(row[0] for row in (*ESCAPES, *MIXED, *INDENTED))]
    said = " ".join(" ".join(only_message(SourceText("f", text))[3:]) for text in texts)
    for word in (
        "expected <",
        "while ",
        "scanning",
        "token",
        "block end",
        "mapping values",
        "libyaml",
        "PyYAML",
    ):
        assert word not in said
