"""Variables are found wherever a scene may use them."""

from __future__ import annotations

from scene_files import codes

FACTS = "beats:\n  - fact: '[A]{#a} [B]{#b}'\n  - ask: '[C]{#c}'\n"
DRAW = "vary:\n  count: 2\n  draw: {x: [p, q], n: {range: 1..3}}\n"


def test_a_latent_conclusion_uses_a_variable() -> None:
    logic = 'logic:\n  - a => (k = "${x} and ${n}")\n  - k => c\n'
    assert codes(FACTS + logic + DRAW) == []
    assert codes(FACTS + logic) == ["SL231", "SL231"]


def test_layer_targets_use_variables() -> None:
    layers = 'layers:\n  - at c @ late: reads "${x}"\n  - at c @ late: label sum = ${n}\n'
    assert codes(FACTS + layers + DRAW) == []
    assert codes(FACTS + layers.replace("${n}", "${m}") + DRAW) == ["SL230"]


def test_expressions_use_variables_through_functions_and_signs() -> None:
    used = '  where: not (upper(x) == "P" and -n < 0)\n'
    assert codes(FACTS + DRAW + used) == []
    assert codes(FACTS + DRAW + used.replace("-n", "-m")) == ["SL230"]


def test_a_computed_value_may_use_the_one_above_it() -> None:
    lets = "  let: {m: n * 2, k: m + 1}\n  where: x != 'z' and k > 1\n"
    assert codes(FACTS + DRAW + lets) == []


def test_a_variable_that_nothing_uses_is_told() -> None:
    assert codes(FACTS + DRAW) == ["SL233", "SL233"]


def test_a_holdout_share_leaves_both_sides_something() -> None:
    holdout = "  where: x != 'z' and n > 0\n  holdout: {by: [x, n], share: %s}\n"
    assert codes(FACTS + DRAW + holdout % "10%") == []
    assert codes(FACTS + DRAW + holdout % "0%") == ["SL237"]
    assert codes(FACTS + DRAW + holdout % "100%") == ["SL237"]


def test_a_holdout_may_have_a_condition_in_place_of_a_share() -> None:
    where = "  where: x != 'z'\n  holdout: {where: %s}\n"
    assert codes(FACTS + DRAW + where % "n > 2") == []
    assert codes(FACTS + DRAW + where % "m > 2") == ["SL230"]
    assert codes(FACTS + DRAW + where.replace("{where", "{by: [x], share: 0%%, where") % "n > 2") == ["SL237"]


def test_a_scene_that_is_held_out_whole_has_nothing_left_to_hold_out() -> None:
    holdout = "  where: x != 'z' and n > 0\n  holdout: {by: [x], share: 10%}\n"
    assert codes("split: held_out\n" + FACTS + DRAW + holdout) == ["SL269"]
    assert codes("split: train\n" + FACTS + DRAW + holdout) == []
