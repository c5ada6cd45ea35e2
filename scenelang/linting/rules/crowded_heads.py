"""Each head of some layers is asked to look at more places at once than it can.

Why it hurts: a head has one whole of attention to give. `each` and named heads bind every head by itself, and
every key is a target of its own: with three keys no head can give any of them more than a third, so the loss
never comes to rest, and a hinge (a recipe's limit above which a target pulls no more) is never reached.

When to leave it: where a third of a head's attention on each key is what is wanted. Two keys a head are left
alone unless `least_share` is raised above one half.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.asked import asked_of, fall_together, layers_meet, names_in_common
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.signals import HeadRuleKind

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene
    from scenelang.lowering import AttentionIntent, Selector

_BINDING = {HeadRuleKind.EACH, HeadRuleKind.NAMED}


class HeadsCrowded(LintWarning):
    """One head is to give more attention than it has."""

    code: ClassVar[str] = "SL861"
    title: ClassVar[str] = "from `{query}`, one head is to look at {count} places at once"
    label: ClassVar[str] = "no place can get more than {share} %"
    help: ClassVar[str] = (
        "write `any` or `top {count}`, name other heads, or give the rules layers of their own"
    )

    query: str
    count: int
    share: int


@lint_rule
class CrowdedHeads(SceneRule):
    """Rules with `each` or named heads that ask for more keys than a head can serve."""

    least_share: float = 0.4
    """The share of a head's attention that each key must be able to get."""

    finding = HeadsCrowded
    plain_is_clean = True
    EXAMPLES = (
        good(
            of_the_key("""
            anchors:
              - answer -> key, coat @ middle each
            """)
        ),
        good(
            of_the_key("""
            anchors:
              - answer -> key, coat, question @ middle top 3
            """)
        ),
        good(
            of_the_key("""
            anchors:
              - answer -> key, coat @ middle each
              - answer -> question @ early each
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - ⟦answer -> key, coat, question @ middle each⟧
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - answer -> key, coat @ middle h0
              - ⟦answer -> question @ all each⟧
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - answer -> key @ late h1, h2
              - answer -> coat @ late h2
              - ⟦answer -> question @ 70%..90% h2, h3⟧
            """)
        ),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each rule that asks too much, with the rules before it."""
        rules = subject.scene.anchors
        if not any(
            rule.heads is not None and rule.heads.kind in _BINDING and not rule.away for rule in rules
        ):
            return
        before: list[AttentionIntent] = []
        for look in asked_of(subject.checked).attention:
            if look.away or look.heads.kind not in _BINDING:
                continue
            keys = _keys(subject.checked, look, before)
            before.append(look)
            if len(keys) * self.least_share > 1:
                yield HeadsCrowded(look.place, look.query.span, len(keys), 100 // len(keys))


def _keys(checked: CheckedScene, look: AttentionIntent, before: list[AttentionIntent]) -> set[Selector]:
    """All that a head of this rule is asked to look at from there."""
    keys = set(look.keys)
    for other in before:
        if (
            fall_together(checked, look.query, other.query)
            and layers_meet(look.layers, other.layers)
            and names_in_common(look.heads, other.heads)
        ):
            keys |= set(other.keys)
    return keys
