"""Two spans of a scene have the same words and different names.

Why it hurts: a model that is to look at the second has read the first, word for word, and copying heads
find that one just as easily: the target then pulls against the shorter way. Where both brackets stand
around the very same words, one of the names is simply not needed, and rules that use either ask for one
place.

When to leave it: where a sentence is said again on purpose, and the look back at the first saying is the
point. Spans that hold a variable differ from instance to instance and are never told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.running_text import VARIABLE, running_text, words_of
from scenelang.model import MarkedSpan
from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.plain import PlainScene


class WordsOfAnother(LintWarning):
    """Two names for the same words."""

    code: ClassVar[str] = "SL835"
    title: ClassVar[str] = "`{name}` has the very words of `{other}`"
    label: ClassVar[str] = "the same text, under another name"
    help: ClassVar[str] = "use `{other}` in the rules that mean it, or say the second in other words"
    name: str
    other: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """The span that stands first."""
        return (Related(self.first, f"`{self.other}` stands here"),)


@lint_rule
class SameTextTwice(SceneRule):
    """Named spans with equal words, case and punctuation aside."""

    finding = WordsOfAnother
    words: int = 5
    """So many words two spans must share before they are told, unless one is the other's only content."""

    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key w=2}. [The coat is in the hall]{#coat w=2}.
              - ask: Where is the key?
        """),
        good("""
            archetype: recall
            beats:
              - fact: |
                  [Yes]{#first w=2}, said Ann. [Yes]{#second w=2}, said Bo.
              - ask: Who said yes?
        """),
        good("""
            archetype: recall
            vary:
              count: 2
              draw:
                a, b: {from: [Ann, Bo, Cy], distinct: true}
            beats:
              - fact: |
                  [${a} writes to ${b} at noon]{#first w=2}. [${b} writes to ${a} at noon]{#second w=2}.
              - ask: Who writes to ${a}?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key w=2}. Then the bell rang.
                  [The key is in the coat.]{#⟦again⟧ w=2}
              - ask: Where is the key?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [Hier mündet im Mai der Fluß]{#place w=2}.
                  [hier mündet im Mai der Fluss]{#⟦again⟧ w=2}.
              - ask: Where is the key?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [[The key]{#⟦key⟧ w=2}]{#thing w=2} is in the coat.
              - ask: Where is the key?
        """),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  [All the swans are white]{#swans w=2}, he said.
              - ask: |
                  Are they? [All the swans are WHITE]{#⟦claim⟧ w=2}?
              - conclude: |
                  He took it back: [all the swans are white]{#⟦revised⟧ w=2}.
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether two spans begin and end with the same letters, and are the same words then."""
        texts = scene.read.values()
        every = "" if scene.together.isascii() else "".join(texts)
        if every.casefold() != every.lower():
            return True  # `ß` and `ss` are one word
        edges = [text[0] + text[-1] for text in texts]
        together = "".join(edges)
        if not (together.isalnum() and together.islower()):
            edges = [*map(_edge, texts)]
        if len(set(edges)) == len(edges):
            return False
        alike: dict[str, list[tuple[str, ...]]] = {}
        for edge, text in zip(edges, texts, strict=True):
            if edges.count(edge) > 1:
                alike.setdefault(edge, []).append(words_of(text))
        return any(len(set(group)) < len(group) for group in alike.values())

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each span whose words stood in one before."""
        text = running_text(subject.scene, subject.checked.beat_ids)
        places: dict[tuple[int, int], MarkedSpan] = {}
        sayings: dict[tuple[str, ...], MarkedSpan] = {}
        for beat in subject.scene.beats:
            for span in beat.text.spans():
                if span.id is None:
                    continue
                first = places.setdefault(text.ranges[span.id.text], span)
                words = words_of(text.of(span.id.text))
                if len(words) >= self.words and VARIABLE not in text.of(span.id.text):
                    first = sayings.setdefault(words, first)
                if first is not span and first.id is not None:
                    yield WordsOfAnother(span.id.place, span.id.text, first.id.text, first.id.place)


def _edge(text: str) -> str:
    """The first and the last letter of the words of a text."""
    edge = text[0] + text[-1]
    if not edge.isalnum():
        words = words_of(text)
        edge = words[0][0] + words[-1][-1] if words else ""
    return edge.casefold()
