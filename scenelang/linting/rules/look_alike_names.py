"""Two names of one scene look alike: they differ in case, in a joint, or in letters that look the same.

Why it hurts: `snow` and `Snow`, `first-key` and `first_key`, `ось` and its twin with a Latin `o` are two
names to scenelang and one to everybody who reads. A rule that means one names the other, both are there, and
nothing is said: the target is trained on the wrong words.

When to leave it: hardly ever. Names of one letter that differ in case, as in formulas, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.scripts import difference, skeleton
from scenelang.model import Name, Scene
from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.plain import PlainScene


class NamesLookAlike(LintWarning):
    """A name that looks like an earlier one of its kind."""

    code: ClassVar[str] = "SL823"
    title: ClassVar[str] = "`{name}` and `{other}` are two names that look alike"
    label: ClassVar[str] = "they differ {how}"
    help: ClassVar[str] = "give one of them another name; if they are to be one, write both alike"
    name: str
    other: str
    how: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """Where the other one stands."""
        return (Related(self.first, "the other one"),)


@lint_rule
class LookAlikeNames(FileRule):
    """Spans, speakers, tags and variables of one scene whose names look alike."""

    finding = NamesLookAlike
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  [Snow]{#snow} lay on [the step]{#step}, [deep]{#snow-2}.
        """),
        good("""
            cast:
              snow: {role: thinker}
            beats:
              - frame: |
                  [Snow]{#Snow} lay on the step.
        """),
        good("""
            vary:
              count: 2
              draw:
                a: [Ann, Bo]
                A: [Cy, Di]
        """),
        bad("""
            beats:
              - frame: |
                  [Snow]{#snow} lay on [the step]{#step}.
              - reflect: |
                  [Nobody]{#⟦Snow⟧} had swept it.
        """),
        bad("""
            language: ru
            beats:
              - frame: |
                  [Снег]{#снег.1} лежал [на крыльце]{#⟦cнeг_1⟧}.
        """),
        bad("""
            tags: [two-hop, winter, ⟦two_hop⟧]
            cast:
              Ann: {role: thinker}
              ⟦ann⟧: {role: thinker}
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether any two names have one skeleton; it does not matter here of which kind they are."""
        for names in (scene.extents, scene.cast, scene.tags):
            if len(names) > 1 and len({*skeleton("\n".join(names)).split("\n")}) < len(names):
                return True
        return False

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each name that looks like an earlier one."""
        for scene in subject.scenes:
            for names in _groups(scene):
                yield from _alike(names)


def _groups(scene: Scene) -> Iterator[Iterable[Name]]:
    """The names of a scene, by kind."""
    yield (span.id for beat in scene.beats for span in beat.text.spans() if span.id is not None)
    yield (member.name for member in scene.cast)
    yield scene.tags
    if scene.vary is not None:
        drawn = [name for draw in scene.vary.draws for name in draw.names]
        yield (*drawn, *(let.name for let in scene.vary.lets))


def _alike(names: Iterable[Name]) -> Iterator[NamesLookAlike]:
    known: dict[str, Name] = {}
    for name in names:
        other = known.setdefault(skeleton(name.text), name)
        if other.text != name.text and len(name.text) > 1:
            how = difference(name.text, other.text)
            yield NamesLookAlike(name.place, name.text, other.text, how, other.place)
