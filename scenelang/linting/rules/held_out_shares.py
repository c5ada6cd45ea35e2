"""Too few scenes of a set are held out, or too many.

Why it hurts: with too few, what is measured on them is chance; with too many, the set trains on less than
its count says. Nobody sees either in a single file.

Counted are scenes with `split: held_out` among those that do not vary: `holdout` splits the others. The
finding stands at the first scene that is counted. This rule is off by itself; runs of few scenes, as of one
file, are left alone.

When to leave it: where what is measured lies in another folder and is linted apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.example_texts import in_the_dark
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import CorpusRule, LintWarning, lint_rule
from scenelang.linting.subjects import CorpusSubject


class HeldOutShare(LintWarning):
    """The share of held-out scenes is out of bounds."""

    code: ClassVar[str] = "SL918"
    title: ClassVar[str] = "{count} of {all} scenes are held out; {least} % to {most} % are wanted"
    label: ClassVar[str] = "among all scenes of this run"
    help: ClassVar[str] = "write `split: held_out` into more scenes, or take it out of some"
    count: int
    all: int
    least: int
    most: int


@lint_rule
class HeldOutShares(CorpusRule):
    """A share of held-out scenes that is too small or too large."""

    finding = HeldOutShare
    is_on: ClassVar[bool] = False
    at_least: float = 0.02
    """The least share of scenes that must be held out."""
    at_most: float = 0.3
    """The largest share of scenes that may be held out."""
    scenes: int = 20
    """Runs of fewer scenes are left alone."""

    EXAMPLES = (
        good(
            """
            id: lamp
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            split: held_out
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f="", g="", h=""),
            options={"scenes": 4},
        ),
        good(
            """
            id: lone
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f=""),
            options={"scenes": 3},
        ),
        bad(
            """
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f="", g=""),
            options={"scenes": 3},
        ),
        bad(
            """
            id: ⟦lamp⟧
            split: held_out
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f="", g=""),
            options={"scenes": 3},
        ),
        bad(
            """
            id: ⟦lamp⟧
            split: train
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f="split: held_out\n", g=""),
            options={"scenes": 3, "at_least": 0.4, "at_most": 0.6},
        ),
    )

    def check(self, subject: CorpusSubject) -> Iterator[Diagnostic]:
        """One finding for the whole run."""
        fixed = [scene for scene in subject.scenes if not scene.varies]
        if not fixed or len(fixed) < self.scenes:
            return
        held = sum(scene.held_out for scene in fixed)
        if not self.at_least <= held / len(fixed) <= self.at_most:
            bounds = round(100 * self.at_least), round(100 * self.at_most)
            yield HeldOutShare(fixed[0].place, held, len(fixed), *bounds)
