"""What a scene asks for is held against a model, each thing at its place, once for all instances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.expanding import plan_instances
from scenelang.lowering import LowerOptions, load_tokenizer, lower_scene
from scenelang.lowering.model_rows import row_problems
from scenelang.signals import Gap, LayerKind, LayerMap, ModelMap, Module
from scenelang.source import Span
from scenelang.tokens import RecalledText, TokenProgram

SceneOf = Callable[[str], CheckedScene]

FULL = LayerMap()
LINEAR = LayerMap(LayerKind.LINEAR, 0, attends=False, parts=frozenset({Module.MLP}))
PLAIN = ModelMap("llama", (FULL,) * 6, 64, 4, 2, 16, 100_000, 1000)
SLIDING = replace(PLAIN, layers=(LayerMap(LayerKind.SLIDING, 6),) * 6)
MIXED = replace(PLAIN, layers=(LayerMap(LayerKind.SLIDING, 6), FULL) * 3)
HYBRID = replace(PLAIN, family="jamba", layers=(LINEAR, LINEAR, FULL) * 2)

TEXT = (
    "beats:\n  - fact: So it was [Kel]{#a} who wrote.\n"
    "  - think: Now after a good many more words than a narrow window holds it was [Bo]{#b}.\n"
)


@pytest.fixture
def against(scene_of: SceneOf) -> Callable[..., tuple[str, list[Outcome[TokenProgram]]]]:
    """The text of a scene, and what becomes of its instances for a model."""

    def run(rules: str, model: ModelMap, text: str = TEXT) -> tuple[str, list[Outcome[TokenProgram]]]:
        checked = scene_of(text + rules)
        plan, tokenizer = plan_instances(checked).value, load_tokenizer().value
        assert plan is not None
        assert tokenizer is not None
        lowered = lower_scene(checked, plan, tokenizer, LowerOptions(model=model, chunk=4))
        return Path(checked.scene.file).read_text(encoding="utf-8"), list(islice(lowered, 40))

    return run


Against = Callable[..., tuple[str, list[Outcome[TokenProgram]]]]


def only(outcomes: list[Outcome[TokenProgram]], code: str) -> Diagnostic:
    (found,) = [one for outcome in outcomes for one in outcome.diagnostics if one.code == code]
    return found


def test_a_scene_that_fits_is_compiled_as_without_a_model(against: Against) -> None:
    rules = "anchors:\n  - b -> a @ late top 2\n  - b -> a @ 0..5 h0, h3\n"
    text, [outcome] = against(rules, PLAIN)
    assert text
    assert outcome.value is not None
    assert outcome.diagnostics == ()


ALONE = "layers 2, 5 alone have"
OTHERS = "; the others are linear (a running state)"
JAMBA = "a `jamba` model cannot be asked"
SUPERVISED = f"{ALONE} attention that can be supervised{OTHERS}"


class Case(NamedTuple):
    """Rules of a scene, the model they do not fit, what is said, and the text under it."""

    rules: str
    model: ModelMap
    code: str
    message: str
    marked: str


CASES = {
    "a band without a layer": Case(
        "anchors:\n  - b -> a @ 20..24\n",
        PLAIN,
        "SL440",
        "`anchors.1` asks for layers 20..24, and the model has 6 layers",
        "b -> a @ 20..24",
    ),
    "a band of a layer target without a layer": Case(
        "layers:\n  - at b @ 6: label mood = glad\n",
        PLAIN,
        "SL440",
        "`layers.1` asks for layers 6, and the model has 6 layers",
        "at b @ 6: label mood = glad",
    ),
    "exposure to layers that are not there": Case(
        "expose: 7\n",
        PLAIN,
        "SL440",
        "`expose` asks for layers 7, and the model has 6 layers",
        "7",
    ),
    "a head that is not there": Case(
        "anchors:\n  - b -> a @ late h0, h4\n",
        PLAIN,
        "SL441",
        "`anchors.1` asks for head h4, and the model has 4 heads a layer",
        "b -> a @ late h0, h4",
    ),
    "more heads than a layer has": Case(
        "anchors:\n  - b -> a @ 3 top 5\n",
        PLAIN,
        "SL442",
        "`anchors.1` asks for the top 5 heads, and layers 3 have 4",
        "b -> a @ 3 top 5",
    ),
    "a key that no layer sees": Case(
        "anchors:\n  - b -> a @ late\n",
        SLIDING,
        "SL443",
        "`anchors.1` looks 27 tokens back, and layers 4..5 of the model see 6 tokens",
        "b -> a @ late",
    ),
    "a key that some layers see": Case(
        "anchors:\n  - b -> a @ late\n",
        MIXED,
        "SL444",
        "`anchors.1` is left to layers 5: it looks 27 tokens back, and the others see 6",
        "b -> a @ late",
    ),
    "layers without attention in a band": Case(
        "anchors:\n  - b -> a @ late\n",
        HYBRID,
        "SL444",
        f"`anchors.1` is left to layers 5: {SUPERVISED}",
        "b -> a @ late",
    ),
    "a band without attention": Case(
        "anchors:\n  - b -> a @ 0..1\n",
        HYBRID,
        "SL448",
        f"`anchors.1` asks for attention in layers 0..1; {JAMBA}: {SUPERVISED}",
        "b -> a @ 0..1",
    ),
    "a part that some layers do not have": Case(
        "expose: attention @ early\n",
        HYBRID,
        "SL448",
        f"`expose` asks for the attention parts in layers 0..1; {JAMBA}: {ALONE} an attention part{OTHERS}",
        "attention @ early",
    ),
    "a row that is too long": Case(
        "",
        replace(PLAIN, context=10),
        "SL445",
        "scene little has 37 tokens, and the model reads at most 10",
        "little",
    ),
    "attention of a model that shows none": Case(
        "anchors:\n  - b -> a @ late\n  - b -> a @ early\n",
        replace(PLAIN, family="falcon", attention_gap=Gap.OWN_CODE),
        "SL448",
        "`anchors.1` asks for attention; a `falcon` model cannot be asked: it has attention code of its own",
        "b -> a @ late",
    ),
    "reading off a model whose norm is not found": Case(
        'layers:\n  - before b @ late: reads "Bo"\n',
        replace(PLAIN, reads_gap=Gap.NO_NORM),
        "SL448",
        "`layers.1` asks for reads; a `llama` model cannot be asked: its final norm is not found",
        'before b @ late: reads "Bo"',
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_does_not_fit_is_said_at_its_place(against: Against, name: str) -> None:
    rules, model, code, message, marked = CASES[name]
    text, outcomes = against(rules, model)
    found = only(outcomes, code)
    assert found.message == message
    assert text[found.place.start : found.place.end] == marked
    assert found.help_text


def test_an_error_of_a_row_leaves_no_program(against: Against) -> None:
    _, outcomes = against("anchors:\n  - b -> a @ late\n", SLIDING)
    assert [outcome.value for outcome in outcomes] == [None]
    assert only(outcomes, "SL443").help_text == (
        "no layer of this model sees that far, or bring the two places closer"
    )


def test_help_names_the_layers_that_can_do_it(against: Against) -> None:
    _, outcomes = against("anchors:\n  - b -> a @ 4\n", MIXED)
    assert only(outcomes, "SL443").help_text == "give it layers among 1, 3, 5, or bring the two places closer"
    _, outcomes = against("logic:\n  - a => b\n", MIXED)
    assert only(outcomes, "SL443").help_text == (
        "give it layers among 1, 3, 5 in the archetype, under `depth_bands`, or bring the two places closer"
    )
    _, outcomes = against("anchors:\n  - b -> a @ 0..1\n", HYBRID)
    assert only(outcomes, "SL448").help_text.startswith("choose layers 2, 5; or compile without `--model`")


def test_a_kind_that_cannot_be_had_is_said_once_with_a_count(against: Against) -> None:
    rules = "anchors:\n  - b -> a @ late\n  - b -> a @ early\n  - b -> a @ 99\n"
    _, outcomes = against(rules, replace(PLAIN, attention_gap=Gap.OWN_CODE))
    found = only(outcomes, "SL448")
    assert found.label_text == "cannot be supervised, here and by 2 more rules"
    assert [one.code for outcome in outcomes for one in outcome.errors] == ["SL448"]


def test_what_scenes_ask_for_by_themselves_is_a_warning(against: Against) -> None:
    tension = "tension:\n  doubt: 0.1 -> 0.9\n"
    text, [outcome] = against(tension, replace(PLAIN, residual_gap=Gap.NOT_HANDED_ON))
    assert outcome.value is not None
    found = only([outcome], "SL449")
    assert found.message == (
        "a `llama` model cannot be asked for tension: it does not hand further arguments on to its layers"
    )
    assert found.place.file.endswith(".scene")
    assert text


def test_a_token_that_the_model_does_not_know_is_shown_in_the_text(against: Against) -> None:
    _, fitting = against("", PLAIN)
    program = fitting[0].value
    assert program is not None
    largest = max(program.ids)
    text, outcomes = against("", replace(PLAIN, vocabulary=largest))
    found = only(outcomes, "SL446")
    piece = program.pieces[program.ids.index(largest)]
    assert found.message == (f"`{piece}` is token {largest}, and the model knows tokens 0 to {largest - 1}")
    assert text[found.place.start : found.place.end] == piece
    _, outcomes = against("", replace(PLAIN, vocabulary=largest + 1))
    assert not [one for outcome in outcomes for one in outcome.errors]


def test_a_token_of_recalled_or_template_text_has_its_own_place(against: Against) -> None:
    _, [outcome] = against("", PLAIN)
    program = outcome.value
    assert program is not None
    here, small = Span(program.file, 1, 2), replace(PLAIN, vocabulary=max(program.ids))
    number = program.ids.index(max(program.ids))
    recalled = replace(program, recalled=(RecalledText("other", "other.scene", number, number + 1),))
    (found,) = row_problems(small, recalled, here, "")
    assert found.place == Span("other.scene", *program.sources[number])
    (found,) = row_problems(small, replace(program, sources=((-1, -1),) * len(program.ids)), here, "")
    assert found.place == here


def test_a_tokenizer_that_knows_more_than_the_model_is_a_warning(against: Against) -> None:
    tokenizer = load_tokenizer().value
    assert tokenizer is not None
    size = tokenizer.vocab_size
    _, [outcome] = against("", replace(PLAIN, vocabulary=size - 1))
    assert outcome.value is not None
    found = only([outcome], "SL447")
    assert found.message == f"the tokenizer knows {size} tokens, and the model {size - 1}"
    assert found.place.file == "tokenizer"
    _, [outcome] = against("", replace(PLAIN, vocabulary=size))
    assert outcome.diagnostics == ()


VARY = "vary:\n  count: 30\n  seed: 1\n  draw:\n    n: {range: 1..3000}\n    m: {range: 1..2}\n"
VARIED = (
    "beats:\n  - fact: So it was [Kel ${n}]{#a} who wrote.\n"
    "  - think: Now after a good many more words than a narrow window holds ${m} it was [Bo]{#b}.\n"
)


@pytest.mark.parametrize(
    ("rules", "model", "code"),
    [
        ("anchors:\n  - b -> a @ 99\n", PLAIN, "SL440"),
        ("anchors:\n  - b -> a @ late\n", MIXED, "SL444"),
        ("anchors:\n  - b -> a @ late\n", HYBRID, "SL444"),
        ("anchors:\n  - b -> a @ late\n", SLIDING, "SL443"),
        ("", replace(PLAIN, context=10), "SL445"),
    ],
)
def test_many_instances_say_it_once(against: Against, rules: str, model: ModelMap, code: str) -> None:
    _, outcomes = against(rules + VARY, model, VARIED)
    found = only(outcomes, code)
    if code in {"SL443", "SL445"}:
        assert "(first seen in instance 0: n = " in found.message
        assert len(outcomes) == 4, "the chunk of the first error is the last"
    else:
        assert len(outcomes) == 30 or code == "SL440"


def test_chunks_hide_what_lies_in_another_chunk(against: Against) -> None:
    chunked = replace(PLAIN, layers=(LayerMap(LayerKind.CHUNKED, 16),) * 6)
    _, outcomes = against("anchors:\n  - b -> a @ late\n", chunked)
    assert only(outcomes, "SL443").message.endswith("layers 4..5 of the model see 16 tokens")
    _, [outcome] = against(
        "anchors:\n  - b -> a @ late\n", replace(PLAIN, layers=(LayerMap(LayerKind.CHUNKED, 64),) * 6)
    )
    assert outcome.diagnostics == ()


def test_nothing_is_said_of_what_an_unknown_family_can_take(against: Against) -> None:
    rules = 'anchors:\n  - b -> a @ late\nlayers:\n  - before b @ late: reads "Bo"\n'
    _, [outcome] = against(rules, replace(PLAIN, known=False))
    assert outcome.diagnostics == ()
