"""Something is set to what it would be anyway.

Why it hurts: `w=1` reads as if the span weighed more or less than its surroundings, and `stratum: thinking`
on a beat as if the scene were something else. Whoever weighs a scene against another sees a difference
where there is none, and looks past the one that is there.

When to leave it: where a value is written out to show that it was thought about. Keys of the scene itself,
such as `stratum` and `split`, are never told: a header that says all is good to read. Nor is a stratum that
the archetype gives the beat's kind, for it is another than the scene's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.line_removal import without_entry
from scenelang.model import Beat, Constant, MarkedSpan
from scenelang.reading import YamlMapping, YamlSequence
from scenelang.source import SourceText, Span, SpanEdit

_MARK = re.compile(r'(?:[^\s"]|"[^"]*")+')
_ONE = re.compile(r"w=0*1(?:\.0*)?\Z")


class SettingIdle(LintWarning):
    """A value that changes nothing."""

    code: ClassVar[str] = "SL840"
    title: ClassVar[str] = "`{written}` changes nothing"
    label: ClassVar[str] = "{reason}"
    help: ClassVar[str] = "take it out, or write the value that was meant"
    written: str
    reason: str
    edit: SpanEdit | None
    safety: Safety = Safety.SAFE

    def fix(self) -> Fix | None:
        """The scene without it: it trains as before, though shards may write an `expose` another way."""
        return None if self.edit is None else Fix(f"take `{self.written}` out", (self.edit,), self.safety)


@lint_rule
class IdleSetting(SceneRule):
    """`w=1` of spans; weights, strata and exposures of beats that are what they would be without."""

    finding = SettingIdle
    plain_is_clean = True
    EXAMPLES = (
        good("""
            archetype: recall
            stratum: thinking
            beats:
              - fact: |
                  [The key is in the coat]{#key w=1.5}.
              - kind: ask
                weight: 2
                text: Where is the key?
        """),
        good("""
            archetype: recall
            expose: early
            beats:
              - kind: fact
                stratum: knowledge
                text: |
                  [The key is in the coat]{#key w=10 note="w=1 is what others weigh"}.
              - kind: ask
                expose: mlp @ early
                text: Where is the key?
        """),
        good("""
            archetype: error-and-repair
            cast: {ann: {role: maker}}
            beats:
              - guess: It fits.
              - kind: distract
                stratum: noise
                text: The kettle was on.
              - turn(ann): It is too short.
              - repair: She glued a strip on.
              - test: It fits.
        """),
        bad(
            """
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key ⟦w=1⟧ .place}. [The coat is new]{⟦w=1.0⟧ .thing}.
                  [It is]{#came ⟦w=1⟧ } [red]{ ⟦w=1⟧  #red}.
              - ask: Where is the key?
            """,
            fixed="""
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key .place}. [The coat is new]{.thing}.
                  [It is]{#came} [red]{#red}.
              - ask: Where is the key?
            """,
        ),
        bad(
            """
            archetype: recall
            beats:
              - kind: fact
                ⟦weight: 1⟧
                text: The key is in the coat.
              - kind: ask
                text: Where is the key?
                ⟦stratum: thinking⟧
            """,
            fixed="""
            archetype: recall
            beats:
              - kind: fact
                text: The key is in the coat.
              - kind: ask
                text: Where is the key?
            """,
        ),
        bad(
            """
            archetype: recall
            stratum: knowledge
            expose: [attention @ early, mlp @ late]
            beats:
              - kind: fact
                ⟦expose: attention @ early, mlp @ late⟧
                ⟦stratum: knowledge⟧
                text: The key is in the coat.
              - ask: Where is the key?
            """,
            fixed="""
            archetype: recall
            stratum: knowledge
            expose: [attention @ early, mlp @ late]
            beats:
              - kind: fact
                text: The key is in the coat.
              - ask: Where is the key?
            """,
        ),
        bad("""
            archetype: recall
            beats:
              - fact: |
                  The key is [in the coat]{⟦w=1⟧}.
              - {kind: ask, ⟦weight: 1.0⟧, text: Where is the key?}
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such value."""
        for number, beat in enumerate(subject.scene.beats):
            for span in beat.text.spans():
                if span.weight == 1:
                    yield from _weight_of_one(span, subject.source)
            yield from _of_beat(number, beat, subject)


def _weight_of_one(span: MarkedSpan, source: SourceText) -> Iterator[Diagnostic]:
    """The `w=1` in the braces of a span, where one is written."""
    start = source.text.rfind("{", span.place.start, span.place.end) + 1
    marks = source.text[start : span.place.end - 1]
    for mark in _MARK.finditer(marks):
        if not _ONE.match(mark[0]):
            continue
        place = Span(source.name, start + mark.start(), start + mark.end())
        yield SettingIdle(place, mark[0], "1 is what every span weighs", _without_mark(place, marks, source))


def _without_mark(place: Span, marks: str, source: SourceText) -> SpanEdit | None:
    """The braces without a mark and the blanks beside it; None where it stands there alone."""
    if len(marks.split()) == 1:
        return None
    text = source.text
    start, end = place.start, place.end
    while text[start - 1] == " ":
        start -= 1
    while text[end] == " ":
        end += 1
    is_between = text[start - 1] != "{" and text[end] != "}"
    return SpanEdit(Span(place.file, start, end), " " if is_between else "")


def _of_beat(number: int, beat: Beat, subject: SceneSubject) -> Iterator[Diagnostic]:
    scene, archetype = subject.scene, subject.checked.archetype
    if isinstance(beat.weight, Constant) and beat.weight.value == 1:
        yield from _entry(number, "weight", "a beat without one has the factor 1", subject)
    if beat.stratum is scene.stratum and beat.kind.text not in dict(archetype.strata):
        yield from _entry(number, "stratum", "the scene says the same for all its beats", subject)
    own = [(part.module, part.layers) for part in beat.expose]
    if own and own == [(part.module, part.layers) for part in scene.expose]:
        reason = "the scene says the same for all its beats"
        yield from _entry(number, "expose", reason, subject, Safety.UNSAFE)


def _entry(
    number: int, key: str, reason: str, subject: SceneSubject, safety: Safety = Safety.SAFE
) -> Iterator[Diagnostic]:
    beats = subject.node.get("beats")
    item = beats.items[number] if isinstance(beats, YamlSequence) else None
    entry = item.entry(key) if isinstance(item, YamlMapping) else None
    if isinstance(item, YamlMapping) and entry is not None:
        written = subject.source.text_of(entry.place)
        edit = without_entry(item, entry, subject.source)
        yield SettingIdle(entry.place, written, reason, edit, safety)
