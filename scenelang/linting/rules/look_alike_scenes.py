"""Two scenes have ids that look alike: they differ in case, in a joint, or in letters that look the same.

Why it hurts: shards, messages and references know a scene by its id. Of `crown` and `Crown` one reference
means the one and the next the other, a table of results has two rows that read the same, and on a disk that
does not tell capital letters apart what is written of one falls on the other.

When to leave it: where the ids come from elsewhere and must stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import CorpusRule, LintWarning, lint_rule
from scenelang.linting.scene_facts import SceneFacts
from scenelang.linting.subjects import CorpusSubject
from scenelang.linting.texts.scripts import difference, skeleton
from scenelang.source import Span

_SOUND = """
archetype: recall
beats:
  - fact: |
      [The lamp in the hall is broken]{#lamp}.
  - ask: |
      [Where is it dark?]{#question}
  - conclude: |
      It is dark [in the hall]{#answer}.
logic:
  - lamp => answer
self:
  - answer answers question
"""


def _scene(id_: str) -> str:
    return f"scene: 1\nid: {id_}{_SOUND}"


class SceneIdsLookAlike(LintWarning):
    """The id of a scene looks like that of an earlier one."""

    code: ClassVar[str] = "SL824"
    title: ClassVar[str] = "the ids `{name}` and `{other}` of two scenes look alike"
    label: ClassVar[str] = "they differ {how}"
    help: ClassVar[str] = "give one of them another id"
    name: str
    other: str
    how: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """The id of the other scene."""
        return (Related(self.first, "the other scene"),)


@lint_rule
class LookAlikeScenes(CorpusRule):
    """Sound scenes of one run whose ids look alike."""

    finding = SceneIdsLookAlike
    plain_is_clean = True
    EXAMPLES = (
        good(_scene("lamp-1"), files={"other.scene": _scene("lamp-11")}),
        good(f"{_scene('lamp')}---\n{_scene('lamps')}"),
        good(_scene("lamp"), files={"other.scene": _scene("lamp2")}),
        bad(f"{_scene('lamp')}---\n{_scene('⟦Lamp⟧')}"),
        bad(f"{_scene('lamp-in-hall')}---\n{_scene('⟦lamp_in.hall⟧')}"),
        bad(f"{_scene('copy')}---\n{_scene('⟦сору⟧')}---\n{_scene('⟦COPY⟧')}"),
    )

    def check(self, subject: CorpusSubject) -> Iterator[Diagnostic]:
        """One finding for each id that looks like an earlier one."""
        known: dict[str, SceneFacts] = {}
        for scene in subject.scenes:
            other = known.setdefault(skeleton(scene.id), scene)
            if other.id != scene.id:
                how = difference(scene.id, other.id)
                yield SceneIdsLookAlike(scene.place, scene.id, other.id, how, other.place)
