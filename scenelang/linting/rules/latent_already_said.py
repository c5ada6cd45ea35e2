"""A silent conclusion is a word that the text has said before the place where it is to be held.

Why it hurts: a silent conclusion is what the text does not say: the layers are to hold it because the
premises come to it. If the word stands in the window already, it can be copied from there, and a model
that copies meets the target as well as one that infers. Measured under the lens, both look alike.

When to leave it: where the word is one of several that the text offers, and choosing among them is the
thought, as in a chain of names. Many good scenes do that, and so the rule is off until a project asks for
it. A silent conclusion with a variable is that in nearly every case, and is never told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.running_text import place_in, running_text
from scenelang.model import Latent, Literal
from scenelang.source import Span

_BEATS = """
            archetype: recall
            beats:
              - fact: |
                  [Mist does not travel by cart]{#cart}. [The brewers drank nothing but beer]{#beer}.
              - ask: What killed the others?
              - conclude: |
                  It was [the water from the pump]{#answer}.
"""


class SaidBefore(LintWarning):
    """A silent conclusion that was said aloud."""

    code: ClassVar[str] = "SL852"
    title: ClassVar[str] = "the text says `{word}` before it is to be held in silence"
    label: ClassVar[str] = "can be copied, and need not be inferred"
    help: ClassVar[str] = "say it in other words there, or conclude a word that the text leaves unsaid"
    word: str
    said: Span | None

    def related(self) -> tuple[Related, ...]:
        """Where the text says it."""
        return () if self.said is None else (Related(self.said, "said here"),)


@lint_rule
class LatentAlreadySaid(SceneRule):
    """Silent conclusions that stand word for word before their carrier."""

    finding = SaidBefore
    is_on = False
    EXAMPLES = (
        good(f"""{_BEATS}
            logic:
              - cart, beer => (drink = "water")
              - drink => answer
        """),
        good(f"""{_BEATS}
            logic:
              - cart => (how = "dr")
              - how, beer => answer
        """),
        good("""
            archetype: recall
            vary:
              count: 2
              draw:
                a, b, c: {from: [Ann, Bo, Cy], distinct: true}
            beats:
              - facts: |
                  [${a} writes to ${b}]{#first}. [${b} writes to ${c}]{#second}.
              - ask: |
                  Who reads the letter of ${a} last? [${c}]{#answer}
            logic:
              - first => (bridge = "${b}")
              - bridge, second => answer
        """),
        bad(f"""{_BEATS}
            logic:
              - cart, beer => (drink = ⟦"beer"⟧)
              - drink => answer
        """),
        bad(f"""{_BEATS}
            logic:
              - beer => (who = ⟦"the others"⟧)
              - who, cart => (what = "water")
              - what => answer
        """),
        bad(f"""{_BEATS}
            logic:
              - cart => (what = ⟦" MIST"⟧)
              - what, beer => answer
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such conclusion."""
        silent = [step for step in subject.checked.steps if isinstance(step.step.conclusion, Latent)]
        if not silent:
            return
        text = running_text(subject.scene, subject.checked.beat_ids)
        for step in silent:
            latent = step.step.conclusion
            assert isinstance(latent, Latent)
            word = _word(latent)
            said = _found(word, text.before(step.carrier))
            if said is not None:
                yield SaidBefore(latent.reads.place, word, place_in(subject.scene, *said))


def _word(latent: Latent) -> str:
    """What is held, blanks at its ends aside; empty where it holds a variable."""
    pieces = latent.reads.pieces
    parts = [piece.text for piece in pieces if isinstance(piece, Literal)]
    return "".join(parts).strip() if len(parts) == len(pieces) else ""


def _found(word: str, text: str) -> tuple[int, int] | None:
    """Where a text says something first, as words of their own."""
    if not word:
        return None
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    return None if found is None else found.span()
