"""Rules about traps of YAML: what examples cannot show, and that safe fixes leave training alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looked_at import SOUND, covered, mended, said, subject_of

from scenelang.diagnostics import Safety
from scenelang.linting.rule import FileRule
from scenelang.linting.rules.comma_in_item import CommaInItem
from scenelang.linting.rules.comment_cuts_value import CommentCutsValue
from scenelang.linting.rules.comment_in_text import CommentInText
from scenelang.linting.rules.double_blank import DoubleBlank
from scenelang.linting.rules.escaped_line_break import EscapedLineBreak
from scenelang.linting.rules.folded_text import FoldedText
from scenelang.linting.rules.idle_marker import IdleMarker
from scenelang.linting.rules.implicit_type import ImplicitType
from scenelang.linting.rules.leading_blanks import LeadingBlanks
from scenelang.linting.rules.needless_escape import NeedlessEscape
from scenelang.linting.rules.needless_indicator import NeedlessIndicator
from scenelang.linting.rules.needless_tag import NeedlessTag
from scenelang.linting.rules.split_number import SplitNumber
from scenelang.linting.rules.swallowed_beat import SwallowedBeat
from scenelang.linting.rules.trailing_blanks import TrailingBlanks
from scenelang.linting.texts.yaml_types import is_text_to_all
from scenelang.reading import YamlMapping, YamlScalar
from scenelang.rewriting import Law, TrainingProof
from scenelang.source import SourceText

FACT = "  - fact: |\n      [The lamp in the hall is broken]{#lamp}.\n"
FACTS = [
    (FoldedText(), "fact: Now [the lamp\n     in the hall]{#lamp} is\n      broken."),
    (FoldedText(), 'fact: "[The lamp \n      in the\n      hall]{#lamp} is broken.\\n"'),
    (NeedlessIndicator(), "fact: |2\n      [The lamp]{#lamp} is broken."),
    (NeedlessIndicator(), "fact: >-2\n      [The lamp]{#lamp}\n      is broken."),
    (EscapedLineBreak(), 'fact: "[The lamp\\nin the hall]{#lamp}\\n\\nis \\"broken\\": #1.\\n"'),
    (EscapedLineBreak(), 'kind: fact\n    weight: 2\n    text: "[The lamp]{#lamp}\\n is broken."'),
    (NeedlessEscape(), 'fact: "[The l\\u0061mp]{#lamp} \\x69s broken, caf\\u00e9.\\n"'),
    (NeedlessTag(), "fact: !!str |\n      [The lamp]{#lamp} is broken."),
]
SAFE = [
    *((rule, SOUND.replace(FACT, f"  - {fact}\n")) for rule, fact in FACTS),
    (ImplicitType(), SOUND.replace("[dark, hall]", "[yes, 0.10, 2024-01-01]")),
    (NeedlessTag(), SOUND.replace("[dark", "[!!str dark")),
    (IdleMarker(), f"%YAML 1.2\n---\n{SOUND}...\n"),
]


@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("rule", "text"), SAFE, ids=[f"{type(one).__name__}-{number}" for number, (one, _) in enumerate(SAFE)]
)
def test_a_safe_fix_leaves_what_a_model_reads_as_it_was(
    rule: FileRule, text: str, line_break: str, tmp_path: Path
) -> None:
    path = tmp_path / "lamp.scene"
    before = text.replace("\n", line_break)
    after = mended(rule, before, Safety.SAFE)
    assert after != before
    assert said(rule, after) == []
    assert after.count("\r\n") == (after.count("\n") if line_break == "\r\n" else 0)
    proof = TrainingProof((path,))
    sources = SourceText(str(path), before), SourceText(str(path), after)
    assert proof.digest(path, sources[0]).sound == 1
    assert proof.differences(path, *sources, Law.FIX) == ()


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("yes", "the truth value `true`"),
        ("Off", "the truth value `false`"),
        ("N", "the truth value `false`"),
        ("2024-01-01", "a date"),
        ("2024-1-1 10:00:00", "a date"),
        ("1:30", "a number to the base of 60"),
        ("012", "an octal number"),
        ("0o17", "an octal number"),
        ("0x1F", "a number"),
        ("1_000", "a number"),
        ("1e3", "a number"),
        (".5", "a number"),
        (".inf", "a number"),
    ],
)
def test_a_tag_is_named_as_other_readers_take_it(written: str, kind: str) -> None:
    (one,) = said(ImplicitType(), SOUND.replace("[dark, hall]", f"[{written}]"))
    assert (one.code, one.message) == ("SL801", f"other YAML readers take `{written}` for {kind}")


@pytest.mark.parametrize(
    "written", ["1.2.3", "10-20", "yesterday", "nothing", "1990s", "v0.10", "-", "2024-01"]
)
def test_other_words_are_text_to_all(written: str) -> None:
    assert is_text_to_all(written)


@given(st.text("0123456789.:_-+eExobyn~", min_size=1, max_size=8))
def test_what_is_text_to_all_is_text_here_too(written: str) -> None:
    if is_text_to_all(written) and not written.startswith(("-", ":", ".")) and not written.endswith(":"):
        document = subject_of(f"scene: 1\nid: {written}\n").documents[0].node
        node = document.get("id") if isinstance(document, YamlMapping) else None
        assert not isinstance(node, YamlScalar) or node.is_text


@pytest.mark.parametrize(
    "text",
    [
        '  - {fact: "The lamp\\nis broken."}\n',
        '  - fact: "The lamp\\nis broken."  # a note\n',
        '  - fact: " The lamp\\nis broken."\n',
        '  - fact: "The lamp\\n\\ais broken."\n',
        '  - ? fact\n    : "The lamp\\nis broken."\n',
    ],
    ids=["flow", "comment behind", "leading blank", "control sign", "explicit key"],
)
def test_a_text_that_would_not_be_the_same_as_a_block_keeps_its_escapes(text: str) -> None:
    (one,) = said(EscapedLineBreak(), SOUND.replace(FACT, text))
    assert (one.code, one.fix()) == ("SL811", None)


def test_a_text_with_empty_lines_is_not_put_on_one_line() -> None:
    (one,) = said(FoldedText(), SOUND.replace(FACT, "  - fact: The lamp\n\n      is\n      broken.\n"))
    assert (one.code, one.fix()) == ("SL802", None)


@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_comment_moves_out_of_a_text_with_the_line_break_of_the_file(line_break: str) -> None:
    text = SOUND.replace("is broken]{#lamp}.\n", "is broken]{#lamp}.\n      # TODO: which one?\n")
    expected = SOUND.replace("  - fact: |\n", "  # TODO: which one?\n  - fact: |\n")
    assert mended(CommentInText(), text.replace("\n", line_break)) == expected.replace("\n", line_break)


def test_headings_may_begin_a_line_where_the_project_says_so() -> None:
    text = SOUND.replace("is broken]{#lamp}.\n", "is broken]{#lamp}.\n      # Lamps\n")
    assert covered(CommentInText(), text) == ["# Lamps"]
    assert said(CommentInText(headings=True), text) == []


def test_two_spaces_behind_a_sentence_may_be_allowed() -> None:
    text = SOUND.replace("[The lamp", "Night fell.  [The lamp").replace("[in the", "[in  the")
    assert covered(DoubleBlank(), text) == ["  ", "  "]
    (one,) = said(DoubleBlank(after_sentences=True), text)
    assert text[: one.place.start].endswith("[in")


@pytest.mark.parametrize(
    "prose",
    [
        "# Lamps\n      They shine.",
        "They shine:  # all of them",
        "x = 1  # one",
        "~~~\n      # one\n      ~~~",
    ],
    ids=["heading", "no sentence", "code", "fence"],
)
def test_headings_and_comments_of_code_are_no_lost_comments(prose: str) -> None:
    text = SOUND.replace("is broken]{#lamp}.\n", f"is broken]{{#lamp}}.\n      {prose}\n")
    assert said(CommentInText(), text) == []


def test_a_comment_with_a_blank_behind_its_sign_is_a_comment() -> None:
    assert said(CommentCutsValue(), SOUND.replace("=> answer", "=> answer  # the main step")) == []
    (one,) = said(CommentCutsValue(), SOUND.replace("=> answer", "=> answer #main"))
    assert (one.code, one.message) == ("SL813", "`#main` is a comment: what counts is `lamp => answer`")


def test_a_beat_that_slid_into_the_text_above_is_found_by_its_block_or_its_kind() -> None:
    for line in ("- turn: |", "- ask(bo): Where?", "- conclude: It is dark.", "logic:"):
        text = SOUND.replace("is broken]{#lamp}.\n", f"is broken]{{#lamp}}.\n      {line}\n")
        assert covered(SwallowedBeat(), text) == [line]
    for line in ("- Ann: three", "- so it is", "answer: none", "logic: none"):
        text = SOUND.replace("is broken]{#lamp}.\n", f"is broken]{{#lamp}}.\n      {line}\n")
        assert said(SwallowedBeat(), text) == []


def test_one_line_off_by_one_is_told_of_and_a_list_is_not() -> None:
    for blanks, count in ((6, 0), (7, 1), (8, 0)):
        line = f"{' ' * blanks}Nobody saw it.\n"
        text = SOUND.replace("is broken]{#lamp}.\n", f"is broken]{{#lamp}}.\n{line}")
        assert len(said(LeadingBlanks(), text)) == count


@given(st.lists(st.sampled_from(["1,000", "2,500", "7", "Ann", "3,141,592"]), min_size=2, max_size=5))
def test_numbers_with_commas_are_put_together_again(values: list[str]) -> None:
    vary = f"vary:\n  count: 2\n  draw:\n    n: [{', '.join(values)}]\n"
    expected = [value for value in values if "," in value]
    assert covered(SplitNumber(), SOUND + vary) == expected
    fixed = mended(SplitNumber(), SOUND + vary)
    assert said(SplitNumber(), fixed) == []
    assert said(CommaInItem(), fixed) == []


@given(st.lists(st.tuples(st.sampled_from(["Snow", "lay", "on"]), st.integers(0, 3)), min_size=1, max_size=6))
def test_no_line_ends_in_a_blank_after_the_fix(words: list[tuple[str, int]]) -> None:
    lines = "".join(f"      {word}{' ' * blanks}\n" for word, blanks in words)
    text = SOUND.replace(FACT, f"  - fact: |\n{lines}")
    assert len(said(TrailingBlanks(), text)) == sum(blanks > 0 for _, blanks in words)
    assert " \n" not in mended(TrailingBlanks(), text)
