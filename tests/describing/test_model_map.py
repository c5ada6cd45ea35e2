from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenelang.signals import (
    Answer,
    Gap,
    LayerBand,
    LayerKind,
    LayerMap,
    ModelMap,
    Module,
    Supervision,
    pattern_text,
    runs_text,
    verdict,
    verdicts,
)

FULL = LayerMap()
PLAIN = ModelMap("llama", (FULL,) * 9, 64, 4, 2, 16, 200, 128)
LINEAR = LayerMap(LayerKind.LINEAR, 0, attends=False, parts=frozenset({Module.MLP}))


def test_bands_of_a_model_are_thirds_of_its_layers() -> None:
    assert PLAIN.bands == {
        "early": (0, 1, 2),
        "middle": (3, 4, 5),
        "late": (6, 7, 8),
        "all": (0, 1, 2, 3, 4, 5, 6, 7, 8),
    }
    assert PLAIN.layers_of(LayerBand.index(20)) == ()
    assert PLAIN.layers_of(LayerBand.index(-1)) == (8,)


def test_a_sliding_layer_sees_as_many_tokens_as_its_window_has() -> None:
    layer = LayerMap(LayerKind.SLIDING, 4)
    assert [layer.sees(10, key) for key in (6, 7, 10)] == [False, True, True]


def test_a_chunked_layer_sees_its_own_chunk_alone() -> None:
    layer = LayerMap(LayerKind.CHUNKED, 4)
    assert layer.sees(7, 4)
    assert not layer.sees(8, 7), "a new chunk starts here"


def test_a_layer_without_a_window_sees_everything() -> None:
    assert FULL.sees(100_000, 0)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((), "none"),
        ((3,), "3"),
        ((0, 1, 2), "0..2"),
        ((0, 1, 4, 7, 8), "0..1, 4, 7..8"),
        ((3, 7, 11, 15, 19), "3, 7, ..., 19"),
        ((3, 7, 11), "3, 7, 11"),
    ],
)
def test_numbers_are_said_in_runs(numbers: tuple[int, ...], text: str) -> None:
    assert runs_text(numbers) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["full"] * 30, "30 full"),
        ((["sliding"] * 5 + ["full"]) * 4 + ["sliding"] * 2, "(5 sliding, 1 full) x 4, 2 sliding"),
        (["sliding", "full"] * 13, "(1 sliding, 1 full) x 13"),
        (["full"] * 28 + ["sliding"] * 4, "28 full, 4 sliding"),
        (["full", "full"] + ["sliding", "full"] * 6, "1 full, (1 full, 1 sliding) x 6, 1 full"),
        (["linear", "full", "convolution"], "1 linear, 1 full, 1 convolution"),
    ],
)
def test_what_repeats_over_the_depth_is_said_once(words: list[str], text: str) -> None:
    assert pattern_text(words) == text


@given(st.lists(st.sampled_from(["full", "sliding", "linear"]), min_size=1, max_size=60))
def test_a_pattern_says_every_layer(words: list[str]) -> None:
    said: list[str] = []
    for part in _parts(pattern_text(words)):
        said.extend(part)
    assert said == words


def _parts(text: str) -> list[list[str]]:
    """The pattern read back."""
    parts = []
    while text:
        if text.startswith("("):
            inner, _, text = text[1:].partition(") x ")
            times, _, text = text.partition(", ")
            parts.append([word for part in _parts(inner) for word in part] * int(times))
        else:
            counted, _, text = text.partition(", ")
            number, word = counted.split()
            parts.append([word] * int(number))
    return parts


def test_a_plain_model_takes_all_that_training_has_a_loss_for() -> None:
    found = verdicts(PLAIN)
    assert [one.kind for one in found] == list(Supervision)
    (teacher,) = [one for one in found if one.answer is not Answer.YES]
    assert teacher.kind is Supervision.TEACHER
    assert teacher.why == "it needs a second model, and training has no loss for it"
    assert {one.why for one in found if one is not teacher} == {""}


def test_a_gap_is_a_no_with_its_reason() -> None:
    model = replace(PLAIN, attention_gap=Gap.OWN_CODE, reads_gap=Gap.NO_NORM, residual_gap=Gap.NOT_HANDED_ON)
    answers = {one.kind: (one.answer, one.why) for one in verdicts(model)}
    assert answers[Supervision.ATTENTION] == (Answer.NO, "it has attention code of its own")
    assert answers[Supervision.READS] == (Answer.NO, "its final norm is not found")
    for kind in (Supervision.MIRRORS, Supervision.CONCEPT, Supervision.LABEL, Supervision.TEACHER):
        assert answers[kind] == (Answer.NO, "it does not hand further arguments on to its layers")
    assert answers[Supervision.EXPOSE] == (Answer.YES, "")


def test_a_mixed_model_is_asked_in_some_layers() -> None:
    model = replace(PLAIN, layers=(LINEAR, LINEAR, FULL) * 3)
    found = verdict(model, Supervision.ATTENTION)
    assert (found.answer, found.layers) == (Answer.PARTLY, (2, 5, 8))
    assert found.why == (
        "layers 2, 5, 8 alone have attention that can be supervised; the others are linear (a running state)"
    )
    exposed = verdict(model, Supervision.EXPOSE_ATTENTION)
    assert (
        exposed.why == "layers 2, 5, 8 alone have an attention part; the others are linear (a running state)"
    )
    assert verdict(model, Supervision.EXPOSE_MLP).answer is Answer.YES


def test_one_layer_of_many_is_said_in_the_singular() -> None:
    model = replace(PLAIN, layers=(LINEAR, FULL, LINEAR))
    why = verdict(model, Supervision.ATTENTION).why
    assert why.startswith("layer 1 alone has attention")


def test_nothing_is_claimed_of_an_unknown_family() -> None:
    assert {one.answer for one in verdicts(replace(PLAIN, known=False))} == {Answer.UNKNOWN}


def test_every_gap_has_words() -> None:
    assert all(gap.words for gap in Gap if gap is not Gap.NONE)
    assert Gap.NONE.words == ""
