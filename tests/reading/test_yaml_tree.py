from __future__ import annotations

import pytest

from scenelang.diagnostics import Diagnostic
from scenelang.reading import (
    ScalarKind,
    ScalarStyle,
    YamlMapping,
    YamlNode,
    YamlScalar,
    YamlSequence,
    comment_cuts_text,
    read_tree,
)
from scenelang.source import SourceText

SCENE = """\
scene: 1  # version
tags: [physics, "two words"]
cast:
  hiero: {role: questioner}
beats:
  - ask(hiero): |
      Is it gold?
  - turn:
"""


def tree_of(text: str) -> YamlNode:
    outcome = read_tree(SourceText("f.scene", text))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def mapping_of(text: str) -> YamlMapping:
    tree = tree_of(text)
    assert isinstance(tree, YamlMapping)
    return tree


def scalar_at(text: str, key: str) -> YamlScalar:
    found = mapping_of(text).get(key)
    assert isinstance(found, YamlScalar)
    return found


def findings(text: str) -> tuple[bool, list[Diagnostic], SourceText]:
    source = SourceText("f.scene", text)
    outcome = read_tree(source)
    return outcome.value is not None, list(outcome.diagnostics), source


def test_every_node_knows_its_place() -> None:
    source = SourceText("f.scene", SCENE)
    tree = mapping_of(SCENE)
    written = {entry.name: source.text_of(entry.value.place) for entry in tree.entries}
    assert written == {
        "scene": "1",
        "tags": '[physics, "two words"]',
        "cast": "hiero: {role: questioner}",
        "beats": "- ask(hiero): |\n      Is it gold?\n  - turn:",
    }
    assert source.text_of(tree.place) == SCENE.rstrip("\n")
    cast = tree.entry("cast")
    assert cast is not None
    assert source.text_of(cast.place) == "cast:\n  hiero: {role: questioner}"
    assert tree.entry("nothing") is None
    assert tree.get("nothing") is None


def test_scalars_keep_style_kind_and_value() -> None:
    tree = mapping_of(SCENE)
    tags, beats = tree.get("tags"), tree.get("beats")
    assert isinstance(tags, YamlSequence)
    assert isinstance(beats, YamlSequence)
    quoted = tags.items[1]
    assert isinstance(quoted, YamlScalar)
    assert (quoted.style, quoted.kind, quoted.value) == (ScalarStyle.DOUBLE, ScalarKind.TEXT, "two words")
    ask, turn = beats.items
    assert isinstance(ask, YamlMapping)
    assert isinstance(turn, YamlMapping)
    block = ask.entries[0].value
    assert isinstance(block, YamlScalar)
    assert (block.style, block.text.value) == (ScalarStyle.LITERAL, "Is it gold?\n")
    absent = turn.entries[0].value
    assert isinstance(absent, YamlScalar)
    assert (absent.kind, absent.value, absent.is_text, absent.place.is_empty) == (
        ScalarKind.NOTHING,
        None,
        False,
        True,
    )
    assert absent.place.start == len(SCENE) - 1


@pytest.mark.parametrize("text", ["k:", "k:  \n", "k:\n\nz: 1", "k: \r\n"])
def test_a_value_that_is_not_written_stands_behind_its_colon(text: str) -> None:
    assert scalar_at(text, "k").place.start == 2


@pytest.mark.parametrize(
    ("tagged", "kind", "value", "tag"),
    [
        ("!!str 12", ScalarKind.TEXT, "12", "str"),
        ("! 12", ScalarKind.TEXT, "12", None),
        ('!!int "12"', ScalarKind.INTEGER, 12, "int"),
        ("!!float 12", ScalarKind.DECIMAL, 12.0, "float"),
        ("!!bool 'true'", ScalarKind.TRUTH, True, "bool"),
        ("!!null ''", ScalarKind.NOTHING, None, "null"),
        ("!<tag:yaml.org,2002:str> 1", ScalarKind.TEXT, "1", "str"),
    ],
)
def test_a_known_tag_decides_the_kind(tagged: str, kind: ScalarKind, value: object, tag: str | None) -> None:
    scalar = scalar_at(f"k: {tagged}", "k")
    assert (scalar.kind, scalar.value, scalar.tag) == (kind, value, tag)
    assert type(scalar.value) is type(value)


def test_known_tags_on_lists_and_mappings_change_nothing() -> None:
    tree = mapping_of("k: !!seq\n  - !!map\n    a: |1\n      b\n")
    items = tree.get("k")
    assert isinstance(items, YamlSequence)
    inner = items.items[0]
    assert isinstance(inner, YamlMapping)
    assert isinstance(inner.entries[0].value, YamlScalar)
    assert inner.entries[0].value.text.value == " b\n"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("k: !color red", "!color"),
        ("k: !!set {a}", "!!set"),
        ("k: !<x> [1]", "!<x>"),
        ("k: !!seq a", "!!seq"),
    ],
)
def test_an_unknown_tag_is_an_error_beside_the_tree(text: str, tag: str) -> None:
    has_tree, (found,), source = findings(text)
    assert has_tree
    assert (found.code, found.message) == ("SL023", f"unknown tag `{tag}`")
    assert found.help_text == "leave it out; if it is text, put the text in quotes or write it as a `|` block"
    assert source.text_of(found.place) == tag


def test_a_value_that_does_not_fit_its_tag_is_an_error() -> None:
    has_tree, (found,), source = findings("k: !!int seven")
    assert has_tree
    assert (found.code, found.message) == ("SL024", "this value does not fit its tag `!!int`")
    assert found.help_text == "change the value, or leave `!!int` out"
    assert source.text_of(found.place) == "seven"


def test_a_key_that_comes_twice_is_told_with_both_places_and_the_first_one_counts() -> None:
    source = SourceText("f.scene", "a: 1\nb: 2\na: 3\n")
    outcome = read_tree(source)
    (found,) = outcome.diagnostics
    assert (found.code, found.message) == ("SL020", "the key `a` is here twice")
    assert found.help_text == "rename one of the two, or put both values under one key"
    assert source.position(found.place.start) == (3, 1)
    assert [(each.label, each.place.start) for each in found.related()] == [("the first one", 0)]
    assert isinstance(outcome.value, YamlMapping)
    first = outcome.value.get("a")
    assert isinstance(first, YamlScalar)
    assert first.value == 1


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("12: a", "a whole number", "12"),
        ("0.5: a", "a number", "0.5"),
        ("true: a", "a truth value", "true"),
        ("[a]: b", "a list", "[a]"),
        ("? {a: b}\n: c", "a mapping", "{a: b}"),
        ("null: a", "the empty value", "null"),
        ("? \n: a", "an empty key", ""),
    ],
)
def test_a_key_that_is_not_text_is_an_error(text: str, kind: str, written: str) -> None:
    has_tree, (found,), source = findings(text)
    assert has_tree
    assert (found.code, found.message) == ("SL021", f"a key must be text; this is {kind}")
    assert found.help_text == 'put double quotes around the key: `"...": value`'
    assert source.text_of(found.place) == written


def test_words_that_yaml_1_1_took_for_truth_are_good_keys() -> None:
    assert [entry.name for entry in mapping_of("yes: 1\non: 2\nn: 3").entries] == ["yes", "on", "n"]


@pytest.mark.parametrize(
    ("text", "written", "count"),
    [
        ("a: &x 1\nb: *x\nc: *x\n", "&x", 3),
        ("a: &x\n  b: 1\n", "&x", 1),
        ("a: !!str &x b", "&x", 1),
        ("- *x\n", "*x", 1),
        ("<<: {a: 1}\n", "<<", 1),
        ("*x : 1", "*x", 1),
    ],
)
def test_references_are_refused_once(text: str, written: str, count: int) -> None:
    has_tree, (found,), source = findings(text)
    assert not has_tree
    assert found.code == "SL022"
    assert found.message == f"YAML anchors, aliases and merge keys are not allowed ({count} in this file)"
    assert found.label_text == f"`{written}` is one"
    assert found.help_text == (
        "write the value out; if this is text, put it in quotes or write it as a `|` block"
    )
    assert source.text_of(found.place) == written


def test_a_quoted_merge_sign_is_an_ordinary_key() -> None:
    assert mapping_of('"<<": 1').entries[0].name == "<<"


def test_a_second_document_is_an_error_beside_the_first() -> None:
    has_tree, (found,), source = findings("---\na: 1\n---\nb: 2\n")
    assert has_tree
    assert (found.code, source.position(found.place.start)) == ("SL025", (3, 1))


@pytest.mark.parametrize("text", ["# only a comment\n", "---\n", "\n \n", ""])
def test_a_file_without_content_says_so(text: str) -> None:
    has_tree, (found,), _ = findings(text)
    assert not has_tree
    assert (found.code, found.message) == ("SL005", "this file has no content")


@pytest.mark.parametrize(
    ("sign", "shown", "escape"),
    [
        ("\u2028", "U+2028 (LINE SEPARATOR)", "\\u2028"),
        ("\x85", "U+0085 (NEXT LINE)", "\\x85"),
        ("\x07", "U+0007", "\\x07"),
        ("\x00", "U+0000 (NULL)", "\\x00"),
        ("\ufeff", "U+FEFF (BYTE ORDER MARK)", "\\ufeff"),
        ("\x7f", "U+007F (DELETE)", "\\x7f"),
        ("\ud800", "U+D800", ""),
        ("\uffff", "U+FFFF", "\\uffff"),
    ],
)
def test_a_character_that_nobody_sees_is_named(sign: str, shown: str, escape: str) -> None:
    has_tree, (found,), source = findings(f"k: |\n  a{sign}b\n")
    assert not has_tree
    assert (found.code, found.message) == ("SL006", f"the character {shown} may not stand in a file")
    otherwise = f", or write {escape} inside double quotes if the text needs it" if escape else ""
    assert found.help_text == f"delete it{otherwise}"
    assert source.position(found.place.start) == (2, 4)


def test_all_forbidden_characters_are_shown_but_not_without_end() -> None:
    assert len(findings("k: a\x07b\x08c")[1]) == 2
    assert len(findings("k: " + "\x07" * 1000)[1]) == 10


@pytest.mark.parametrize("sign", ["👩\u200d👧", "\u2027", "\u202a", "\ufffd", "\U0010ffff", "\xa0", "\xad"])
def test_unusual_characters_of_real_texts_are_allowed(sign: str) -> None:
    assert scalar_at(f"k: a{sign}b", "k").value == f"a{sign}b"


@pytest.mark.parametrize(
    ("text", "comment"),
    [("k: go to room #2 now  \nz: 1", "#2 now"), ("k: a\n  b # c\r\n", "# c"), ("k: a \t#", "#")],
)
def test_a_comment_that_cuts_a_text_is_found(text: str, comment: str) -> None:
    source = SourceText("f.scene", text)
    found = comment_cuts_text(source, scalar_at(text, "k"))
    assert found is not None
    assert (found.code, found.message) == ("SL008", "`#` starts a comment here, and the text is cut off")
    assert found.label_text == "YAML drops this"
    assert source.text_of(found.place) == comment


@pytest.mark.parametrize("text", ["k: a#b", "k: 'a' # b", "k: | # b\n  a #c\n", "k: a\n# b", 'k: "a" # b'])
def test_other_comments_cut_nothing(text: str) -> None:
    assert comment_cuts_text(SourceText("f.scene", text), scalar_at(text, "k")) is None
