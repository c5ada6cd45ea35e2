"""One word has letters of two scripts, which look alike.

Why it hurts: `c` and `с`, `a` and `а` lie on the same keys of two keyboard layouts, and look the same. A word
with one wrong letter is no word to a tokenizer: it falls into pieces that stand nowhere else, and the model
learns these at the very place that was to mean something. A rule that names a span with such a letter does
not find it.

When to leave it: where the mixture is meant, as in `ITшник` or `Δt`. Words of two halves, of which neither
could be spelt in the script of the other, are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.mixed_words import MixedWord, mixed_words
from scenelang.linting.texts.scripts import CYRILLIC_LETTERS, LATIN_LETTERS
from scenelang.linting.texts.written_text import named, trained_texts
from scenelang.source import Span, SpanEdit

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

# Patterns as text: `re` keeps what it compiles, and a text in plain letters asks for none.
_MARKUP = r"(?:\[|\]\{[^{}\n]*\})+"
_ACROSS = rf"[{LATIN_LETTERS}]{_MARKUP}[{CYRILLIC_LETTERS}]|[{CYRILLIC_LETTERS}]{_MARKUP}[{LATIN_LETTERS}]"


class ScriptsMixed(LintWarning):
    """A word with letters of two scripts."""

    code: ClassVar[str] = "SL822"
    title: ClassVar[str] = "`{word}` mixes {scripts} letters"
    label: ClassVar[str] = "{odd}"
    help: ClassVar[str] = "{advice}"
    word: str
    scripts: str
    odd: str
    advice: str
    edits: tuple[SpanEdit, ...]

    def fix(self) -> Fix | None:
        """The word in one script; None for a name, which stands in other places too."""
        return Fix("write it in one script", self.edits) if self.edits else None


@lint_rule
class MixedScript(FileRule):
    """Words of texts and names that mix Latin, Cyrillic and Greek letters which look alike."""

    finding = ScriptsMixed
    EXAMPLES = (
        good("""
            language: ru
            beats:
              - frame: |
                  Снег лежал на step, и ITшник его не убрал: USB-кабель, SMSка, H₂O, 3D-модель.
        """),
        good("""
            beats:
              - frame: |
                  After Δt of 3 μs the α-helix was gone; Aβ and NFκB were not. Мир means peace.
        """),
        good("""
            language: ru
            cast:
              ivan: {role: thinker}
            beats:
              - frame: |
                  [Снег]{#snow} лежал [на крыльце]{#крыльцо}.
        """),
        bad(
            """
            language: ru
            beats:
              - frame: |
                  ⟦Cнег⟧ лежал на ⟦кpыльцe⟧.
            """,
            fixed="""
            language: ru
            beats:
              - frame: |
                  Снег лежал на крыльце.
            """,
        ),
        bad(
            """
            beats:
              - frame: "⟦Snоw⟧ lay on the ⟦stер⟧. The ⟦Ρhysics⟧ of it."
            """,
            fixed="""
            beats:
              - frame: "Snow lay on the step. The Physics of it."
            """,
        ),
        bad(
            """
            language: ru
            beats:
              - frame: |
                  Снег лежал на ⟦к[p]{#letter}ыльце⟧, и ⟦кoмпьюtер⟧ молчал.
            """,
        ),
        bad("""
            language: ru
            tags: [⟦cнег⟧]
            beats:
              - frame: |
                  [Снег]{#⟦cнег⟧} лежал на крыльце.
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Plain are words of one script; only markup may stand between two scripts."""
        return not scene.text.isascii() and re.search(_ACROSS, scene.text) is not None

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such word."""
        if subject.source.text.isascii():
            return
        for text in trained_texts(subject):
            for word in mixed_words(text.read, text.language):
                edits = [text.edit(start, start + 1, new) for start, new in word.letters]
                sure = tuple(edit for edit in edits if edit is not None)
                place = text.place(word.start, word.end)
                yield _finding(word, place, sure if len(sure) == len(edits) else ())
        for scene in subject.scenes:
            for name in named(scene):
                for word in mixed_words(name.text, scene.language):
                    yield _finding(word, name.place, ())


def _finding(word: MixedWord, place: Span, edits: tuple[SpanEdit, ...]) -> ScriptsMixed:
    advice = f"type it anew in one script: `{word.meant}`" if word.meant else "type it anew in one script"
    return ScriptsMixed(place, word.text, word.scripts, word.odd, advice, edits)
