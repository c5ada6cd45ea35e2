"""Two silent conclusions are to be held at one place, in the same layers, as different words.

Why it hurts: a silent conclusion is read by the unembedding, at the position before its carrier, in the
layers of its depth. Two of one depth with one carrier ask one vector for two words. The loss can only
split itself between them: at the very best each gets half, and the model learns to waver where it should
know.

When to leave it: never as it stands. Let the one rest on the other, so that they lie at two depths; or let
each be carried by a spoken conclusion of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import Latent, Literal
from scenelang.source import Span

_BEATS = """
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key}. [The coat is in the hall]{#coat}. [Ann has a coat]{#ann}.
              - ask: Whose is the key?
              - conclude: |
                  [It is hers]{#answer}, [and she may come in]{#in}.
"""


class TwoWordsAtOnePlace(LintWarning):
    """Two words that one vector is to be read as."""

    code: ClassVar[str] = "SL849"
    title: ClassVar[str] = "`{name}` and `{other}` are held at one place, in the same layers"
    label: ClassVar[str] = "before `{carrier}`, at depth {depth}"
    help: ClassVar[str] = (
        "let one rest on the other, as `{other}, ... => ({name} = ...)`, so that it is held deeper, or let "
        "each be a premise of another spoken conclusion"
    )
    name: str
    other: str
    carrier: str
    depth: int
    first: Span

    def related(self) -> tuple[Related, ...]:
        """The conclusion that is held there as well."""
        return (Related(self.first, "and this one, at the same depth"),)


@lint_rule
class OnePlaceTwoWords(SceneRule):
    """Silent conclusions of one depth and one carrier that read different texts."""

    finding = TwoWordsAtOnePlace
    plain_is_clean = True
    EXAMPLES = (
        good(f"""{_BEATS}
            logic:
              - key, coat => (where = "hall")
              - where, ann => (whose = "Ann")
              - whose => answer
        """),
        good(f"""{_BEATS}
            logic:
              - key => (where = "hall")
              - ann => (whose = "Ann")
              - where, coat => answer
              - whose, answer => in
        """),
        good(f"""{_BEATS}
            logic:
              - key => (where = "hall")
              - coat => (there = "hall")
              - where, there => answer
        """),
        bad(f"""{_BEATS}
            logic:
              - key, coat => (where = "hall")
              - coat, ann => ⟦(whose = "Ann")⟧
              - where, whose => answer
        """),
        bad(f"""{_BEATS}
            logic:
              - key => (where = "hall")
              - ann => ⟦(whose = "Ann")⟧
              - coat => ⟦(what = "wool")⟧
              - where, whose, what => answer
        """),
        bad(f"""{_BEATS}
            logic:
              - key => (where = "hall")
              - where, coat => (whose = "Ann")
              - where, ann => ⟦(who = "she")⟧
              - whose, who => answer
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each silent conclusion that shares its place with one before it."""
        held: dict[tuple[str, int], Latent] = {}
        for step in subject.checked.steps:
            latent = step.step.conclusion
            if not isinstance(latent, Latent):
                continue
            first = held.setdefault((step.carrier, step.depth), latent)
            if _reads(first) != _reads(latent):
                names = latent.name.text, first.name.text
                yield TwoWordsAtOnePlace(latent.place, *names, step.carrier, step.depth, first.place)


def _reads(latent: Latent) -> tuple[object, ...]:
    """What a silent conclusion is read as; a variable by its name."""
    pieces = latent.reads.pieces
    return tuple(piece.text if isinstance(piece, Literal) else (piece.name.text,) for piece in pieces)
