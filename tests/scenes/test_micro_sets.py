"""Every instance of every micro-set asks what it seems to ask, and nothing held out was trained on."""

from __future__ import annotations

from pathlib import Path

import pytest
from library import SCENES, scenes_in, tokenizer
from micro_solvers import SOLVERS

from scenelang.compile import PlannedScene
from scenelang.lowering import lower_scene
from scenelang.model import Latent, Literal
from scenelang.tokens import Split, TokenProgram

MICRO = sorted((SCENES / "micro").glob("*.scene"))
COUNT = 150


def programs(scene: PlannedScene) -> list[TokenProgram]:
    lowered = lower_scene(scene.checked, scene.plan, tokenizer(None), numbers=range(COUNT))
    made = [outcome.value for outcome in lowered if outcome.value is not None]
    assert len(made) == COUNT
    return made


def silent_words(scene: PlannedScene, program: TokenProgram) -> tuple[str, ...]:
    binding = dict(program.binding)
    templates = [
        step.conclusion.reads for step in scene.checked.scene.logic if isinstance(step.conclusion, Latent)
    ]
    return tuple(
        "".join(
            piece.text if isinstance(piece, Literal) else binding[piece.name.text]
            for piece in template.pieces
        )
        for template in templates
    )


def test_every_micro_set_has_a_solver() -> None:
    assert {path.stem for path in MICRO} == set(SOLVERS)
    assert len(MICRO) >= 6


@pytest.mark.parametrize("path", MICRO, ids=lambda path: path.stem)
def test_the_answers_and_the_silent_values_are_those_of_an_independent_solver(path: Path) -> None:
    for scene in scenes_in(path):
        for program in programs(scene):
            solution = SOLVERS[path.stem]("".join(program.pieces))
            said = next(proof.text for proof in program.certificates if proof.span == "answer")
            assert solution.answer in said.rstrip(".").split(), (scene.checked.scene.id.text, said)
            assert silent_words(scene, program) == solution.silent


@pytest.mark.parametrize("path", MICRO, ids=lambda path: path.stem)
def test_a_longer_scene_is_held_out_whole_and_no_held_out_binding_is_trained_on(path: Path) -> None:
    scenes = scenes_in(path)
    longer = [scene for scene in scenes if scene.checked.scene.held_out]
    trained = [scene for scene in scenes if not scene.checked.scene.held_out]
    assert longer
    assert trained
    for scene in longer:
        assert {scene.plan.instance(number).split for number in range(COUNT)} == {Split.HELD_OUT}
    for scene in trained:
        vary = scene.checked.scene.vary
        assert vary is not None
        assert vary.holdout is not None
        names = [name.text for name in vary.holdout.by]
        assert names
        keys: dict[Split, set[tuple[str, ...]]] = {split: set() for split in Split}
        for number in range(2_000):
            made = scene.plan.instance(number)
            keys[made.split].add(tuple(made.binding[name] for name in names))
        assert keys[Split.TRAIN]
        assert keys[Split.HELD_OUT]
        by_share = vary.holdout.where is None
        assert not by_share or not keys[Split.TRAIN] & keys[Split.HELD_OUT]


def longest_chain(scene: PlannedScene) -> int:
    return max((step.depth for step in scene.checked.steps), default=0)


@pytest.mark.parametrize("path", MICRO, ids=lambda path: path.stem)
def test_what_is_held_out_by_length_is_longer_than_anything_trained(path: Path) -> None:
    scenes = scenes_in(path)
    lengths = {
        held: max(
            (longest_chain(scene), max(len(program.pieces) for program in programs(scene)))
            for scene in scenes
            if scene.checked.scene.held_out is held
        )
        for held in (False, True)
    }
    assert lengths[True] > lengths[False]
