"""A held-out scene has nearly the text of a training scene.

Why it hurts: what is held out measures what a model does with texts that it never saw. Where it did see
one, word for word or nearly so, the measure rises with what the model knows by heart, and nothing says so.

The two are held against each other as `near-duplicate-scenes` does it: by the text that a model reads, and
with its `similarity`, whatever files they lie in. Scenes with `vary` are left out: `holdout` keeps their
instances apart by condition, and they are meant to be alike.

When to leave it: where the held-out scene differs in exactly what is measured, and the rest is meant to be
known. Say so beside the number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.alike.alike_scenes import SIMILARITY
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import CorpusRule, LintWarning, lint_rule
from scenelang.linting.subjects import CorpusSubject
from scenelang.source import Span

_LAMP = """
id: a-lamp
archetype: recall
beats:
  - fact: |
      The lamp in the hall went out in the third week of March, and for a month nobody in the house
      could say whether it was the bulb, the wire or the man who paid the bills.
  - ask: Who knew?
"""


class LeakedScene(LintWarning):
    """A scene that is to be measured is trained on, nearly as it is."""

    code: ClassVar[str] = "SL903"
    title: ClassVar[str] = (
        "{percent} % of this held-out scene and of the training scene `{other}` is the same text"
    )
    label: ClassVar[str] = "held out, and yet trained"
    help: ClassVar[str] = "hold out `{other}` too (`split: held_out`), or give this scene a text of its own"
    other: str
    percent: int
    trained: Span

    def related(self) -> tuple[Related, ...]:
        """The scene that is trained."""
        return (Related(self.trained, "trained on"),)


@lint_rule
class LeakedScenes(CorpusRule):
    """Held-out scenes that are like a training scene, or the same."""

    finding = LeakedScene
    similarity: float = SIMILARITY
    """The share of all runs of three words that must stand in both scenes."""

    EXAMPLES = (
        good(
            """
            split: held_out
            archetype: recall
            beats:
              - fact: |
                  The bill for the hall came in the first week of April, and for once the man who paid it
                  looked at what stood on the back before he put it on the pile with all the others.
              - ask: Who knew?
            """,
            files={"a.scene": _LAMP},
        ),
        good(
            """
            id: lamp
            split: held_out
            archetype: recall
            beats:
              - fact: |
                  The lamp in the hall went out in the third week of March, and for a month nobody in the
                  house could say whether it was the bulb, the wire or the man who paid the bills.
              - ask: Who knew?
            """,
            files={"a.scene": f"split: held_out{_LAMP}"},
        ),
        good(
            """
            split: held_out
            archetype: recall
            beats:
              - fact: The lamp in the hall went out in the third week of March.
              - ask: Who knew?
            """,
            files={"a.scene": _LAMP},
        ),
        bad(
            """
            id: ⟦lamp⟧
            split: held_out
            archetype: recall
            beats:
              - fact: |
                  The lamp in the hall went out in the third week of March, and for a month nobody in the
                  house could say whether it was the bulb, the wire or the man who paid the bills.
              - ask: Who knew?
            """,
            files={"a.scene": _LAMP},
        ),
        bad(
            """
            id: ⟦lamp⟧
            split: held_out
            archetype: recall
            beats:
              - fact: |
                  The [lamp]{#lamp} in the hall went out in the third week of March, and for a month nobody
                  in the house could say whether it was the bulb, the wire or the man who paid for oil.
              - ask: Who knew?
            """,
            files={"z.scene": _LAMP},
        ),
        bad(
            """
            id: ⟦lamp⟧
            split: held_out
            archetype: recall
            beats:
              - fact: |
                  The lamp in the hall went out in the third week of March, and for a month nobody in
                  the house could say whether it was the bulb.
              - ask: Who knew?
            """,
            files={"a.scene": _LAMP},
            options={"similarity": 0.5},
        ),
    )

    def check(self, subject: CorpusSubject) -> Iterator[Diagnostic]:
        """One finding for each held-out scene that is like a training scene."""
        for first, second, share, _ in subject.alike(self.similarity):
            if first.held_out is not second.held_out:
                held, trained = (first, second) if first.held_out else (second, first)
                yield LeakedScene(held.place, trained.id, round(share * 100), trained.place)
