"""A short word of a Cyrillic text is typed in Latin letters that look the same.

Why it hurts: `с`, `а`, `о` and `у` are words of Russian, and `c`, `a`, `o` and `y` lie on other keys of the
same keyboard. One forgotten switch of layouts, and the commonest words of a sentence are foreign letters to
a tokenizer. No eye finds them.

When to leave it: where the Latin letter is meant, as the name of a point or of a variable. Texts with other
single Latin letters, as formulas have, are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.scripts import CYRILLIC_LETTERS, Script, respelt
from scenelang.linting.subjects import FileSubject
from scenelang.linting.written_text import scene_texts
from scenelang.source import SpanEdit

if TYPE_CHECKING:
    from scenelang.linting.quick import PlainScene

_WORDS = "a|o|c|y|A|O|C|co|Co|ax|ox|Ax|Ox"
_LONE = re.compile(
    rf"(?:^|(?<=[{CYRILLIC_LETTERS}] )|(?<=[{CYRILLIC_LETTERS}][,;:.!?] )|(?<=[—–-] )|(?<=[«\"(]))"
    rf"(?:{_WORDS})(?= [«\"]?[{CYRILLIC_LETTERS}])",
    re.MULTILINE,
)
_ANYWHERE = re.compile(rf"\b(?:{_WORDS})\b[^ ]* [\[«\"]*[{CYRILLIC_LETTERS}]")
_LETTER = re.compile(r"(?<![\w\ufffc])[A-Za-z](?![\w\ufffc])")


class LatinForCyrillic(LintWarning):
    """A word of Cyrillic in Latin letters."""

    code: ClassVar[str] = "SL827"
    title: ClassVar[str] = "`{written}` is Latin here, between Cyrillic words"
    label: ClassVar[str] = "looks like `{meant}`, and is not"
    help: ClassVar[str] = "type `{meant}` on the Cyrillic keyboard"
    written: str
    meant: str
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """The word in Cyrillic letters."""
        return None if self.edit is None else Fix("write it in Cyrillic letters", (self.edit,))


@lint_rule
class LoneLookAlike(FileRule):
    """Short words between Cyrillic ones that are typed in Latin letters."""

    finding = LatinForCyrillic
    EXAMPLES = (
        good("""
            language: ru
            beats:
              - frame: |
                  Снег с утра лежал на крыльце, а Bo его не убрал.
        """),
        good("""
            language: ru
            beats:
              - frame: |
                  Если точка a лежит левее точки b, то отрезок c делится пополам.
        """),
        good("""
            beats:
              - frame: |
                  He said мир a second time, and a Russian said a word.
        """),
        bad(
            """
            language: ru
            beats:
              - frame: |
                  Снег ⟦c⟧ утра лежал на крыльце, ⟦a⟧ убрать было некому.
            """,
            fixed="""
            language: ru
            beats:
              - frame: |
                  Снег с утра лежал на крыльце, а убрать было некому.
            """,
        ),
        bad(
            """
            language: ru
            beats:
              - frame: "⟦O⟧ снеге никто не думал."
              - reflect: "[⟦Co⟧ временем]{#time} растаял."
            """,
            fixed="""
            language: ru
            beats:
              - frame: "О снеге никто не думал."
              - reflect: "[Со временем]{#time} растаял."
            """,
        ),
        bad("""
            language: ru
            beats:
              - frame: |
                  Лежал снег.
                  ⟦A⟧ убрать было некому, и ⟦y⟧ соседей тоже.
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether such a word stands anywhere; markup may part it from its neighbours."""
        return not scene.text.isascii() and _ANYWHERE.search(scene.text) is not None

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such word."""
        if subject.source.text.isascii():
            return
        for scene in subject.scenes:
            texts = scene_texts(scene, subject.source)
            found = [(text, word) for text in texts for word in _LONE.finditer(text.read)]
            singles = [letter[0] for text in texts for letter in _LETTER.finditer(text.read)] if found else []
            told = [word[0] for _, word in found if len(word[0]) == 1]
            is_formula = len(singles) > len(told)
            for text, word in found:
                meant = respelt(word[0], Script.LATIN, Script.CYRILLIC)
                if meant is not None and not (is_formula and len(word[0]) == 1):
                    edit = text.edit(*word.span(), meant)
                    yield LatinForCyrillic(text.place(*word.span()), word[0], meant, edit)
