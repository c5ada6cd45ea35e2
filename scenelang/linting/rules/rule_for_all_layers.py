"""A rule under `layers` asks the same of nearly every layer.

Why it hurts: a model works its way from words to thoughts. A word that has to be read off the first layer as
well as the last leaves no room for that way: the state is bound to one thing at every depth, and whatever the
layers between would have done with the place is trained away.

When to leave it: for a probe that only reads along (`label` with a small weight). Otherwise name the depth at
which the thing should be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.asked import share_of_layers
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_ONE_LAYER = re.compile(r" @ \d+%?")
_THIRDS = frozenset({"", " @ early", " @ middle", " @ late"})


class AllLayersAsked(LintWarning):
    """One thing is asked of the residual stream at every depth."""

    code: ClassVar[str] = "SL864"
    title: ClassVar[str] = "this asks the same of layers {layers}"
    label: ClassVar[str] = "no layer is left free at this place"
    help: ClassVar[str] = "name the depth that is meant, such as `@ 60%` or `@ middle`"

    layers: str


@lint_rule
class RuleForAllLayers(SceneRule):
    """Layer rules that take more of the layers than `most` allows."""

    most: float = 0.75
    """The share of the layers that a rule may take."""

    finding = AllLayersAsked
    EXAMPLES = (
        good(
            of_the_key("""
            layers:
              - before answer @ 60%: reads "coat"
            """)
        ),
        good(
            of_the_key("""
            layers:
              - last key: label place = coat
            """)
        ),
        good(
            of_the_key("""
            layers:
              - before answer @ 30%..90%: reads "coat"
            """)
        ),
        bad(
            of_the_key("""
            layers:
              - ⟦before answer @ all: reads "coat"⟧
            """)
        ),
        bad(
            of_the_key("""
            layers:
              - before answer @ 60%: reads "coat"
              - ⟦last key @ 0..-1: label place = coat⟧
            """)
        ),
        bad(
            of_the_key("""
            layers:
              - ⟦last coat @ 0%..90%: mirrors key⟧
            """)
        ),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether a rule takes other layers than those of a usual third, or one."""
        bands = [rule.band for rule in scene.layers if rule.band not in _THIRDS]
        return self.most < 0.5 or not all(map(_ONE_LAYER.fullmatch, bands))

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such rule."""
        for rule in subject.scene.layers:
            if rule.layers is not None and share_of_layers(rule.layers) > self.most:
                yield AllLayersAsked(rule.place, str(rule.layers))
