"""A text holds a telephone number that somebody may have.

Why it hurts: a model learns the number and may say it to anyone, and somebody's telephone rings.

Numbers are looked for with the library `phonenumbers`: those that begin with `+`, and those of the country
that goes with a scene's `language` (or of `countries`). Only numbers that can exist count, and only where
signs part their digits or `+` stands before them, so that sums and years are left alone. Numbers set aside
for fiction are nobody's: in North America those after 555, in Britain those that no one is given.

When to leave it: where the number is public and the scene is about it, as that of a help line. Name it in
`allowed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.text_shape import may_hold_number
from scenelang.linting.texts.written_text import WrittenText, trained_texts
from scenelang.model import Scene
from scenelang.source import SpanEdit

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber as NumberParts
    from phonenumbers import PhoneNumberMatch

    from scenelang.plain import PlainScene

_TRACE = re.compile(r"[0-9](?:[ .()/-]{0,2}[0-9]){6}")
_DIGITS = re.compile(r"\d")
_NOBODYS = tuple(f"+1 202 555 01{number:02}" for number in (*range(42, 100), *range(42)))
_COUNTRIES = {
    "cs": "CZ", "de": "DE", "en": "US", "es": "ES", "fi": "FI", "fr": "FR", "it": "IT", "ja": "JP",
    "ko": "KR", "nl": "NL", "pl": "PL", "pt": "BR", "ru": "RU", "tr": "TR", "uk": "UA", "zh": "CN",
}  # fmt: skip
"""The country whose numbers a text in this language gives without `+`, where its tag names none."""


class PhoneNumber(LintWarning):
    """A number at which somebody may be called stands in what a model reads."""

    code: ClassVar[str] = "SL906"
    title: ClassVar[str] = "`{number}` is a telephone number, and a model learns it"
    label: ClassVar[str] = "somebody may have this number"
    help: ClassVar[str] = "write a number that is nobody's, such as `+1 202 555 0142`"
    number: str
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """A number that nobody has; each number of a file gets one of its own."""
        return None if self.edit is None else Fix(f"write `{self.edit.replacement}`", (self.edit,))


@lint_rule
class PhoneNumbers(FileRule):
    """Telephone numbers in texts, but for those of fiction."""

    finding = PhoneNumber
    countries: tuple[str, ...] = ()
    """Countries by their two letters whose numbers are known without `+`; by language where none is given."""
    allowed: tuple[str, ...] = ()
    """Numbers that may stand, in any layout."""

    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  "Call me on (212) 555-0142," she said, "or on +44 7700 900123."
        """),
        good("""
            beats:
              - frame: |
                  From 1861-1865 it cost 20 000 000 a year: 2127365000 in all, at 1 200 300 400 a head.
        """),
        good(
            """
            beats:
              - frame: |
                  The house had (212) 736-5000 on every cup.
            """,
            options={"allowed": ("+1 212 736 5000", "212-736-5000")},
        ),
        bad(
            """
            beats:
              - frame: |
                  "Call me on ⟦(212) 736-5000⟧," she said.
            """,
            fixed="""
            beats:
              - frame: |
                  "Call me on +1 202 555 0142," she said.
            """,
        ),
        bad(
            """
            language: ru
            beats:
              - frame: |
                  [⟦8 (495) 606-36-02⟧]{#number}, записал он, и ⟦+7 812 312-14-00⟧.
                  Прежний, +1 202 555 0143, молчит.
              - reflect: |
                  На ⟦8 812 312 1400⟧ никто не отвечает.
            """,
            fixed="""
            language: ru
            beats:
              - frame: |
                  [+1 202 555 0142]{#number}, записал он, и +1 202 555 0144.
                  Прежний, +1 202 555 0143, молчит.
              - reflect: |
                  На +1 202 555 0144 никто не отвечает.
            """,
        ),
        bad(
            """
            beats:
              - frame: |
                  The card said only ⟦020 7925 0918⟧.
            """,
            options={"countries": ("GB",)},
        ),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether the text of a plain scene holds what may be a number."""
        return bool(scene.rare) and may_hold_number(scene.text) and _TRACE.search(scene.text) is not None

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each number."""
        if not may_hold_number(subject.source.text):
            return
        allowed = {"".join(_DIGITS.findall(number)) for number in self.allowed}
        found = [(text, match) for text in trained_texts(subject) for match in self._matches(text, subject)]
        nobodys = _nobodys({_whole_number(match.number) for _, match in found})
        given: dict[str, str] = {}
        for text, match in found:
            digits = "".join(_DIGITS.findall(match.raw_string))
            if digits in allowed or digits == match.raw_string or _is_fiction(match.number):
                continue
            number = _whole_number(match.number)
            given[number] = given.get(number) or next(nobodys)
            edit = text.edit(match.start, match.end, given[number])
            yield PhoneNumber(text.place(match.start, match.end), match.raw_string, edit)

    def _matches(self, text: WrittenText, subject: FileSubject) -> list[PhoneNumberMatch]:
        """What may be a number in a text, by the countries of the scenes, in order."""
        if not _TRACE.search(text.read):
            return []
        from phonenumbers import PhoneNumberMatcher  # noqa: PLC0415 - few texts need it

        countries = self.countries or {_country_of(scene) for scene in subject.scenes}
        ranges = {
            (match.start, match.end): match
            for country in sorted(countries)
            for match in PhoneNumberMatcher(text.read, country or None)
        }
        return [match for _, match in sorted(ranges.items(), key=itemgetter(0))]


def _nobodys(taken: set[str]) -> Iterator[str]:
    """Numbers that nobody has, one after the other, without those that stand in the file already."""
    free = [number for number in _NOBODYS if "".join(_DIGITS.findall(number)) not in taken]
    return cycle(free or _NOBODYS)


def _whole_number(number: NumberParts) -> str:
    """All digits of a number, those of its country first."""
    return f"{number.country_code}{number.national_number}"


def _country_of(scene: Scene) -> str:
    """The country that a language tag names, or that goes with its language; empty where none does."""
    language, *others = scene.language.split("-")
    named = [other for other in others if len(other) == 2 and other.isalpha()]
    return named[0].upper() if named else _COUNTRIES.get(language.casefold(), "")


def _is_fiction(number: NumberParts) -> bool:
    """True for numbers of North America after 555, which are kept for stories."""
    return number.country_code == 1 and f"{number.national_number:010d}"[3:6] == "555"
