"""A tokenizer changes the text before it cuts it, so its model never reads what was written.

Why it hurts: some tokenizers compose accents, turn wide letters into narrow ones, or take signs out. Spans
and weights stay where they are, but the model learns another text than its author sees, and a scene about
the difference (an accent, a dash, a fraction) teaches nothing.

When to leave it: where the two texts mean the same to you; better, write what the tokenizer makes of it.
Tokenizers that fold all letters to lower case change nearly every sentence; they are a choice of the
project, and passed over unless `uncased` is set.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.as_tokens.token_views import view_names
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, ProgramRule, lint_rule
from scenelang.linting.subjects import ProgramSubject
from scenelang.model import Beat, Literal
from scenelang.source import Span

_WORD_MARK = "\u2581"
_NFC = '[tokenizers]\ncomposed = "tokenizers/composed"\n'
_DASHES = '[tokenizers]\nbytes = "tokenizers/bytes"\ndashless = "tokenizers/dashless"\n'


class TextLost(LintWarning):
    """What is read is not what was written."""

    code: ClassVar[str] = "SL881"
    title: ClassVar[str] = "{tokenizers} makes `{made}` of `{written}` before a model reads it"
    label: ClassVar[str] = "the first of such places in this scene"
    help: ClassVar[str] = "write what the tokenizer makes of it, or use a tokenizer that keeps the text"

    tokenizers: str
    written: str
    made: str


@lint_rule
class LostText(ProgramRule):
    """Scenes of which a tokenizer's normalisation takes something away; one finding a scene and tokenizer."""

    uncased: bool = False
    """Whether tokenizers that fold all letters to lower case are told of."""

    finding = TextLost
    EXAMPLES = (
        good(
            """
            archetype: recall
            beats:
              - fact: The caf\u00e9 is closed.
              - ask: Where is it?
            """,
            settings=_NFC,
        ),
        good(
            """
            archetype: recall
            beats:
              - fact: The cafe\u0301 is closed.
              - ask: Where is it?
            """
        ),
        good(
            """
            archetype: recall
            beats:
              - fact: The LAMP is broken.
              - ask: Where is it dark?
            """,
            settings='[tokenizers]\nfolded = "tokenizers/folded"\n',
        ),
        bad(
            """
            archetype: recall
            beats:
              - fact: The caf⟦e\u0301⟧ is closed, and so is the other cafe\u0301.
              - ask: Where is it?
            """,
            settings=_NFC,
        ),
        bad(
            """
            archetype: recall
            beats:
              - fact: The lamp ⟦\u2014⟧ the old one \u2014 is broken.
              - ask: Where is it dark?
            """,
            settings=_DASHES,
        ),
        bad(
            """
            archetype: recall
            beats:
              - fact: The lamp is broken.
              - ask: "[Where]{#where} [is it ⟦\u2014⟧ dark?]{#question}"
            """,
            settings=_DASHES,
        ),
    )

    def check(self, subject: ProgramSubject) -> Iterator[Diagnostic]:
        """The first place of a scene that each tokenizer changes; tokenizers that agree share a finding."""
        found: dict[tuple[Span, str, str], list[str]] = {}
        for view in subject.views:
            normalise = view.tokenizer.normalise
            if normalise("A") == "a" and not self.uncased:
                continue
            changes = (one for beat in subject.checked.scene.beats for one in _changes(beat, normalise))
            first = next(changes, None)
            if first is not None:
                found.setdefault(first, []).append(view.name)
        for (place, written, made), names in found.items():
            yield TextLost(place, view_names(names), written, made)


def _changes(beat: Beat, normalise: Callable[[str], str]) -> Iterator[tuple[Span, str, str]]:
    """Where the text of a beat is changed: the first place in each run of literal text."""
    for literal in beat.text.leaves():
        if not isinstance(literal, Literal):
            continue
        made = normalise(literal.text)
        if _bare(made) == _bare(literal.text):
            continue
        start, end, now = _first_change(literal.text, made)
        place = beat.text.scalar.span(literal.start + start, literal.start + end)
        yield place, literal.text[start:end], now


def _first_change(text: str, made: str) -> tuple[int, int, str]:
    """Where two texts begin to differ, white space aside, as a range of the first, and what is there now."""
    kept = [number for number, sign in enumerate(text) if _bare(sign)]
    now = _bare(made)
    at = next(
        (number for number, place in enumerate(kept) if now[number : number + 1] != text[place]),
        len(kept) - 1,
    )
    start = end = kept[at]
    end += 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return start, end, now[at : at + 1]


def _bare(text: str) -> str:
    return "".join(text.replace(_WORD_MARK, "").split())
