"""`language` is no tag that other tools know, or not in the form in which they write it.

Why it hurts: shards carry the language of each row, and rows are chosen by it. `english`, `eng` and `en_US`
beside `en` are four languages to whatever counts them, and a row that says `english please` is left out of
every choice by language.

When to leave it: for a language that has no tag, write `und`, or one of your own behind `x-`: `x-elvish`.
Tags are those of BCP 47, as the web uses them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.reading import YamlScalar
from scenelang.source import Span, SpanEdit

_KNOWN = frozenset(
    ["en", "ru", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "cs", "sv", "tr", "ja", "zh", "ko"]
)
"""Tags that need no second look; the library that knows them all is loaded for others alone."""
_BY_NAME = {
    "english": "en", "russian": "ru", "русский": "ru", "german": "de", "deutsch": "de", "french": "fr",
    "français": "fr", "spanish": "es", "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt",
    "português": "pt", "dutch": "nl", "nederlands": "nl", "polish": "pl", "polski": "pl", "ukrainian": "uk",
    "українська": "uk", "czech": "cs", "swedish": "sv", "svenska": "sv", "norwegian": "no", "norsk": "no",
    "turkish": "tr", "japanese": "ja", "日本語": "ja", "chinese": "zh", "中文": "zh", "korean": "ko",
    "한국어": "ko", "arabic": "ar", "hebrew": "he", "hindi": "hi", "greek": "el", "latin": "la",
}  # fmt: skip


class LanguageUnknown(LintWarning):
    """A language that no tool knows by this tag."""

    code: ClassVar[str] = "SL843"
    title: ClassVar[str] = "`{written}` is not how the tag of a language is written"
    label: ClassVar[str] = "{reason}"
    help: ClassVar[str] = "write {advice}"
    written: str
    reason: str
    meant: str
    advice: str
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """The tag that was meant; shards carry it, so rows differ in it."""
        return None if self.edit is None else Fix(f"write `{self.meant}`", (self.edit,))


@lint_rule
class LanguageTag(SceneRule):
    """Languages that are no tag of BCP 47 in its usual form."""

    finding = LanguageUnknown
    plain_is_clean = True
    EXAMPLES = (
        good("""
            archetype: recall
            language: ru
            beats:
              - fact: Ключ в пальто.
              - ask: Где ключ?
        """),
        good("""
            archetype: recall
            language: en-GB
            beats:
              - fact: The key is in the coat.
              - ask: Where?
        """),
        good("""
            archetype: recall
            language: sr-Latn
            beats:
              - fact: Kljuc je u kaputu.
              - ask: Gde?
        """),
        good("""
            archetype: recall
            language: x-elvish
            beats:
              - fact: Elen sila.
              - ask: Man?
        """),
        bad(
            """
            archetype: recall
            language: ⟦english please⟧
            beats:
              - fact: The key is in the coat.
              - ask: Where?
            """,
            fixed="""
            archetype: recall
            language: en
            beats:
              - fact: The key is in the coat.
              - ask: Where?
            """,
        ),
        bad(
            """
            archetype: recall
            language: "⟦en_us⟧"
            beats:
              - fact: The key is in the coat.
              - ask: Where?
            """,
            fixed="""
            archetype: recall
            language: "en-US"
            beats:
              - fact: The key is in the coat.
              - ask: Where?
            """,
        ),
        bad("""
            archetype: recall
            language: ⟦xq⟧
            beats:
              - fact: The key is in the coat.
              - ask: Where?
        """),
        bad(
            """
            archetype: recall
            language: ⟦rus⟧
            beats:
              - fact: Ключ в пальто.
              - ask: Где ключ?
            """,
            fixed="""
            archetype: recall
            language: ru
            beats:
              - fact: Ключ в пальто.
              - ask: Где ключ?
            """,
        ),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """At most one finding."""
        written = subject.scene.language
        node = subject.node.get("language")
        if written in _KNOWN or not isinstance(node, YamlScalar):
            return
        meant, reason = _judged(written)
        if meant == written:
            return
        place = node.text.span(0, len(written))
        is_bare = subject.source.text_of(place) == written and bool(written)
        edit = SpanEdit(place, meant) if meant and is_bare else None
        yield LanguageUnknown(place, written, reason, meant, _advice(meant), edit)


def language_problem(written: str) -> LanguageUnknown | None:
    """What is wrong with the tag of a language that stands in no file yet; None where nothing is."""
    meant, reason = (written, "") if written in _KNOWN else _judged(written)
    if meant == written:
        return None
    return LanguageUnknown(Span.start_of("command line"), written, reason, meant, _advice(meant), None)


def _advice(meant: str) -> str:
    usual = "a tag of BCP 47, such as `en`, `ru` or `pt-BR`; `und` where none fits"
    return f"`{meant}`" if meant else usual


def _judged(written: str) -> tuple[str, str]:
    """The tag in its usual form, empty where none is surely meant, and what is wrong."""
    import langcodes  # noqa: PLC0415 - few scenes need more than the tags above

    if langcodes.tag_is_valid(written):
        return langcodes.standardize_tag(written), "others write it another way"
    words = written.casefold().split()
    meant = _BY_NAME.get(words[0], "") if words else ""
    return meant, "a tag is meant, as `en` or `pt-BR`"
