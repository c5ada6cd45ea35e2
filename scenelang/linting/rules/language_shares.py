"""A language has hardly a place in a set.

Why it hurts: a few scenes in another language teach that language to no model, and what they do teach is
that such a text is an exception. Often a `language` was mistyped, or never changed after copying.

Shares are shares of words, by the first part of the tag: `en-GB` is `en`. The finding stands at the first
scene in the language. Languages in `wanted` that are not there at all are told of at the first scene of the
run. This rule is off by itself; runs of few scenes, as of one file, are left alone.

When to leave it: where a scene is about a foreign text, and must quote it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.example_texts import in_the_dark
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import CorpusRule, LintWarning, lint_rule
from scenelang.linting.subjects import CorpusSubject


class LanguageShare(LintWarning):
    """A language has less of the set than every language is to have."""

    code: ClassVar[str] = "SL915"
    title: ClassVar[str] = (
        "{percent} % of all words are in `{language}`; at least {limit} % are wanted of each language"
    )
    label: ClassVar[str] = "among all scenes of this run"
    help: ClassVar[str] = "write more scenes in this language, or mend `language` where it is mistyped"
    language: str
    percent: int
    limit: int


@lint_rule
class LanguageShares(CorpusRule):
    """Languages with too small a share of the words."""

    finding = LanguageShare
    is_on: ClassVar[bool] = False
    at_least: float = 0.1
    """The least share that each language must have."""
    wanted: tuple[str, ...] = ()
    """Languages that must be there."""
    scenes: int = 20
    """Runs of fewer scenes are left alone."""

    EXAMPLES = (
        good(
            """
            language: ru
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            language: en-GB
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f="language: en\n", g="language: ru\n"),
            options={"scenes": 3},
        ),
        good(
            """
            language: de
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f=""),
            options={"scenes": 2, "wanted": ("en", "de")},
        ),
        bad(
            """
            id: ⟦lamp⟧
            language: ru
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f="", g=""),
            options={"scenes": 3, "at_least": 0.4},
        ),
        bad(
            """
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f=""),
            options={"scenes": 2, "wanted": ("en", "ru")},
        ),
        bad(
            """
            id: ⟦lamp⟧
            language: eng
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f="", g=""),
            options={"scenes": 3, "at_least": 0.34},
        ),
    )

    def check(self, subject: CorpusSubject) -> Iterator[Diagnostic]:
        """One finding for each language that is too rare."""
        words = Counter(dict.fromkeys(self.wanted, 0))
        for scene in subject.scenes:
            words[_spoken(scene.language)] += scene.words
        total = words.total()
        if len(subject.scenes) < self.scenes or not total:
            return
        for language, count in words.items():
            if count < self.at_least * total:
                first = next(
                    (s for s in subject.scenes if _spoken(s.language) == language), subject.scenes[0]
                )
                percents = round(100 * count / total), round(100 * self.at_least)
                yield LanguageShare(first.place, language, *percents)


def _spoken(tag: str) -> str:
    """The language of a tag, without country and script."""
    return tag.replace("_", "-").partition("-")[0].casefold()
