"""The printed form of a token program reads back to the very same program."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from random_programs import programs

from scenelang.signals import HeadRule, HeadRuleKind, LayerBand, Module
from scenelang.source import Span
from scenelang.tokens import (
    AttentionTarget,
    ExposedTokens,
    HiddenKind,
    HiddenTarget,
    RecalledText,
    SpanCertificate,
    Split,
    TokenProgram,
    print_program,
    read_program,
)

PLACE = Span("s", 10, 20)
PROGRAM = TokenProgram(
    scene="hop",
    file="s",
    instance=3,
    binding=(("a", "Kel"),),
    split=Split.HELD_OUT,
    archetype="recall",
    stratum="thinking",
    language="en",
    tags=("x", "y z"),
    tokenizer="f00",
    ids=(5, 6),
    pieces=(" Kel", "\n"),
    weights=(0.0, 0.3),
    beats=(0, 0),
    sources=((1, 5), (-1, -1)),
    axes=("doubt",),
    tension=((0.1,),),
    curriculum=0.1,
    attention=(
        AttentionTarget(
            (1,),
            ((0,), (0, 1)),
            False,
            LayerBand.percent(50),
            HeadRule(HeadRuleKind.TOP, 2),
            1.0,
            "logic.1",
            PLACE,
        ),
    ),
    hidden=(HiddenTarget((1,), LayerBand.index(-1), HiddenKind.READS, 1.0, "logic.1", PLACE, token=5),),
    certificates=(SpanCertificate("a", 0, 1, "Kel", " Kel"),),
)
PRINTED = """\
program 2
scene "hop"
file "s"
instance 3
binding "a" "Kel"
split held_out
archetype "recall"
stratum "thinking"
language "en"
tags "x" "y z"
tokenizer "f00"
rendering "plain"
prerequisites
axes "doubt"
curriculum 0.1
tension 0.1
token 0 id 5 " Kel" weight 0.0 beat 0 source 1 5
token 1 id 6 "\\n" weight 0.3 beat 0 source -1 -1
attention 1 to 0|0,1 layers percent 50 50 heads top 2 weight 1.0 origin "logic.1" at "s" 10 20
hidden 1 reads layers index -1 -1 weight 1.0 origin "logic.1" token 5 others - name "" value "" at "s" 10 20
certificate "a" 0 1 "Kel" " Kel"
"""


NEW_PARTS = replace(
    PROGRAM,
    avoid=(0.0, 0.5),
    exposure=(ExposedTokens(0, 2, Module.ATTENTION, LayerBand.percent(0, 50), PLACE),),
    prerequisites=("first", "second"),
    recalled=(RecalledText("first", "f.scene", 0, 1),),
    rendering="chat",
)
NEW_LINES = {
    'rendering "plain"': 'rendering "chat"',
    "prerequisites": 'prerequisites "first" "second"',
    "tension 0.1": 'tension 0.1\nrecalled "first" "f.scene" 0 1',
    "weight 0.3": "weight 0.3 avoid 0.5",
    "certificate": 'exposure 0 2 attention layers percent 0 50 at "s" 10 20\ncertificate',
}


def test_a_program_prints_as_one_fact_a_line() -> None:
    assert print_program(PROGRAM) == PRINTED


def test_avoided_tokens_exposure_and_recalled_texts_have_lines_of_their_own() -> None:
    expected = PRINTED
    for old, new in NEW_LINES.items():
        expected = expected.replace(old, new)
    assert print_program(NEW_PARTS) == expected
    assert read_program(expected).value == NEW_PARTS


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs())
def test_printing_and_reading_give_the_same_program(program: TokenProgram) -> None:
    text = print_program(program)
    assert text.isprintable() or set(filter(lambda sign: not sign.isprintable(), text)) == {"\n"}
    assert read_program(text).value == program


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("program 2", "program 1", "line 1 of the token program does not read: 1 stands where 2 is expected"),
        (
            'scene "hop"',
            "scene hop",
            "line 2 of the token program does not read: hop stands where a quoted text is expected",
        ),
        (
            "instance 3",
            "instance three",
            "line 4 of the token program does not read: three stands where a whole number is expected",
        ),
        ("instance 3", "instance 3 4", "line 4 of the token program does not read: 4 is one item too many"),
        ("instance 3\n", "", "line 4 of the token program should be the `instance` line"),
        (
            "split held_out",
            "split test",
            "line 6 of the token program does not read: test stands where train or held_out is expected",
        ),
        (
            'language "en"',
            'language "en',
            "line 9 of the token program does not read: a quote is not closed, or items touch",
        ),
        (
            'tokenizer "f00"',
            'tokenizer "\\q"',
            'line 11 of the token program does not read: "\\q" stands where a quoted text is expected',
        ),
        (
            "curriculum 0.1",
            "curriculum",
            "line 15 of the token program does not read: the line ends where a number is expected",
        ),
        (
            "tension 0.1",
            "tension 0.1,x",
            "line 16 of the token program does not read: 0.1,x stands where a list of numbers is expected",
        ),
        (
            "0|0,1",
            "0|a",
            "line 19 of the token program does not read: 0|a stands where lists of whole numbers is expected",
        ),
        (
            "weight 0.3",
            "weight 0.3 avoided 1.0",
            "line 18 of the token program does not read: avoided stands where avoid or beat is expected",
        ),
        (
            "certificate",
            'exposure 0 2 heads layers percent 0 50 at "s" 10 20\ncertificate',
            (
                "line 21 of the token program does not read: "
                "heads stands where all or attention or mlp is expected"
            ),
        ),
        (
            "tension 0.1",
            'tension 0.1\nrecalled "first" 0 1',
            "line 17 of the token program does not read: 0 stands where a quoted text is expected",
        ),
        (" 10 20\nhidden", " 20 10\nhidden", "line 19 of the token program does not read: 20 10 is no range"),
        (
            '" Kel"\n',
            '" Kel"\ntag "late"\n',
            "line 22 of the token program should be the end, or a line of an earlier kind in its place",
        ),
    ],
)
def test_a_broken_line_is_named(old: str, new: str, message: str) -> None:
    broken = PRINTED.replace(old, new) if old != '" Kel"\n' else PRINTED + 'tag "late"\n'
    assert broken != PRINTED
    value, found = read_program(broken, "golden.txt")
    assert value is None
    assert [one.message for one in found] == [message]
    assert found[0].place.file == "golden.txt"


def test_a_broken_line_is_pointed_at_and_its_form_told() -> None:
    (found,) = read_program(PRINTED.replace("token 1 id 6", "token 1 id x")).diagnostics
    line = 'token 1 id x "\\n" weight 0.3 beat 0 source -1 -1'
    assert PRINTED.replace("token 1 id 6", "token 1 id x")[found.place.start : found.place.end] == line
    assert found.help_text == (
        "a `token` line is written "
        '`token NUMBER id NUMBER "PIECE" weight NUMBER [avoid NUMBER] beat NUMBER source START END`'
    )


def test_a_text_that_ends_early_says_what_is_missing() -> None:
    (found,) = read_program('program 2\nscene "hop"\n').diagnostics
    assert found.message == "line 3 of the token program should be the `file` line"
    assert found.label_text == "this is `the end of the text`"


def test_an_empty_text_is_no_program() -> None:
    assert [one.code for one in read_program("").diagnostics] == ["SL491"]
