"""A file of several YAML documents gives a tree for each, with places in the one file."""

from __future__ import annotations

import sys

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from random_scalars import RandomDocuments, scalars_of

from scenelang.reading import YamlMapping, YamlNode, read_tree, read_trees
from scenelang.reading.yaml_events import libyaml_events, python_events
from scenelang.source import SourceText

READ_TREE = sys.modules["scenelang.reading.read_tree"]
BODIES = (
    "a: 1\n",
    "- x\n- 'y'\n",
    "k: |\n  text\n\n",
    "k: >-\n  a\n  b\n",
    '"q\n  r"\n',
    "plain\n",
    "{a: [b]}\n",
)


def codes_of(text: str) -> list[str]:
    return [found.code for found in read_trees(SourceText("f", text)).diagnostics]


def said(text: str) -> list[tuple[str, int, int]]:
    found = read_trees(SourceText("f", text)).diagnostics
    return [(each.code, each.place.start, each.place.end) for each in found]


def trees_of(text: str) -> tuple[YamlNode, ...]:
    outcome = read_trees(SourceText("f", text))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


@pytest.mark.parametrize("parser", [libyaml_events, python_events])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@settings(max_examples=100, deadline=None)
@given(bodies=st.lists(st.sampled_from(BODIES), min_size=1, max_size=5), leading=st.booleans())
def test_each_document_is_the_tree_it_would_be_alone(
    parser: object, line_break: str, bodies: list[str], leading: bool
) -> None:
    bodies = [body.replace("\n", line_break) for body in bodies]
    marker = f"---{line_break}"
    text = (marker if leading else "") + marker.join(bodies)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(READ_TREE, "yaml_events", parser)
        trees = trees_of(text)
    assert len(trees) == len(bodies)
    start = len(marker) * leading
    for body, tree in zip(bodies, trees, strict=True):
        alone = read_tree(SourceText("f", body)).value
        assert alone is not None
        for here, there in zip(scalars_of(tree), scalars_of(alone), strict=True):
            assert here.value == there.value
            assert here.place == there.place.shift(start)
            assert [place - start for place in here.text.starts] == list(there.text.starts)
            assert [place - start for place in here.text.ends] == list(there.text.ends)
        start += len(body) + len(marker)


def test_the_documents_are_those_that_yaml_itself_finds() -> None:
    documents = RandomDocuments(11)
    agreed = 0
    for _ in range(1500):
        text = "\n---\n".join(documents.documents(3))
        try:
            expected = list(yaml.safe_load_all(text))
        except (yaml.YAMLError, ValueError, RecursionError):
            continue
        if read_trees(SourceText("f", text)).diagnostics:
            continue
        agreed += 1
        assert len(trees_of(text)) == len(expected), text
    assert agreed > 50


def test_a_file_of_one_document_is_read_as_by_read_tree() -> None:
    for text in RandomDocuments(12).documents(2000):
        if "---" in text or "..." in text:
            continue
        one, several = read_tree(SourceText("f", text)), read_trees(SourceText("f", text))
        assert several.diagnostics == one.diagnostics
        assert several.value == (None if one.value is None else (one.value,))


def test_comments_and_directives_before_the_first_marker_are_no_document() -> None:
    assert len(trees_of("# one\n\n  # two\n---\na: 1\n---\nb: 2\n")) == 2
    assert len(trees_of("%YAML 1.2\n---\na: 1\n")) == 1
    assert len(trees_of("--- # a note\na: 1\n...\n---\nb: 2\n...\n# the end\n")) == 2


@pytest.mark.parametrize(
    "text", ["k: |\n  ---\n  a\n", "k: 'a\n  --- b'\n", "k: --- a\n", "---a: 1\n", "a: ---\n"]
)
def test_other_points_and_dashes_part_nothing(text: str) -> None:
    assert len(trees_of(text)) == 1


@pytest.mark.parametrize(
    "broken", ["k: [a,\n", "k: 'a\n", "a: b: c\n", "\tx\n", "k: &a b\n", "k: \x07\n", "x: !!int y\n  z: 1\n"]
)
def test_a_broken_document_leaves_the_others_whole(broken: str) -> None:
    text = f"a: 1\n---\n{broken}---\nc: 3\n"
    outcome = read_trees(SourceText("f", text))
    assert outcome.value is not None
    assert [node.entries[0].name for node in outcome.value if isinstance(node, YamlMapping)] == ["a", "c"]
    assert outcome.diagnostics
    (start, end) = text.index(broken), text.index(broken) + len(broken)
    assert all(start <= found.place.start <= end for found in outcome.diagnostics)


def test_every_broken_document_is_told() -> None:
    assert said("a: [\n---\nb: 'x\n---\nc: 1\nc: 2\n") == [
        ("SL011", 3, 4),
        ("SL013", 12, 13),
        ("SL020", 24, 25),
    ]


def test_an_empty_document_between_others_is_told_at_its_marker() -> None:
    assert said("a: 1\n---\n# nothing\n---\nb: 2\n---\n") == [("SL064", 5, 8), ("SL064", 28, 31)]
    assert said("---\n---\na: 1\n") == [("SL064", 0, 3)]
    found = read_trees(SourceText("f", "---\n---\na: 1\n")).diagnostics[0]
    assert found.message == "`---` begins a scene here, and nothing follows"


@pytest.mark.parametrize("text", ["", " \n", "# x\n", "---\n", "---\n# x\n"])
def test_a_file_without_any_content_is_told_once(text: str) -> None:
    outcome = read_trees(SourceText("f", text))
    assert outcome.value is None
    assert [found.code for found in outcome.diagnostics] == ["SL005"]


def test_text_behind_the_end_of_a_document_belongs_to_nothing() -> None:
    assert said("a: 1\n---\nb: 2\n...\nc: 3\n---\nd: 4\n") == [("SL065", 18, 19)]
    assert said("a: 1\n...\nb: 2\n") == [("SL065", 9, 10)]


def test_references_and_duplicate_keys_are_refused_in_each_document() -> None:
    assert codes_of("a: &x 1\n---\nb: *x\n---\nc: 1\nc: 2\n") == ["SL022", "SL022", "SL020"]


def test_the_values_of_all_documents_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenelang.reading.compose.MAX_NODES", 100)
    monkeypatch.setattr(READ_TREE, "MAX_NODES", 100)
    document = "[" + "x," * 40 + "]\n"
    outcome = read_trees(SourceText("f", "---\n".join([document] * 5)))
    assert [found.code for found in outcome.diagnostics] == ["SL027"]
    assert outcome.value is not None
    assert len(outcome.value) == 2


def test_too_many_documents_are_refused_at_the_first_too_many() -> None:
    outcome = read_trees(SourceText("f", "---\na: 1\n" * 1002))
    assert outcome.value is not None
    assert len(outcome.value) == 1000
    assert [(found.code, found.place.start) for found in outcome.diagnostics] == [("SL066", 9000)]


def test_markers_without_end_are_read_no_further() -> None:
    codes = codes_of("---\n" * 1_000_000)
    assert (codes.count("SL064"), codes.count("SL066")) == (1000, 1)
