"""Of a word that a layer is to read, a tokenizer gives only the beginning.

Why it hurts: `reads` and latent conclusions ask for the first token of their text. Where the word is several
tokens, that is a beginning such as ` K`, which many words share: the layer learns to hold a syllable, and the
target says less under this tokenizer than under another. Nothing is wrong with the scene, so nothing else
tells of it.

When to leave it: where the first token is all but the word (`least_share` is how much of the word it must
hold). Otherwise choose a shorter or a commoner word. Of several words the first counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.as_tokens.token_views import view_names
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, ProgramRule, lint_rule
from scenelang.linting.subjects import BUILT_IN, ProgramSubject, TokenView
from scenelang.model import Latent, Literal, Reads, Template
from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene
    from scenelang.tokens import TokenProgram

_BYTES = '[tokenizers]\nbytes = "tokenizers/bytes"\n'
_BOTH = _BYTES + 'single = "tokenizers/single"\n'
_WORD_SIGNS = " \t\n\u2581#"


class ReadsBeginning(LintWarning):
    """Only part of a word is asked for."""

    code: ClassVar[str] = "SL883"
    title: ClassVar[str] = "of `{word}`, only `{token}` is read under {tokenizers}"
    label: ClassVar[str] = "several tokens, and the first is all that is asked for"
    help: ClassVar[str] = "choose a word that is one token there, or a tokenizer that knows this one"

    word: str
    token: str
    tokenizers: str


@lint_rule
class PartialRead(ProgramRule):
    """Words to be read of which a tokenizer's first token holds less than `least_share`."""

    least_share: float = 0.5
    """The share of the word's characters that its first token must hold."""

    finding = ReadsBeginning
    EXAMPLES = (
        good(
            of_the_key("""
            layers:
              - before answer @ 60%: reads "coat"
            """),
            settings=_BYTES,
        ),
        good(
            of_the_key("""
            layers:
              - before answer @ 60%: reads "zeppelin"
            """)
        ),
        good(
            of_the_key("""
            layers:
              - before answer @ 60%: reads "coat of the king"
            """),
            settings=_BYTES,
        ),
        bad(
            of_the_key("""
            layers:
              - before answer @ 60%: reads ⟦"zeppelin"⟧
            """),
            settings=_BYTES,
        ),
        bad(
            of_the_key("""
            logic:
              - key => (where = ⟦"coat"⟧)
              - where, coat => answer
            """),
            settings=_BOTH,
        ),
        bad(
            of_the_key("""
            layers:
              - before answer @ 60%: reads ⟦"coat"⟧
              - before answer @ 60%: reads ⟦"quills"⟧
            """),
            settings=_BOTH,
        ),
    )

    def check(self, subject: ProgramSubject) -> Iterator[Diagnostic]:
        """One finding for each such text, with all tokenizers that cut its word alike.

        What the built-in tokenizer cuts says nothing of a model.
        """
        asked = _asked(subject.checked)
        found: dict[tuple[Span, str], tuple[str, str, list[str]]] = {}
        for view in (view for view in subject.views if view.name != BUILT_IN):
            for origin, (word, token) in self._partial(view, asked).items():
                known = found.setdefault((asked[origin].place, token), (word, token, []))
                known[2].append(view.name)
        told: set[Span] = set()
        for (place, _), (word, token, names) in found.items():
            if place not in told:
                told.add(place)
                yield ReadsBeginning(place, word, token, view_names(names))

    def _partial(self, view: TokenView, asked: dict[str, Template]) -> dict[str, tuple[str, str]]:
        """By origin, the first word of which too little is read, and what is read of it."""
        found: dict[str, tuple[str, str]] = {}
        for program in view.programs:
            for target in program.hidden:
                if target.origin not in asked or target.token < 0 or target.origin in found:
                    continue
                word = _first_word(asked[target.origin], program)
                token = view.tokenizer.decode([target.token]).strip(_WORD_SIGNS)
                whole = view.tokenizer.normalise(word).strip(_WORD_SIGNS)
                if whole and len(token) < self.least_share * len(whole):
                    found[target.origin] = word, token
        return found


def _asked(checked: CheckedScene) -> dict[str, Template]:
    """What is to be read, by the origin of its target."""
    rules = enumerate(checked.scene.layers, start=1)
    asked = {f"layers.{n}": rule.target.text for n, rule in rules if isinstance(rule.target, Reads)}
    for number, step in enumerate(checked.steps, start=1):
        if isinstance(step.step.conclusion, Latent):
            asked[f"logic.{number}"] = step.step.conclusion.reads
    return asked


def _first_word(reads: Template, program: TokenProgram) -> str:
    values = dict(program.binding)
    text = "".join(
        piece.text if isinstance(piece, Literal) else values[piece.name.text] for piece in reads.pieces
    )
    return next(iter(text.split()), "")
