"""Supervision that would do nothing is an error with its place; tokens over an edge are reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tokenizer_making import byte_level, saved, word_piece

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic
from scenelang.lowering import LowerOptions, Straddle, load_tokenizer
from scenelang.tokens import TokenProgram

Lower = Callable[..., list]
VARY = "vary:\n  count: 40\n  seed: 1\n  draw:\n    n: {range: 1..40}\n"


def said(found: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{one.code} {one.message}" for one in found]


def under(scene_of: Callable[[str], CheckedScene], body: str, found: Diagnostic) -> str:
    source = Path(scene_of(body).scene.file).read_text(encoding="utf-8")
    return source[found.place.start : found.place.end]


CASES = [
    (
        "a span whose variable is empty",
        VARY + "  let:\n    e: str(n)\n    f: \"''\"\nbeats:\n  - fact: Well ${e} [${f}]{#void} then.\n",
        "SL401 span `void` has no token (first seen in instance 0: n = 3, e = 3, f = )",
        "[${f}]{#void}",
    ),
    (
        "a target before which only white space stands",
        'beats:\n  - fact: " [Adam]{#a} sings."\nlayers:\n  - before a @ late: reads "Mia"\n',
        "SL403 no position produces `a`: it starts the text",
        'before a @ late: reads "Mia"',
    ),
    (
        "only the first token weighs anything",
        'beats:\n  - fact: " Adam"\n',
        "SL404 all loss weights of scene `little` are zero",
        "little",
    ),
    (
        "a text to read that is white space",
        'beats:\n  - fact: Well, [Kel]{#a} sings.\nlayers:\n  - before a @ late: reads " "\n',
        "SL405 the text to read gives no token",
        'before a @ late: reads " "',
    ),
]


@pytest.mark.parametrize(
    ("body", "message", "marked"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_dead_supervision_is_an_error(
    lower: Lower, scene_of: Callable[[str], CheckedScene], body: str, message: str, marked: str
) -> None:
    value, found = lower(body)[0]
    assert value is None
    assert said(found) == [message]
    assert under(scene_of, body, found[0]) == marked


def test_a_key_after_its_query_is_found_where_only_the_shuffle_brings_it_about(lower: Lower) -> None:
    body = (
        VARY + "  shuffle: [fact]\nbeats:\n  - fact: |\n      [Kel]{#a} ${n}\n      x [Mia]{#b} y\n"
        "anchors:\n  - last(b) -> last(a)\n"
    )
    outcomes = lower(body, 40)
    messages = [message for _, found in outcomes for message in said(found)]
    (message,) = messages
    assert message.startswith(
        "SL402 `last(b)` cannot look at `last(a)`, which comes after it (first seen in instance "
    )
    assert any(value is None for value, _ in outcomes)
    assert any(value is not None for value, _ in outcomes)


def test_the_stream_ends_with_the_chunk_that_has_an_error(lower: Lower) -> None:
    body = CASES[0][1]
    outcomes = lower(body, 40, options=LowerOptions(chunk=16))
    assert len(outcomes) == 16
    assert [bool(found) for _, found in outcomes] == [True] + [False] * 15


def test_an_instance_that_cannot_be_made_ends_the_stream_with_its_reason(lower: Lower) -> None:
    body = (
        "vary:\n  count: 100000\n  seed: 1\n  draw:\n    n: {range: 0..3000}\n  let:\n    a: 6 // n\n"
        "beats:\n  - fact: Well, ${a}.\n"
    )
    outcomes = lower(body, 100000)
    assert len(outcomes) < 100000
    assert all(value is not None for value, _ in outcomes[:-1])
    assert said(outcomes[-1].diagnostics) == ["SL321 division by zero"]


STRADDLED = "beats:\n  - fact: The [cro]{#a}wn weighs.\n"


@pytest.mark.parametrize(
    ("policy", "message", "pieces"),
    [
        (Straddle.INCLUDE, "SL406 the token `{0}` reaches over an edge of span `a`", True),
        (Straddle.EXCLUDE, "SL406 the token `{0}` reaches over an edge of span `a`", False),
        (Straddle.ERROR, "SL407 the token `{0}` reaches over an edge of span `a`", None),
    ],
)
def test_a_token_over_an_edge_is_decided_by_the_policy(
    lower: Lower, tmp_path: Path, policy: Straddle, message: str, pieces: bool | None
) -> None:
    tokenizer = load_tokenizer(saved(byte_level(), tmp_path / "model")).value
    body = "beats:\n  - fact: The [silver tak]{#a}es room.\n"
    ((value, found),) = lower(body, tokenizer=tokenizer, options=LowerOptions(policy))
    assert said(found) == [message.format(" takes")]
    if pieces is None:
        assert value is None
        return
    (proof,) = value.certificates
    assert proof.text == "silver tak"
    assert proof.decoded == (" silver takes" if pieces else " silver")


def test_a_policy_that_leaves_a_span_without_a_token_is_an_error(lower: Lower, tmp_path: Path) -> None:
    tokenizer = load_tokenizer(saved(byte_level(), tmp_path / "model")).value
    body = "beats:\n  - fact: The silver [tak]{#a}es room.\n"
    ((value, found),) = lower(body, tokenizer=tokenizer, options=LowerOptions(Straddle.EXCLUDE))
    assert value is None
    assert [one.code for one in found] == ["SL406", "SL401"]


def test_white_space_over_an_edge_is_nothing_to_speak_of(lower: Lower, tmp_path: Path) -> None:
    tokenizer = load_tokenizer(saved(byte_level(), tmp_path / "model")).value
    body = "beats:\n  - fact: The [silver]{#a} takes[ more]{#b} room.\n"
    for policy in Straddle:
        ((value, found),) = lower(body, tokenizer=tokenizer, options=LowerOptions(policy))
        assert not found
        assert [proof.decoded for proof in value.certificates] == [" silver", " more"]


def test_a_row_beyond_the_window_is_refused(lower: Lower) -> None:
    ((value, found),) = lower(
        "beats:\n  - fact: one two three four five\n", options=LowerOptions(max_tokens=3)
    )
    assert value is None
    assert found[0].code == "SL408"
    assert found[0].message.endswith("; a row may have 3")


def test_text_that_the_tokenizer_does_not_know_is_named(lower: Lower, tmp_path: Path) -> None:
    tokenizer = load_tokenizer(saved(word_piece(), tmp_path / "model")).value
    ((value, found),) = lower("beats:\n  - fact: Kel writes 漢 to Mia.\n", tokenizer=tokenizer)
    assert value is not None
    assert said(found) == ["SL453 the tokenizer has no token for `漢`"]


def weights_of(program: TokenProgram) -> dict[str, tuple[float, float]]:
    avoid = program.avoid or (0.0,) * len(program.ids)
    return {
        piece: (weight, avoided)
        for piece, weight, avoided in zip(program.pieces, program.weights, avoid, strict=True)
    }


def test_what_is_avoided_weighs_as_much_against_as_it_would_have_weighed_for(lower: Lower) -> None:
    body = (
        "stratum: knowledge\nbeats:\n  - kind: fact\n    weight: 0.5\n"
        "    text: Well, [so [this [old]{w=0.25}]{avoid} is]{w=2} it.\n"
    )
    ((value, found),) = lower(body)
    assert found == ()
    weights = weights_of(value)
    assert weights[" so"] == (0.3, 0.0)
    assert weights[" this"] == (0.0, 0.3)
    assert weights[" old"] == (0.0, 0.075)
    assert weights[" it"] == (0.15, 0.0)
    assert lower("beats:\n  - fact: Well, [this]{read} is it.\n")[0].value.avoid == ()


def test_an_avoid_of_the_first_token_of_the_text_is_an_error(
    lower: Lower, scene_of: Callable[[str], CheckedScene]
) -> None:
    body = "beats:\n  - fact: '[I]{avoid} sing now.'\n"
    ((value, found),) = lower(body)
    assert value is None
    assert said(found) == ["SL411 no token of this span is avoided"]
    assert under(scene_of, body, found[0]) == "[I]{avoid}"


def test_an_avoided_span_with_an_id_is_named(lower: Lower) -> None:
    ((value, found),) = lower("beats:\n  - fact: '[I]{#first avoid} sing now.'\n")
    assert value is None
    assert said(found) == ["SL411 no token of span `first` is avoided"]


def test_an_avoided_span_without_a_token_is_said_once(lower: Lower) -> None:
    body = CASES[0][1].replace("#void", "#void avoid")
    _, found = lower(body)[0]
    assert [one.code for one in found] == ["SL401"]


def test_a_scene_in_which_everything_is_avoided_is_an_error(lower: Lower) -> None:
    ((value, found),) = lower("beats:\n  - fact: '[Well, this is it.]{avoid}'\n")
    assert value is None
    assert said(found) == ["SL404 all loss weights of scene `little` are zero"]


def test_what_a_knowledge_scene_cannot_ask_is_said(lower: Lower) -> None:
    body = (
        "stratum: knowledge\nbeats:\n  - fact: Well, [Adam]{#a} is [Clara]{#b} and [Bruno]{#c}.\n"
        'logic:\n  - a => (x = "Ana")\n  - x, b => c\nlayers:\n  - before c @ late: reads "Tor"\n'
    )
    ((value, found),) = lower(body)
    assert said(found) == ["SL409 this asks nothing of the layers in a beat of knowledge"]
    assert [target.origin for target in value.hidden] == ["layers.1"]
    assert set(value.weights[1:]) == {0.3}
    assert [target.origin for target in value.attention] == ["logic.1", "logic.2"]


def test_a_beat_without_a_token_has_no_tension_to_read(
    lower: Lower, scene_of: Callable[[str], CheckedScene]
) -> None:
    body = (
        VARY + "  let:\n    e: \"''\"\ntension:\n  doubt: 0.5\n"
        "beats:\n  - fact: Well ${n}.\n  - ask: ${e}\n  - turn: And then.\n"
    )
    value, found = lower(body)[0]
    assert value is None
    assert said(found) == ["SL401 span `ask` has no token (first seen in instance 0: n = 3, e = )"]
    assert under(scene_of, body, found[0]) == "doubt: 0.5"


def test_a_noise_scene_may_weigh_nothing(lower: Lower) -> None:
    ((value, found),) = lower("stratum: noise\nbeats:\n  - fact: Rain, rain, rain.\n")
    assert not found
    assert set(value.weights) == {0.0}
