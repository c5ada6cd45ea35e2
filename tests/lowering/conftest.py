"""Lowering in one step: scene text in, token programs out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import pytest

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Outcome
from scenelang.expanding import plan_instances
from scenelang.lowering import LowerOptions, SceneTokenizer, load_tokenizer, lower_scene
from scenelang.tokens import TokenProgram

Lower = Callable[..., list[Outcome[TokenProgram]]]


@pytest.fixture(scope="session")
def built_in() -> SceneTokenizer:
    tokenizer = load_tokenizer().value
    assert tokenizer is not None
    return tokenizer


@pytest.fixture
def lower(scene_of: Callable[[str], CheckedScene], built_in: SceneTokenizer) -> Lower:
    """The first outcomes of a scene's body."""

    def run(
        body: str,
        count: int = 1,
        tokenizer: SceneTokenizer | None = None,
        options: LowerOptions | None = None,
    ) -> list[Outcome[TokenProgram]]:
        checked = scene_of(body)
        plan = plan_instances(checked).value
        assert plan is not None
        return list(islice(lower_scene(checked, plan, tokenizer or built_in, options), count))

    return run


@pytest.fixture
def program(lower: Lower) -> Callable[..., TokenProgram]:
    """The program of a scene that has nothing wrong with it."""

    def run(body: str, **choices: object) -> TokenProgram:
        ((value, found),) = lower(body, **choices)
        assert value is not None, [one.message for one in found]
        assert not found, [one.message for one in found]
        return value

    return run
