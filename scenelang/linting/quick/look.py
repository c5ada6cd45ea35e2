"""The quick look: proves a file clean without building the model of its scene, or gives up.

Takes: files of a run, and the rules that are asked.
Gives: the ids and the facts of a file of which the full path would find nothing; None for all others.
May assume: nothing.
Never does: find out what is wrong, or clear a file of which a rule might say something. What it clears, the
    full path clears too, with the same ids and facts; tests hold it to that.
"""

from __future__ import annotations

from typing import NamedTuple

from scenelang.gathering import SceneRun
from scenelang.linting.quick.plain_facts import plain_facts
from scenelang.linting.rule_set import RuleSet
from scenelang.linting.scene_facts import SceneFacts
from scenelang.model import Name
from scenelang.plain import (
    LONGEST,
    ArchetypeViews,
    NotPlain,
    PlainScene,
    lone_concepts,
    plain_text,
    prove_sound,
    scan,
)
from scenelang.source import Span, file_content


class Cleared(NamedTuple):
    """What is known of a file with one scene and nothing wrong in it.

    `carries` are the concepts that its spans are instances of. `asks` are those of which a span of another
    scene must be an instance too; until that is known, the file is not cleared.
    """

    id: Name
    facts: SceneFacts
    carries: frozenset[str] = frozenset()
    asks: tuple[str, ...] = ()


class QuickLook:
    """The quick looks of one run. Archetypes are asked for once a folder."""

    def __init__(self, run: SceneRun, rules: RuleSet) -> None:
        self._may_fault = rules.may_fault
        self._archetypes = ArchetypeViews(run.project)

    def at(self, file: str) -> Cleared | None:
        """What is known of a file; None where the full path is to look at it.

        Args:
            file: The path of a file, as messages show it.
        """
        content = content_of(file)
        return None if content is None else self.at_content(file, content)

    def at_content(self, file: str, content: bytes) -> Cleared | None:
        """The same of what a file holds, or might hold."""
        text = plain_text(content)
        if text is None or self._may_fault is None:
            return None
        try:
            scene = scan(text)
            prove_sound(scene, self._archetypes.seen(file.rpartition("/")[0], scene.archetype).view)
            scene.fill_in()
            for may_fault in self._may_fault:
                if may_fault(scene):
                    return None
        except NotPlain:
            return None
        return _cleared(file, scene)


def _cleared(file: str, scene: PlainScene) -> Cleared:
    place = Span(file, scene.id_start, scene.id_start + len(scene.id))
    concepts = tuple([concept for span in scene.marked for concept in span.marks.concepts])
    facts = plain_facts(scene, place, concepts)
    return Cleared(Name(scene.id, place), facts, frozenset(concepts), lone_concepts(scene))


def content_of(file: str) -> bytes | None:
    """What a file holds; None for what cannot be read, is empty, or is longer than a quick look goes."""
    content = file_content(file, LONGEST + 1)
    return content if content is not None and 0 < len(content) <= LONGEST else None
