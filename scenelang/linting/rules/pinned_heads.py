"""A rule binds every head of all layers to look at one place.

Why it hurts: heads do different things, and most of what they do a scene says nothing of. `each` over all
layers asks the first layer and the last, heads for grammar and heads for copying, to look at the same words.
A pretrained model forgets what it could do; a new one learns one pattern many times over.

When to leave it: in a test of how much attention can be moved at all. Otherwise write the layers that are
meant, or leave the heads to `any`. Staying away (`-/>`) binds all heads by nature and is not told of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.asked import share_of_layers
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import AttentionRule
from scenelang.signals import NAMED_BANDS, HeadRuleKind


class HeadsPinned(LintWarning):
    """All heads of nearly all layers are told where to look."""

    code: ClassVar[str] = "SL863"
    title: ClassVar[str] = "every head in layers {layers} is bound to look at `{key}`"
    label: ClassVar[str] = "nothing is left free"
    help: ClassVar[str] = "name a band such as `@ middle`, or write `any` or `top 2` in place of `each`"

    layers: str
    key: str


@lint_rule
class PinnedHeads(SceneRule):
    """Attention rules with `each` over more layers than `most` allows."""

    most: float = 0.75
    """The share of the layers that a rule with `each` may take."""

    finding = HeadsPinned
    plain_is_clean = True
    EXAMPLES = (
        good(
            of_the_key("""
            anchors:
              - answer -> key @ middle each
            """)
        ),
        good(
            of_the_key("""
            anchors:
              - answer -> key
            """)
        ),
        good(
            of_the_key("""
            anchors:
              - answer -/> garden @ all each
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - ⟦answer -> key @ all each⟧
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - question -> garden @ early each
              - ⟦answer -> key, coat @ 0..-1 each⟧
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - ⟦last(question) -> key @ 10%..100% each w 0.2⟧
            """)
        ),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such rule."""
        for rule in subject.scene.anchors:
            if self._pins(rule):
                layers = "all" if rule.layers in {None, NAMED_BANDS["all"]} else str(rule.layers)
                yield HeadsPinned(rule.place, layers, rule.keys[0].span.text)

    def _pins(self, rule: AttentionRule) -> bool:
        if rule.away or rule.heads is None or rule.heads.kind is not HeadRuleKind.EACH:
            return False
        return share_of_layers(rule.layers or NAMED_BANDS["all"]) > self.most
