"""A span has a name and nothing else, and no line of the scene speaks of it.

Why it hurts: a name alone asks nothing of a model. Whoever marks a premise and forgets the line under
`logic` trains on plain text and believes that the thought is supervised; nothing later says so, because
there is nothing to place. Most often a line is missing, or it names another span by a slip.

When to leave it: where a scene in another file speaks of the span. One in the same file is seen. A note
(`[text]{#weight for=others}`) says why the name is there, and then the rule is silent, as it is about spans
that are marked with a concept, a weight, `read` or `avoid`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.model import Latent, MarkedSpan, Mirrors, Name, Scene

if TYPE_CHECKING:
    from scenelang.plain import PlainScene


class SpanUnused(LintWarning):
    """A span with a name that nothing uses."""

    code: ClassVar[str] = "SL830"
    title: ClassVar[str] = "nothing speaks of the span `{name}`"
    label: ClassVar[str] = "a name alone asks nothing of a model"
    help: ClassVar[str] = (
        "write the line that was meant, such as `- {name} => answer` under `logic`, or take the brackets and "
        "braces away"
    )
    name: str


@lint_rule
class UnusedSpan(FileRule):
    """Spans with nothing but a name, in sound scenes, that no line names."""

    finding = SpanUnused
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  [The kettle is on]{#on}, and [nobody put it on]{#nobody}.
              - reflect: |
                  [Somebody is here]{#somebody}.
            logic:
              - on, nobody => somebody
        """),
        good("""
            beats:
              - frame: |
                  [Snow lay on the step]{#snow .weather}, [and nobody had swept it]{#unswept for=others}.
        """),
        good("""
            beats:
              - ask: |
                  [Who lives at [number nine]{#nine}?]{#question}
              - reflect: |
                  [Nobody does]{#answer}.
            self:
              - answer answers question
        """),
        good("""
            scene: 1
            id: first
            archetype: reflection
            beats:
              - frame: |
                  [Snow lay on the step]{#snow}.
            ---
            scene: 1
            id: second
            archetype: reflection
            beats:
              - frame: |
                  [Again nobody had swept it]{#again}.
            self:
              - again recalls first#snow
        """),
        bad("""
            beats:
              - frame: |
                  [The kettle is on]{#⟦on⟧}, and nobody put it on.
        """),
        bad("""
            beats:
              - frame: |
                  [The kettle is on]{#on}, and [nobody put it on]{#⟦nobody⟧}.
              - reflect: |
                  [Somebody is here]{#somebody}.
            logic:
              - on => somebody
        """),
        bad("""
            beats:
              - frame: |
                  [The [old]{#⟦old⟧} kettle is on]{#on}.
              - reflect: |
                  [Somebody is here]{#somebody w=2}.
            logic:
              - on => somebody
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether a span with nothing but a name is named by no rule."""
        loose = scene.read.keys() - scene.used
        return bool(loose) and any(span.id in loose and span.marks.says_nothing for span in scene.spans)

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such span; none while a name in the file stands for nothing yet."""
        scenes = subject.scenes
        if any(scene.unread for scene in scenes):
            return
        named = [_names(scene) for scene in scenes]
        ids = {scene.id.text for scene in scenes}
        uses = Counter(name for own in named for name in own)
        for scene, own in zip(scenes, named, strict=True):
            uses.subtract(own)
            known = _known(scene)
            is_clear = all("#" in name or name in known or name in ids for name in own)
            for span in _loose(scene, own) if is_clear and not uses[scene.id.text] else ():
                if not uses[f"{scene.id.text}#{span}"]:
                    yield SpanUnused(span.place, span.text)
            uses.update(own)


def _names(scene: Scene) -> frozenset[str]:
    """Every word that the lines of a scene use for a span, a beat, a step or another scene."""
    names = [name for step in scene.logic for name in step.premises]
    names += [step.conclusion.span for step in scene.logic if not isinstance(step.conclusion, Latent)]
    names += [name for line in scene.references for name in (line.span, line.target)]
    names += [place.span for rule in scene.anchors for place in (rule.query, *rule.keys)]
    names += [rule.where.span for rule in scene.layers]
    names += [rule.target.span for rule in scene.layers if isinstance(rule.target, Mirrors)]
    return frozenset(name.text for name in names)


def _known(scene: Scene) -> set[str]:
    """What such a word may stand for in the scene itself."""
    kinds = Counter(beat.kind.text for beat in scene.beats)
    numbered = {f"{kind}.{number}" for kind, count in kinds.items() for number in range(1, count + 1)}
    known = {span.id.text for beat in scene.beats for span in beat.text.spans() if span.id is not None}
    known |= {step.name.text for step in scene.logic if step.name is not None}
    known |= {step.conclusion.name.text for step in scene.logic if isinstance(step.conclusion, Latent)}
    return known | kinds.keys() | numbered


def _loose(scene: Scene, used: frozenset[str]) -> Iterator[Name]:
    """The names of bare spans that no line uses.

    A line under `self` that turns back to a span or to a beat looks at the named spans inside it.
    """
    targets = {line.target.text for line in scene.references}
    seen: Counter[str] = Counter()
    for beat in scene.beats:
        kind = beat.kind.text
        seen[kind] += 1
        looked_into = kind in targets or f"{kind}.{seen[kind]}" in targets
        inner = {
            within.id.text
            for span in beat.text.spans()
            if looked_into or (span.id is not None and span.id.text in targets)
            for within in (span, *_inside(span))
            if within.id is not None
        }
        for span in beat.text.spans():
            if span.id is not None and span.id.text not in used | inner and _is_bare(span):
                yield span.id


def _inside(span: MarkedSpan) -> Iterator[MarkedSpan]:
    for piece in span.children:
        if isinstance(piece, MarkedSpan):
            yield piece
            yield from _inside(piece)


def _is_bare(span: MarkedSpan) -> bool:
    return not (span.concepts or span.attributes or span.read or span.avoid or span.weight != 1)
