"""A tokenizer knows the letters of a scene only as bytes.

Why it hurts: a character that is not in the vocabulary is cut into its bytes, two to four tokens that mean
nothing alone. A text in a script that the tokenizer hardly saw becomes several times as long, its spans have
no token that holds a word, and a target at the last token of a span stands on a third of a letter.

When to leave it: for a few signs, such as emoji; `share` says how much of a scene may be torn.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, ProgramRule, lint_rule
from scenelang.linting.subjects import ProgramSubject

if TYPE_CHECKING:
    from scenelang.tokens import TokenProgram

_BYTES = '[tokenizers]\nbytes = "tokenizers/bytes"\n'


class CharactersTorn(LintWarning):
    """Much of a scene is read as bytes."""

    code: ClassVar[str] = "SL882"
    title: ClassVar[str] = "`{tokenizer}` cuts {percent} % of the characters of `{scene}` into bytes"
    label: ClassVar[str] = "{tokens} tokens for {characters} characters"
    help: ClassVar[str] = "use a tokenizer that knows this script; `share` in the options sets the limit"

    tokenizer: str
    scene: str
    percent: int
    tokens: int
    characters: int


@lint_rule
class TornCharacters(ProgramRule):
    """Scenes of whose characters a tokenizer cuts more than `share` into several tokens."""

    share: float = 0.2
    """The share of a scene's characters that may be torn."""

    finding = CharactersTorn
    EXAMPLES = (
        good(
            """
            id: lamp
            archetype: recall
            beats:
              - fact: The lamp is broken.
              - ask: Where is it dark?
            """,
            settings=_BYTES,
        ),
        good(
            """
            id: lamp
            archetype: recall
            beats:
              - fact: The lamp is broken, and nobody \u2014 nobody \u2014 mends it.
              - ask: Where is it dark?
            """,
            settings=_BYTES,
        ),
        good("""
            id: lamp
            archetype: recall
            beats:
              - fact: \u041b\u0430\u043c\u043f\u0430 \u0440\u0430\u0437\u0431\u0438\u0442\u0430.
              - ask: \u0413\u0434\u0435 \u0442\u0435\u043c\u043d\u043e?
        """),
        bad(
            """
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - fact: \u041b\u0430\u043c\u043f\u0430 \u0440\u0430\u0437\u0431\u0438\u0442\u0430.
              - ask: \u0413\u0434\u0435 \u0442\u0435\u043c\u043d\u043e?
            """,
            settings=_BYTES,
        ),
        bad(
            """
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - fact: \u96fb\u7403\u58de\u4e86\u3002
              - ask: Where?
            """,
            settings=_BYTES,
        ),
        bad(
            """
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - fact: The lamp is broken.
              - ask: \u0413\u0434\u0435 \u0442\u0435\u043c\u043d\u043e?
            """,
            settings=_BYTES + 'single = "tokenizers/glued"\n',
        ),
    )

    def check(self, subject: ProgramSubject) -> Iterator[Diagnostic]:
        """One finding for a scene and a tokenizer, at the scene's id."""
        scene = subject.checked.scene
        for view in subject.views:
            if not view.programs:
                continue
            program = view.programs[0]
            characters = sum(not sign.isspace() for sign in _text(program))
            torn = _torn(program)
            if torn > self.share * characters:
                percent = min(100, round(100 * torn / characters))
                yield CharactersTorn(
                    scene.id.place, view.name, scene.id.text, percent, len(program.ids), characters
                )


def _text(program: TokenProgram) -> str:
    pairs = zip(program.pieces, program.sources, strict=True)
    return "".join(piece for number, (piece, _) in enumerate(pairs) if not _goes_on(program, number))


def _goes_on(program: TokenProgram, number: int) -> bool:
    """True for a token that is a further part of the character of the one before it."""
    here = program.sources[number]
    return number > 0 and here[0] >= 0 and here == program.sources[number - 1]


def _torn(program: TokenProgram) -> int:
    """How many characters are several tokens."""
    goes_on = [False, *(_goes_on(program, number) for number in range(1, len(program.ids))), False]
    return sum(now and not after for now, after in pairwise(goes_on))
