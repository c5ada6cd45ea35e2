"""What a scene asks of attention and layers weighs far more than its text, or far less.

Why it hurts: every target is a term of the loss beside that of the words. One unit of weight for each learned
token is much already; where `w 300` stands for `w 3`, the gradient of one batch is that of one rule. A set
of which some scenes ask a hundred times as much as others trains on these alone.

The mass is the sum of the weights of all targets: of logic and its bindings, references, anchors, layers
and the courses under `tension`. It is held against the text that is learned, four characters for a token and
no scene having fewer than ten, so that a task with an answer of one word may have the steps that it needs.

When to leave it: where `w` is used on one scale in the whole set, and the recipe weighs targets down as a
whole; then set `most` to that scale. `least`, off by default, finds scenes that ask for next to nothing, in
a set whose point is what it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.asked import asked_of
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.learned_text import learned_of

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_CHARACTERS = 4
_FEWEST_TOKENS = 10
_WEIGHT = re.compile(r".* w (\d{1,6}(?:\.\d{1,6})?)")
_ONE = ("", "1")
"""What a rule weighs that writes no weight."""
_CALM = "anchors:\n  - answer -> key @ middle w 2\n"
_HEAVY = "anchors:\n  - answer -> key @ middle w 300\n"


class MassOff(LintWarning):
    """The targets of a scene are out of proportion to its text."""

    code: ClassVar[str] = "SL871"
    title: ClassVar[str] = "the targets of `{scene}` weigh {share:.2g} for each token that is learned"
    label: ClassVar[str] = "{mass:.4g} for {tokens} tokens or so; {limit:g} is {word}"
    help: ClassVar[str] = (
        "look at the `w` of its rules; `most` and `least` set what a token may have beside it"
    )

    scene: str
    share: float
    mass: float
    tokens: int
    limit: float
    word: str


@lint_rule
class SupervisionMass(SceneRule):
    """Scenes whose targets weigh more than `most`, or less than `least`, for each learned token."""

    most: float = 5.0
    """The greatest weight of targets for each learned token."""

    least: float = 0.0
    """The least weight of targets for each learned token; 0 asks for none."""

    finding = MassOff
    EXAMPLES = (
        good(of_the_key(_CALM)),
        good(of_the_key("")),
        good(of_the_key("logic:\n  - key, coat => answer\n"), options={"least": 0.05}),
        good(of_the_key(_HEAVY), options={"most": 20.0}),
        bad("id: ⟦heavy⟧\n" + of_the_key(_HEAVY)),
        bad("id: ⟦heavy⟧\n" + of_the_key("layers:\n  - last answer @ middle: mirrors key w 1000\n")),
        bad("id: ⟦heavy⟧\n" + of_the_key(_CALM), options={"most": 0.05}),
        bad(
            "id: ⟦light⟧\n" + of_the_key("layers:\n  - last coat: mirrors key w 0.1\n"),
            options={"least": 0.05},
        ),
        bad(
            """
            id: ⟦heavy⟧
            archetype: recall
            beats:
              - fact: "[The [key]{#key} is in the [coat]{#coat} that hangs in the hall.]{read}"
              - ask: "[Where is it, then? It is in the]{read} [coat]{#answer}."
            anchors:
              - answer -> key w 30
              - answer -> coat w 30
            """
        ),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether the targets may weigh so much; no span is counted as learned."""
        if self.least > 0:
            return True
        mass: float = len(scene.references) + len(scene.beats) * len(scene.tension)
        mass += sum([2 + len(step.premises) for step in scene.logic])
        for tail in [rule.tail for rule in scene.anchors] + [rule.tail for rule in scene.layers]:
            found = _WEIGHT.fullmatch(tail) if " w " in tail else _ONE
            if found is None:
                return True
            mass += float(found[1])
        if mass <= self.most * _FEWEST_TOKENS:
            return False
        if scene.uses_beats or not all(beat.weight for beat in scene.beats):
            return True
        free = scene.length - len(scene.beats) - sum([len(span.text) for span in scene.spans])
        return mass > self.most * free / _CHARACTERS

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for a scene, at its id."""
        scene = subject.scene
        plan = asked_of(subject.checked)
        mass = sum(look.weight for look in plan.attention) + sum(hold.weight for hold in plan.hidden)
        learned = sum(length.learned for length in learned_of(subject.checked))
        tokens = max(_FEWEST_TOKENS, round(learned / _CHARACTERS))
        share = mass / tokens
        if share > self.most:
            yield MassOff(scene.id.place, scene.id.text, share, mass, tokens, self.most, "the most")
        elif share < self.least and learned:
            yield MassOff(scene.id.place, scene.id.text, share, mass, tokens, self.least, "the least")
