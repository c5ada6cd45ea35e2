"""The text is written in letters that its language is not written in.

Why it hurts: shards carry the language of each row, and whoever draws rows by language gets Russian where
English was asked for. Mostly the line `language` was left out: a scene that says nothing is `en`. The
other case is a text in Latin letters under `language: ru`, which came through a transliteration and is no
Russian.

When to leave it: where a scene quotes another script at length, or is transliterated on purpose. A tag can
say so: `ru-Latn`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import Literal
from scenelang.reading import YamlScalar
from scenelang.source import ScalarText, Span

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_LATIN = frozenset(["LATIN"])
_HAN = frozenset(["CJK"])
_LETTERS = {
    "Latn": _LATIN,
    "Cyrl": frozenset(["CYRILLIC"]),
    "Grek": frozenset(["GREEK"]),
    "Arab": frozenset(["ARABIC"]),
    "Hebr": frozenset(["HEBREW"]),
    "Deva": frozenset(["DEVANAGARI"]),
    "Thai": frozenset(["THAI"]),
    "Geor": frozenset(["GEORGIAN"]),
    "Armn": frozenset(["ARMENIAN"]),
    "Hans": _HAN,
    "Hant": _HAN,
    "Jpan": _HAN | {"HIRAGANA", "KATAKANA"},
    "Kore": _HAN | {"HANGUL"},
}
"""The first words of the Unicode names of the letters of each script, by its ISO 15924 code."""
_ANY = frozenset(["und", "mul", "mis", "zxx", "x", "i"])
"""The first parts of tags that speak of no one language."""
_SCRIPTS = {"en": "Latn", "de": "Latn", "fr": "Latn", "es": "Latn", "it": "Latn", "ru": "Cyrl", "uk": "Cyrl"}
_ADVICE = {"CYRILLIC": "`ru`, `uk` or `bg`", "LATIN": "`en`, `de` or `fr`", "CJK": "`zh` or `ja`"}

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_OTHER_SIGNS = re.compile("[^\\x00-\\x7f\u0410-\u044fЁё]")


class LettersOfAnother(LintWarning):
    """A text in the letters of another language."""

    code: ClassVar[str] = "SL844"
    title: ClassVar[str] = "the language is `{language}`, and the text is written in {script} letters"
    label: ClassVar[str] = "{said}"
    help: ClassVar[str] = "say which language it is: `language: ...` with a tag such as {advice}"
    language: str
    script: str
    said: str
    advice: str


@lint_rule
class LanguageScript(SceneRule):
    """Scenes nearly all of whose letters belong to another script than their language."""

    finding = LettersOfAnother
    letters: int = 20
    """Texts with fewer letters are not judged."""
    share: float = 0.1
    """The share of letters of the language's own script below which a text is told."""

    EXAMPLES = (
        good("""
            archetype: recall
            language: ru
            beats:
              - fact: Ключ лежит в кармане пальто, а пальто висит в прихожей.
              - ask: Где ключ?
        """),
        good("""
            archetype: recall
            beats:
              - fact: The key is in the coat, and on it stands "Всегда закрывай за собой дверь".
              - ask: What stands on the key?
        """),
        good("""
            archetype: recall
            language: ru-Latn
            beats:
              - fact: Klyuch lezhit v karmane palto, a palto visit v prikhozhej.
              - ask: Gde klyuch?
        """),
        good("""
            archetype: recall
            language: und
            beats:
              - fact: Ключ лежит в кармане пальто, а пальто висит в прихожей.
              - ask: Где ключ?
        """),
        good("""
            archetype: recall
            beats:
              - fact: Ключ в пальто.
              - ask: Где?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: ⟦Ключ⟧ лежит в кармане пальто, а пальто висит в прихожей.
              - ask: Где ключ?
        """),
        bad("""
            archetype: recall
            language: ⟦ru⟧
            beats:
              - fact: Klyuch lezhit v karmane palto, a palto visit v prikhozhej.
              - ask: Gde klyuch?
        """),
        bad("""
            archetype: recall
            language: "⟦de⟧"
            beats:
              - fact: |
                  1. [Το κλειδί είναι μέσα στο παλτό]{#key w=2}, και το παλτό είναι στο χολ.
              - ask: Πού είναι το κλειδί;
        """),
        bad("""
            archetype: recall
            language: ⟦el⟧
            beats:
              - fact: The key is in the coat, and the coat is in the hall.
              - ask: Where is the key?
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether the text has letters that English has not, or is in another language."""
        if scene.language == "en":
            return not scene.text.isascii() and _CYRILLIC.search(scene.text) is not None
        if scene.language != "ru":
            return True
        # Each Russian letter takes one byte more than a sign of ASCII, and each other plain sign two at most.
        read = "".join(scene.texts)
        russian = len(read.encode()) - len(read) - 2 * len(_OTHER_SIGNS.findall(read))
        return russian < max(self.letters, self.share * len(read))

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """At most one finding."""
        language = subject.scene.language
        pieces = [
            (beat.text.scalar, piece)
            for beat in subject.scene.beats
            for piece in beat.text.leaves()
            if isinstance(piece, Literal)
        ]
        text = "".join(piece.text for _, piece in pieces)
        if language.partition("-")[0] == "en" and text.isascii():
            return
        own = _LETTERS.get(_script_of(language))
        found = _families(text)
        total = found.total()
        if own is None or total < self.letters or sum(found[name] for name in own) >= self.share * total:
            return
        most = found.most_common(1)[0][0]
        node = subject.node.get("language")
        if isinstance(node, YamlScalar):
            place, said = node.text.span(0, len(language)), "another language than that of the text"
        else:
            place, said = _first_word(pieces, most), "a scene that names no language is `en`"
        yield LettersOfAnother(place, language, most.capitalize(), said, _ADVICE.get(most, "`en` or `ru`"))


def _script_of(language: str) -> str:
    """The script that a language is written in; empty where that cannot be told."""
    if language in _SCRIPTS:
        return _SCRIPTS[language]
    import langcodes  # noqa: PLC0415 - few scenes need more than the languages above

    if not langcodes.tag_is_valid(language) or language.partition("-")[0] in _ANY:
        return ""
    return langcodes.Language.get(language).maximize().script or ""


def _families(text: str) -> Counter[str]:
    """How many letters of each script a text has."""
    families: Counter[str] = Counter()
    for sign, count in Counter(text).items():
        if sign.isalpha():
            families[_family(sign)] += count
    return families


def _family(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _first_word(pieces: list[tuple[ScalarText, Literal]], family: str) -> Span:
    """The first word with letters of a script."""
    for scalar, piece in pieces:
        for start, sign in enumerate(piece.text):
            if sign.isalpha() and _family(sign) == family:
                end = start
                while end < len(piece.text) and piece.text[end].isalpha():
                    end += 1
                return scalar.span(piece.start + start, piece.start + end)
    raise AssertionError("a script that was counted has a letter")
