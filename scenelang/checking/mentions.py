"""Where a scene may speak of others.

Takes: a scene and the names of its own spans.
Gives: every word that means another scene, or a span of one, if there is such a scene.
May assume: nothing.
Never does: look for that scene.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from scenelang.model import Latent, Name, Reference, Scene, Verb

_TEXT_VERBS = frozenset({Verb.REVISES, Verb.MIRRORS})


class Mention(NamedTuple):
    """A word that may mean another scene. `what` names the construct, `needs_text` whether it must be read.

    `verb` is None for a premise of logic.
    """

    name: Name
    verb: Verb | None

    @property
    def scene_id(self) -> str:
        """The id of the scene that is meant."""
        return self.name.text.partition("#")[0]

    @property
    def span(self) -> str:
        """The span in it; empty where the whole scene is meant."""
        return self.name.text.partition("#")[2]

    @property
    def needs_text(self) -> bool:
        """True where the text of the other scene must stand in the same window."""
        return self.verb is None or self.verb in _TEXT_VERBS

    @property
    def what(self) -> str:
        """The construct, as a message names it."""
        return "a premise" if self.verb is None else f"`{self.verb.value}`"


def mentions(scene: Scene, own: Collection[str]) -> Iterator[Mention]:
    """References first, premises after them; `own` are the names of the scene's spans."""
    for reference in scene.references:
        if _may_lie_elsewhere(reference, scene, own):
            yield Mention(reference.target, reference.verb)
    nodes = {*own, *_names_of_steps(scene)}
    for step in scene.logic:
        for premise in step.premises:
            if premise.text not in nodes:
                yield Mention(premise, None)


def _may_lie_elsewhere(reference: Reference, scene: Scene, own: Collection[str]) -> bool:
    target = reference.target.text
    return "#" in target or (target not in own and target != scene.id.text)


def _names_of_steps(scene: Scene) -> Iterator[str]:
    for step in scene.logic:
        if step.name is not None:
            yield step.name.text
        if isinstance(step.conclusion, Latent):
            yield step.conclusion.name.text
