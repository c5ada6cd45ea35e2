"""A short word of a Cyrillic text is typed in Latin letters that look the same, or the other way round.

Why it hurts: `с`, `а`, `о` and `у` are words of Russian, and `c`, `a`, `o` and `y` lie on other keys of the
same keyboard. One forgotten switch of layouts, and the commonest words of a sentence are foreign letters to
a tokenizer. No eye finds them. `а` and `А` in English are the same slip the other way round.

When to leave it: where the letter is meant, as the name of a point or of a variable. Texts with other
single Latin letters, as formulas have, are left alone, and so are texts that have other Cyrillic letters
beside their Latin words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.scripts import CYRILLIC_LETTERS, LATIN_LETTERS, Script, respelt
from scenelang.linting.texts.written_text import WrittenText, scene_texts
from scenelang.source import SpanEdit

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

# Patterns as text: `re` keeps what it compiles, and a text in plain letters asks for none.
_WORDS = "a|o|c|y|A|O|C|co|Co|ax|ox|Ax|Ox"
_LONE = (
    rf"(?m)(?:^|(?<=[{CYRILLIC_LETTERS}] )|(?<=[{CYRILLIC_LETTERS}][,;:.!?] )|(?<=[—–-] )|(?<=[«\"(]))"
    rf"(?:{_WORDS})(?= [«\"]?[{CYRILLIC_LETTERS}])"
)
_ANYWHERE = rf"\b(?:{_WORDS})\b[^ ]* [\[«\"]*[{CYRILLIC_LETTERS}]"
_LONE_CYRILLIC = (
    rf"(?m)(?:^|(?<=[{LATIN_LETTERS}] )|(?<=[{LATIN_LETTERS}][,;:.!?] )|(?<=[—–-] )|(?<=[“«\"(]))"
    rf"(?<!letter )(?<!letters )[аосхуАОСХУІі](?=[ \n][“«\"]?[{LATIN_LETTERS}])"
)
_MAYBE_CYRILLIC = rf"[аосхуАОСХУІі][ \n][“«\"]?[{LATIN_LETTERS}]"
_ANY_CYRILLIC = rf"[{CYRILLIC_LETTERS}]"
_WRITTEN_IN_CYRILLIC = ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt")
_LETTER = r"(?<![\w\ufffc])[A-Za-z](?![\w\ufffc])"


class WordInOtherScript(LintWarning):
    """A short word in letters of another script."""

    code: ClassVar[str] = "SL827"
    title: ClassVar[str] = "`{written}` is {script} here, between {wanted} words"
    label: ClassVar[str] = "looks like `{meant}`, and is not"
    help: ClassVar[str] = "type `{meant}` on the {wanted} keyboard"
    written: str
    meant: str
    script: Script
    wanted: Script
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """The word in the letters of its neighbours."""
        return None if self.edit is None else Fix(f"write it in {self.wanted} letters", (self.edit,))


@lint_rule
class LoneLookAlike(FileRule):
    """Short words between Cyrillic ones that are typed in Latin letters, and single letters the other way."""

    finding = WordInOtherScript
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
                  He said мир a second time, and а Russian said a word.
        """),
        good("""
            beats:
              - frame: |
                  The letter а looks like the Latin one.
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
        bad(
            """
            beats:
              - frame: |
                  ⟦А⟧ man swept [⟦а⟧]{.article} step, and ⟦О⟧ how it shone.
            """,
            fixed="""
            beats:
              - frame: |
                  A man swept [a]{.article} step, and O how it shone.
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
        if scene.text.isascii() or re.search(_ANY_CYRILLIC, scene.text) is None:
            return False
        is_cyrillic = scene.language.startswith(_WRITTEN_IN_CYRILLIC)
        if not is_cyrillic and re.search(_MAYBE_CYRILLIC, scene.together) is not None:
            return True
        return re.search(_ANYWHERE, scene.text) is not None

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such word."""
        if subject.source.text.isascii():
            return
        for scene in subject.scenes:
            texts = scene_texts(scene, subject.source)
            yield from _latin(texts)
            if not scene.language.startswith(_WRITTEN_IN_CYRILLIC):
                yield from _cyrillic(texts)


def _latin(texts: tuple[WrittenText, ...]) -> Iterator[WordInOtherScript]:
    """Latin words between Cyrillic ones."""
    found = [(text, word) for text in texts for word in re.finditer(_LONE, text.read)]
    singles = [letter[0] for text in texts for letter in re.finditer(_LETTER, text.read)] if found else []
    told = [word[0] for _, word in found if len(word[0]) == 1]
    is_formula = len(singles) > len(told)
    for text, word in found:
        if not (is_formula and len(word[0]) == 1):
            yield from _told(text, word, Script.LATIN, Script.CYRILLIC)


def _cyrillic(texts: tuple[WrittenText, ...]) -> Iterator[WordInOtherScript]:
    """Cyrillic letters between Latin words, where the texts have no other ones."""
    found = [(text, word) for text in texts for word in re.finditer(_LONE_CYRILLIC, text.read)]
    if not found or len(found) < sum(len(re.findall(_ANY_CYRILLIC, text.read)) for text in texts):
        return
    for text, word in found:
        yield from _told(text, word, Script.CYRILLIC, Script.LATIN)


def _told(
    text: WrittenText, word: re.Match[str], script: Script, wanted: Script
) -> Iterator[WordInOtherScript]:
    meant = respelt(word[0], script, wanted)
    if meant is not None:
        edit = text.edit(*word.span(), meant)
        yield WordInOtherScript(text.place(*word.span()), word[0], meant, script, wanted, edit)
