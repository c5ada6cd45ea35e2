"""What a checked scene knows: spans, steps, depths, carriers."""

from __future__ import annotations

import pytest
from scene_files import checked, codes

TWO_HOP = """beats:
  - fact: |
      [Ann writes to Bo.]{#first} [Bo writes to Cy.]{#second}
  - ask: "[From [Ann]{#start}, two steps:]{#question} [Cy]{#answer}"
"""


def test_beats_are_named_by_their_kind_and_numbered_where_it_stands_twice() -> None:
    scene = checked("beats:\n  - fact: A.\n  - distract: B.\n  - fact: C.\n  - ask: D?\n")
    assert scene.beat_ids == ("fact.1", "distract", "fact.2", "ask")
    assert set(scene.spans) == set(scene.beat_ids)


def test_spans_know_their_beat_their_order_and_what_is_inside() -> None:
    spans = checked(TWO_HOP).spans
    by_order = sorted(spans.values(), key=lambda entry: entry.order)
    assert [entry.id for entry in by_order] == [
        "first",
        "second",
        "fact",
        "start",
        "question",
        "answer",
        "ask",
    ]
    assert spans["question"].inner == ("start",)
    assert spans["ask"].inner == ("question", "start", "answer")
    assert (spans["fact"].beat, spans["answer"].beat) == (0, 1)
    assert spans["ask"].marked is None
    assert spans["start"].marked is not None


def test_a_marked_span_takes_the_name_of_its_beat() -> None:
    spans = checked("beats:\n  - fact: 'So it [is]{#fact}.'\n  - ask: Why?\n").spans
    assert spans["fact"].marked is not None


def test_a_latent_step_is_carried_by_the_spoken_conclusion_that_rests_on_it() -> None:
    scene = checked(
        TWO_HOP + 'logic:\n  - start, first => (bridge = "Bo")\n  - bridge, second => answer\n'
        "self:\n  - answer answers question\n"
    )
    assert [(step.premises, step.carrier, step.depth) for step in scene.steps] == [
        (("start", "first"), "answer", 1),
        (("second",), "answer", 2),
    ]
    assert scene.depth == 2


def test_a_latent_step_under_another_is_carried_by_what_rests_on_both() -> None:
    scene = checked(
        TWO_HOP + 'logic:\n  - first => (a = "x")\n  - s: a => (b = "y")\n  - s, second => answer\n'
    )
    assert [(step.carrier, step.depth) for step in scene.steps] == [
        ("answer", 1),
        ("answer", 2),
        ("answer", 3),
    ]


def test_the_first_of_two_spoken_conclusions_carries_a_latent_one() -> None:
    scene = checked(
        TWO_HOP + 'logic:\n  - b, start => answer\n  - first => (b = "x")\n  - b => start\n'
        "self:\n  - answer recalls second\n"
    )
    assert [step.carrier for step in scene.steps] == ["answer", "start", "start"]
    assert [step.depth for step in scene.steps] == [3, 1, 2]


def test_a_step_by_name_stands_for_its_conclusion_and_premises_count_once() -> None:
    scene = checked(TWO_HOP + "logic:\n  - s1: first => second\n  - s1, second, first => answer\n")
    assert scene.steps[1].premises == ("second", "first")


def test_a_scene_without_logic_has_no_depth() -> None:
    assert checked(TWO_HOP).depth == 0


def test_the_depth_is_the_longest_path() -> None:
    logic = "logic:\n  - first => second\n  - second => start\n  - first, start => answer\n"
    assert [step.depth for step in checked(TWO_HOP + logic).steps] == [1, 2, 3]


def test_a_chain_of_a_thousand_steps_is_no_trouble() -> None:
    steps = "".join(f'  - b{i} => (b{i + 1} = "x")\n' for i in range(1000))
    scene = checked(TWO_HOP + 'logic:\n  - first => (b0 = "x")\n' + steps + "  - b1000 => answer\n")
    assert scene.depth == 1002


@pytest.mark.parametrize("stratum", ["thinking", "knowledge"])
def test_a_scene_of_weight_zero_is_refused(stratum: str) -> None:
    text = f"stratum: {stratum}\nbeats:\n  - {{kind: fact, weight: 0, text: A.}}\n  - ask: '[B?]{{w=0}} '\n"
    assert codes(text) == ["SL221"]


def test_noise_may_weigh_nothing() -> None:
    assert codes("stratum: noise\nbeats:\n  - fact: '[A.]{read}'\n  - ask: '[B?]{w=0}'\n") == []


def test_a_beat_that_is_revised_as_a_whole_weighs_nothing() -> None:
    text = "beats:\n  - fact: A.\n  - ask: '[B?]{read #b}'\nself:\n  - b revises fact\n"
    assert codes(text) == ["SL221"]


def test_two_separate_circles_are_both_told() -> None:
    logic = "logic:\n  - first => second\n  - second => first\n  - start => answer\n  - answer => start\n"
    assert codes(TWO_HOP + logic) == ["SL213", "SL213"]


def test_what_rests_on_a_circle_is_not_told_as_well() -> None:
    logic = 'logic:\n  - first => second\n  - second => first\n  - second => (b = "x")\n  - start => answer\n'
    assert codes(TWO_HOP + logic) == ["SL213"]
