"""What a scene says to every one of its instances, whichever of them are compiled to compare.

Takes: a scene and the plan of its instances.
Gives: plain data, equal where all instances draw from the same values in the same way, and read the same text
around them.
May assume: the scene has instances.
Never does: make an instance; look at marks of spans, which the compiled instances show.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scenelang.model import BeatText, Latent, Literal, Reads, Scene, Template
from scenelang.printing import essence

if TYPE_CHECKING:
    from scenelang.expanding import DrawPool, InstancePlan


def said_to_all(scene: Scene, plan: InstancePlan) -> tuple[object, ...]:
    """What is drawn, computed, turned down, shuffled and held out, and the texts that the values stand in.

    Nothing for a scene without `vary`: its one instance says all of it.
    """
    vary = scene.vary
    if vary is None:
        return ()
    pools = tuple(map(_drawn, plan.pools))
    computed = (essence(vary.lets), essence(vary.where), essence(vary.holdout))
    texts = tuple(tuple(_signs(beat.text)) for beat in scene.beats)
    read = sorted({repr(essence(template)) for template in _templates(scene)})
    return vary.count, vary.seed, pools, computed, plan.shuffled, texts, read


def _drawn(pool: DrawPool) -> tuple[object, ...]:
    values = pool.values if isinstance(pool.values, range) else tuple(pool.values)
    return pool.names, values, pool.distinct, pool.numbers


def _signs(text: BeatText) -> Iterator[str | tuple[str]]:
    """A text sign by sign, a variable as one, however it is cut into spans."""
    for leaf in text.leaves():
        if isinstance(leaf, Literal):
            yield from leaf.text
        else:
            yield (leaf.name.text,)


def _templates(scene: Scene) -> Iterator[Template]:
    """What layers must read."""
    yield from (step.conclusion.reads for step in scene.logic if isinstance(step.conclusion, Latent))
    yield from (rule.target.text for rule in scene.layers if isinstance(rule.target, Reads))
