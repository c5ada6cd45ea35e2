"""A layer is to read a word that the text has at that very place.

Why it hurts: what a token is can be read off its own place in nearly every layer, and the token that comes
next is what the model is trained to give anyway. Such a target is met from the start or repeats the loss of
the text; it looks like supervision of a thought and asks for none. A silent conclusion that its own carrier
begins with is not silent.

When to leave it: where an early layer should know the next word sooner than the last one does. Words with
variables are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.running_text import RunningText, running_text, words_of
from scenelang.model import At, Latent, Literal, Reads, Template

if TYPE_CHECKING:
    from scenelang.plain import PlainScene


class ReadsWhatIsThere(LintWarning):
    """The word to read stands where it is to be read, or directly behind."""

    code: ClassVar[str] = "SL870"
    title: ClassVar[str] = "`{word}` is to be read where the text itself {says} it"
    label: ClassVar[str] = "asks for nothing that is not there"
    help: ClassVar[str] = "read what the text does not say, or read it at an earlier place"

    word: str
    says: str


@lint_rule
class TrivialRead(SceneRule):
    """Targets of `reads` and latent conclusions that the text gives away."""

    finding = ReadsWhatIsThere
    EXAMPLES = (
        good(
            of_the_key("""
            layers:
              - before answer @ 60%: reads "coat"
            """)
        ),
        good(
            of_the_key("""
            logic:
              - key => (where = "coat")
              - where, coat => answer
            """)
        ),
        good(
            of_the_key("""
            layers:
              - last question @ 60%: reads "key"
            """)
        ),
        bad(
            of_the_key("""
            layers:
              - last key @ 60%: reads ⟦"coat"⟧
            """)
        ),
        bad(
            of_the_key("""
            logic:
              - key => (where = ⟦"in"⟧)
              - where, coat => answer
            """)
        ),
        bad(
            of_the_key("""
            layers:
              - at question @ 60%: reads ⟦"key"⟧
              - before answer @ 60%: reads ⟦"it"⟧
            """)
        ),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether the first word of a target stands in the span, or before what is looked at from there."""
        spoken = [step.conclusion for step in scene.logic if not step.reads]
        asked = [(rule.where, rule.argument) for rule in scene.layers if rule.aim == "reads"]
        if any(where.at is At.BEFORE and where.span not in spoken for where, _ in asked) or scene.uses_beats:
            return True
        silent = [step.reads for step in scene.logic if step.reads]
        words = [word for reads in silent for word in words_of(reads)[:1]]
        words += [word for where, reads in asked if where.at is At.BEFORE for word in words_of(reads)[:1]]
        if any(
            word in words_of(scene.read[where.span]) for where, reads in asked for word in words_of(reads)[:1]
        ):
            return True
        return bool(words) and any(_gives_away(scene, span, words) for span in spoken)

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such text, at its quotes."""
        asked = list(_asked(subject))
        if not asked:
            return
        text = running_text(subject.scene, subject.checked.beat_ids)
        for at, span, reads in asked:
            word = _first_word(reads)
            says = _says(text, at, span, word) if word else ""
            if says:
                yield ReadsWhatIsThere(reads.place, word, says)


def _gives_away(scene: PlainScene, span: str, words: list[str]) -> bool:
    """Whether a span may begin with one of some words, or stand behind it."""
    before = words_of(scene.before(span))[-1:]
    return (
        not before
        or before[0] in words
        or not words_of(scene.read[span])
        or words_of(scene.read[span])[0] in words
    )


def _asked(subject: SceneSubject) -> Iterator[tuple[At, str, Template]]:
    for rule in subject.scene.layers:
        if isinstance(rule.target, Reads):
            yield rule.where.at, rule.where.span.text, rule.target.text
    for step in subject.checked.steps:
        if isinstance(step.step.conclusion, Latent):
            yield At.BEFORE, step.carrier, step.step.conclusion.reads


def _first_word(reads: Template) -> str:
    """The word whose first token is asked for; empty where variables have a part in it."""
    pieces = reads.pieces
    if not pieces or not all(isinstance(piece, Literal) for piece in pieces):
        return ""
    words = words_of("".join(piece.text for piece in pieces if isinstance(piece, Literal)))
    return words[0] if words else ""


def _says(text: RunningText, at: At, span: str, word: str) -> str:
    """How the text gives the word away there: it has it, or says it next; empty where it does not."""
    words = words_of(text.of(span))
    if not words:
        return ""
    if at is At.BEFORE:
        before = words_of(text.before(span)[-80:])
        return "says" if words[0] == word else "has" if before[-1:] == (word,) else ""
    there = {At.LAST: words[-1:], At.FIRST: words[:1]}.get(at, words)
    return "has" if word in there else ""
