"""A training scene recalls a held-out scene inline.

Why it hurts: with `recall: inline` the other scene's text stands before this one in the same window. Its
tokens weigh nothing, but the model reads them at every step of training and is asked to look back at them.
So it is no longer a text that the model never saw.

When to leave it: where only what is asked about the text is measured, and the text itself may be known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.source import Span

_KEY = """
id: key
{split}archetype: recall
beats:
  - fact: The [key]{{#key}} is in the coat.
  - ask: Who knew?
"""
_HELD = _KEY.format(split="split: held_out\n")
_TRAINED = _KEY.format(split="")


class RecalledHeldOut(LintWarning):
    """A held-out text is read in training."""

    code: ClassVar[str] = "SL904"
    title: ClassVar[str] = "`{other}` is held out, and this training scene recalls its text"
    label: ClassVar[str] = "puts the text of `{other}` into a training row"
    help: ClassVar[str] = "hold this scene out too (`split: held_out`), or take `recall: inline` out"
    other: str
    held: Span

    def related(self) -> tuple[Related, ...]:
        """The scene that is held out."""
        return (Related(self.held, "held out"),)


@lint_rule
class RecalledHeldOutScenes(SceneRule):
    """Training scenes with `recall: inline` that refer to a held-out scene."""

    finding = RecalledHeldOut
    plain_is_clean: ClassVar[bool] = True
    EXAMPLES = (
        good(
            """
            recall: inline
            archetype: recall
            beats:
              - fact: It is dark in the house.
              - ask: Where is it?
              - conclude: It is [in the coat]{#answer}.
            self:
              - answer recalls key#key
            """,
            files={"a.scene": _TRAINED},
        ),
        good(
            """
            archetype: recall
            beats:
              - fact: It is dark in the house.
              - ask: Where is it?
              - conclude: It is [in the coat]{#answer}.
            self:
              - answer recalls key#key
            """,
            files={"a.scene": _HELD},
        ),
        good(
            """
            split: held_out
            recall: inline
            archetype: recall
            beats:
              - fact: It is dark in the house.
              - ask: Where is it?
              - conclude: It is [in the coat]{#answer}.
            self:
              - answer recalls key#key
            """,
            files={"a.scene": _HELD},
        ),
        bad(
            """
            recall: ⟦inline⟧
            archetype: recall
            beats:
              - fact: It is dark in the house.
              - ask: Where is it?
              - conclude: It is [in the coat]{#answer}.
            self:
              - answer recalls key#key
            """,
            files={"a.scene": _HELD},
        ),
        bad(
            """
            split: train
            recall: ⟦inline⟧
            archetype: recall
            beats:
              - fact: It is dark in the house.
              - ask: Where is it?
              - conclude: It is [in the coat]{#answer}.
            logic:
              - key#key => answer
            """,
            files={"a.scene": _HELD},
        ),
        bad(
            """
            recall: ⟦inline⟧
            archetype: recall
            beats:
              - fact: It is dark in the house.
              - ask: Where is it?
              - conclude: It is [in the coat]{#answer}.
            self:
              - answer recalls key
              - answer recalls other#other
            """,
            files={
                "a.scene": _HELD,
                "b.scene": _TRAINED.replace("key", "other"),
            },
        ),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each held-out scene that stands in a training row."""
        scene, place = subject.scene, subject.scene.recall_place
        if scene.held_out or place is None:
            return
        for recalled in subject.checked.recalled:
            if recalled.scene.held_out:
                yield RecalledHeldOut(place, recalled.scene.id.text, recalled.scene.id.place)
