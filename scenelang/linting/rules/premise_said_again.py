"""A conclusion says what one of its premises says, in nearly the same words.

Why it hurts: such a step rests on itself. What it teaches is to copy a sentence and to turn an ending, and
the look back at the premise, which was to be the thought, is the look of a copying head.

When to leave it: where to say it again is the point, as a pupil does who has understood. Write that as
`confirms` or `recalls` under `self`. Words are compared by their first letters; sentences that share fewer
than `least` of them are not judged, and the very same words are told as such, by another rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.running_text import VARIABLE, RunningText, running_text, stems_of, words_of
from scenelang.model import Operator, Spoken

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_LONG_WORD = re.compile(r"[^\W_]{4,}")


def _even(text: str) -> str:
    return text.casefold().replace("ё", "е")


class RestsOnItself(LintWarning):
    """A conclusion that repeats its premise."""

    code: ClassVar[str] = "SL856"
    title: ClassVar[str] = "`{conclusion}` says what its premise `{premise}` says"
    label: ClassVar[str] = "nearly the words of the conclusion"
    help: ClassVar[str] = (
        "name the premises from which it follows, or write `{conclusion} confirms {premise}` under `self`"
    )
    premise: str
    conclusion: str


@lint_rule
class PremiseSaidAgain(SceneRule):
    """Steps whose conclusion shares nearly all of its words with one premise."""

    finding = RestsOnItself
    least: int = 4
    """So many words of four letters and more the two must share to be judged."""
    share: float = 0.8
    """The share of all their words that both have, from which on they are told."""

    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - fact: |
                  [The iron key lies in the pocket of the grey coat]{#key}. [The coat is in the hall]{#coat}.
              - ask: Where is the key?
              - conclude: |
                  [The iron key is in the hall, in the grey coat]{#answer}.
            logic:
              - key, coat => answer
        """),
        good("""
            archetype: recall
            beats:
              - fact: |
                  [The iron key lies in the pocket of the grey coat]{#key}.
              - ask: Is it so?
              - conclude: |
                  [In the grey coat's pocket lies the iron key]{#answer}.
            self:
              - answer confirms key
        """),
        good("""
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key}.
              - ask: Is it so?
              - conclude: |
                  [In the coat is the key]{#answer}.
            logic:
              - key => answer
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [The iron key lies in the pocket of the grey coat]{#key}.
              - ask: Where is the key?
              - conclude: |
                  [In the grey coat's pocket lies the iron key]{#answer}.
            logic:
              - ⟦key⟧ => answer
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [The swans that anyone has ever counted were white]{#swans}. [This one was]{#one}.
              - ask: What follows?
              - conclude: |
                  [White were all the swans that anyone ever counted]{#answer}.
            logic:
              - ⟦swans⟧, one => answer
            self:
              - answer recalls one
        """),
        bad("""
            archetype: recall
            language: ru
            beats:
              - fact: |
                  [Железный ключ лежит в кармане серого пальто]{#ключ}.
              - ask: Где ключ?
              - conclude: |
                  [В кармане серого пальто и лежит железный ключ]{#ответ}.
            logic:
              - раз: ⟦ключ⟧ ~> ответ
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether a premise has longer words in common with its conclusion, one of those that tell."""
        if scene.uses_beats:
            return True
        texts, shortest = scene.read, 5 * self.least - 1
        for premises, operator, name, reads in scene.logic:
            if reads or operator == "=/>" or len(texts[name]) < shortest:
                continue
            starts = self._telling(texts[name])
            if not starts:
                continue
            before = [texts[premise] for premise in premises if premise in texts]
            together = _even("\n".join(before))
            for start in starts:
                if start in together and any(self._shares(text, texts[name]) for text in before):
                    return True
        return False

    def _telling(self, text: str) -> list[str]:
        """The beginnings of so many words of a conclusion that whatever says the same has one of them."""
        found = _LONG_WORD.findall(_even(text))
        if len(found) < self.least:
            return []
        missing = int(len(found) * (1 / self.share - 1)) if self.share else len(found)
        return [word[:4] for word in found[: missing + 1]]

    def _shares(self, before: str, after: str) -> bool:
        return len(stems_of(before, 4, 5) & stems_of(after, 4, 5)) >= self.least

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such premise."""
        scene = subject.scene
        spoken = [step for step in scene.logic if isinstance(step.conclusion, Spoken)]
        if not spoken:
            return
        text = running_text(scene, subject.checked.beat_ids)
        for step in spoken:
            assert isinstance(step.conclusion, Spoken)
            name = step.conclusion.span.text
            for premise in step.premises if step.operator is not Operator.REFUTES else ():
                if self._alike(text, premise.text, name):
                    yield RestsOnItself(premise.place, premise.text, name)

    def _alike(self, text: RunningText, premise: str, conclusion: str) -> bool:
        before, after = text.of(premise), text.of(conclusion)
        if VARIABLE in before or VARIABLE in after or words_of(before) == words_of(after):
            return False
        one, other = stems_of(before, 4, 5), stems_of(after, 4, 5)
        shared = len(one & other)
        return shared >= self.least and shared >= self.share * len(one | other)
