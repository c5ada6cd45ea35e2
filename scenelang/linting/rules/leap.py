"""A conclusion speaks of nothing that was spoken of before it.

Why it hurts: a step teaches a model to look back at its premises while it says the conclusion. Where not
one word of the conclusion has come up before, there is nothing back there from which it could be made, and
what is learned is to look somewhere and say something else. Mostly a premise is missing from the text, or
the conclusion belongs to another step.

When to leave it: where the leap is the matter: a turn in which everything is called by a new name, or a
conclusion in words that only mean the same. Good prose does both, and so the rule is off until a project
asks for it: it is best asked of scenes that a script or a model has written. Words are compared by their
first letters, which meets most endings and no synonyms. Words of fewer letters than `shortest` are not
compared, and a conclusion with fewer words than `least` is not judged; nor is one that holds a variable,
or is written without blanks between words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.running_text import VARIABLE, running_text, stems_of
from scenelang.model import MarkedSpan, Spoken
from scenelang.source import Span

_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that are written without blanks between words."""


class ConclusionOutOfNowhere(LintWarning):
    """A conclusion of new words alone."""

    code: ClassVar[str] = "SL850"
    title: ClassVar[str] = "no word of `{conclusion}` has come up before it"
    label: ClassVar[str] = "follows, by this step"
    help: ClassVar[str] = (
        "say in an earlier beat what it is made of, and name that as a premise, or see whether another span "
        "is meant"
    )
    conclusion: str
    spoken: Span

    def related(self) -> tuple[Related, ...]:
        """The conclusion in the text."""
        return (Related(self.spoken, "all its words are new here"),)


@lint_rule
class Leap(SceneRule):
    """Spoken conclusions that share no word with what stands before them."""

    finding = ConclusionOutOfNowhere
    is_on = False
    shortest: int = 4
    """Words of fewer letters are taken for small change."""
    stem: int = 5
    """So many first letters two words must share to be taken for one; shorter words, all of theirs."""
    least: int = 3
    """Conclusions with fewer words to compare are not judged."""

    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key}. [The coat is hanging in the hall]{#coat}.
              - ask: Where is the key?
              - conclude: |
                  [Whoever needs it will find it where coats hang, among umbrellas]{#answer}.
            logic:
              - key, coat => answer
        """),
        good("""
            archetype: recall
            language: ru
            beats:
              - fact: |
                  [Ключ лежит в кармане пальто]{#ключ}. [Пальто висит в прихожей]{#пальто}.
              - ask: Где искать?
              - conclude: |
                  [Значит, ключи надо искать среди зонтиков]{#ответ}.
            logic:
              - ключ, пальто => ответ
        """),
        good("""
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key}.
              - ask: Is it lost?
              - conclude: |
                  [Not at all.]{#answer}
            logic:
              - key => answer
        """),
        good("""
            archetype: recall
            language: ja
            beats:
              - fact: |
                  [鍵はコートの中]{#key}。
              - ask: どこ?
              - conclude: |
                  [玄関にあるはずだと彼女は言った]{#answer}。
            logic:
              - key => answer
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key}. [The coat is hanging in the hall]{#coat}.
              - ask: Where is it?
              - conclude: |
                  [Snow must have fallen during breakfast]{#answer}.
            logic:
              - key, coat => ⟦answer⟧
        """),
        bad("""
            archetype: recall
            language: ru
            beats:
              - fact: |
                  [Ключ лежит в кармане пальто]{#ключ}.
              - ask: Где искать?
              - conclude: |
                  [Снег выпал ещё перед завтраком]{#ответ}.
            logic:
              - ключ => ⟦ответ⟧
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key}. [Swans were always white until Australia]{#swans}.
              - ask: Which is it?
              - conclude: |
                  [Ninety-three guests shook hands twice]{#guests}, and so [the swans are white]{#answer}.
            logic:
              - key => ⟦guests⟧
              - guests, swans => answer
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each step that leaps."""
        spoken = [step for step in subject.scene.logic if isinstance(step.conclusion, Spoken)]
        if not spoken or subject.checked.recalled:
            return
        text = running_text(subject.scene, subject.checked.beat_ids)
        for step in spoken:
            assert isinstance(step.conclusion, Spoken)
            name = step.conclusion.span
            said = text.of(name.text)
            if VARIABLE in said or _WITHOUT_BLANKS.search(said):
                continue
            new = self._stems(said)
            if len(new) >= self.least and not self._shared(new, self._stems(text.before(name.text))):
                yield ConclusionOutOfNowhere(name.place, name.text, _place(subject, name.text))

    def _stems(self, text: str) -> frozenset[str]:
        return stems_of(text, self.shortest, self.stem)

    def _shared(self, new: frozenset[str], known: frozenset[str]) -> bool:
        """Whether a stem of the one is a stem of the other, or a short word its beginning."""
        if not new.isdisjoint(known):
            return True
        cut = {stem[: self.shortest] for stem in known if len(stem) == self.shortest}
        cut_new = {stem for stem in new if len(stem) == self.shortest}
        return any(stem[: self.shortest] in cut for stem in new) or any(
            stem[: self.shortest] in cut_new for stem in known
        )


def _place(subject: SceneSubject, name: str) -> Span:
    """Where the text of a span or a beat stands."""
    entry = subject.checked.spans[name]
    marked: MarkedSpan | None = entry.marked
    return marked.place if marked is not None else subject.scene.beats[entry.beat].kind.place
