"""From a checked scene and its instances to token programs, streamed.

Takes a `CheckedScene`, its `InstancePlan` and a `SceneTokenizer`. Gives one `Outcome` per instance, in order;
all that the scene as a whole has to say comes with the first. May assume that both were checked.
Never holds more than one chunk of instances; never says the same thing of two instances.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic, Outcome, Refusal
from scenelang.expanding import Instance, InstancePlan
from scenelang.lowering.lower_options import LowerOptions
from scenelang.lowering.model_checks import ModelChecks
from scenelang.lowering.order import plan_supervision
from scenelang.lowering.scene_tokenizer import SceneTokenizer
from scenelang.tokens import TokenProgram


def lower_scene(
    checked: CheckedScene,
    plan: InstancePlan,
    tokenizer: SceneTokenizer,
    options: LowerOptions | None = None,
    numbers: Iterable[int] | None = None,
) -> Iterator[Outcome[TokenProgram]]:
    """The token programs of a scene.

    An instance with an error gives no value. The chunk in which the first error shows is finished, so that
    other errors show too, and then the stream ends: what is wrong in one instance is as a rule wrong in all.

    Args:
        checked: The scene.
        plan: Its instances.
        tokenizer: What cuts its text into tokens.
        options: Straddle policy, longest row and size of a chunk; the defaults when left out.
        numbers: Which instances; all of them when left out.
    """
    # Here, and not above: a lint that only asks for a scene's plan does without numpy.
    from scenelang.lowering.instance_lowering import InstanceLowering  # noqa: PLC0415

    supervision = plan_supervision(checked)
    options = options or LowerOptions()
    lowering = InstanceLowering(checked, supervision, tokenizer, options)
    checks = None if options.model is None else ModelChecks(options.model, checked, supervision, tokenizer)
    pending: tuple[Diagnostic, ...] = supervision.notes + (checks.of_scene() if checks else ())
    instances = _made(plan, range(len(plan)) if numbers is None else numbers)
    while chunk := list(islice(instances, options.chunk)):
        sound = [made.instance for made in chunk if made.instance is not None]
        unmade = [Outcome[TokenProgram](None, (made.problem,)) for made in chunk if made.problem is not None]
        broken = False
        for lowered in chain(lowering.lower(sound), unmade):
            value, found = checks.of_instance(lowered) if checks else lowered
            broken = broken or value is None
            yield Outcome(value, pending + found)
            pending = ()
        if broken:
            return


class _Made(NamedTuple):
    instance: Instance | None
    problem: Diagnostic | None


def _made(plan: InstancePlan, numbers: Iterable[int]) -> Iterator[_Made]:
    """The instances; the first one that cannot be made is the last."""
    for number in numbers:
        try:
            made = _Made(plan.instance(number), None)
        except Refusal as refusal:
            yield _Made(None, refusal.diagnostic)
            return
        yield made
