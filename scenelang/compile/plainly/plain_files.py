"""Files to plain scenes, each with its plan: what is looked at one by one.

Takes: what files hold.
Gives: the plain scenes among them, proven sound, with the plans of their shapes.
May assume: nothing.
Never does: say what is wrong; all other files are left to the full path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scenelang.compile.plainly.plan_of_shape import ShapePlan, plan_of
from scenelang.compile.plainly.sayings import Sayings
from scenelang.compile.plainly.shape_of_scene import Shape, Wording, shape_of, wording_of
from scenelang.gathering import SceneRun
from scenelang.lowering import LowerOptions, SceneTokenizer
from scenelang.plain import (
    ArchetypeViews,
    NotPlain,
    PlainScene,
    SeenArchetype,
    lone_concepts,
    names_are_free,
    plain_text,
    prove_sound,
    scan,
)

_MOST_SHAPES, _MOST_PROOFS = 50_000, 1_000


class PlainFile(NamedTuple):
    """A file with one scene. `number` is its place among the files of its portion."""

    number: int
    scene: PlainScene
    plan: ShapePlan
    used: tuple[str, ...]


class _Known(NamedTuple):
    """What is known of scenes of one shape: their plan, and with which wordings they are sound."""

    plan: ShapePlan | None
    proofs: set[Wording]


class PlainFiles:
    """Finds the plain scenes of a build, and remembers the plans of their shapes."""

    def __init__(self, run: SceneRun, tokenizer: SceneTokenizer, options: LowerOptions) -> None:
        self.sayings = Sayings()
        self._archetypes = ArchetypeViews(run.project)
        self._known: dict[tuple[int, Shape], _Known] = {}
        self._specials = None if options.allow_special_tokens else tokenizer.special_pattern
        self._begins = {token[0] for token in tokenizer.special_tokens if token}

    def in_portion(self, files: Iterable[str], contents: Iterable[bytes]) -> Iterator[PlainFile]:
        """The plain scenes among some files."""
        for number, (file, content) in enumerate(zip(files, contents, strict=True)):
            text = plain_text(content)
            if text is None:
                continue
            try:
                scene = scan(text)
                seen = self._archetypes.seen(file.rpartition("/")[0], scene.archetype)
                plan = self._proven(scene, seen)
            except NotPlain:
                continue
            if self._is_special(scene.together) or lone_concepts(scene):
                continue
            if plan is not None:
                yield PlainFile(number, scene, plan, seen.archetype.files)

    def _is_special(self, text: str) -> bool:
        """Whether a special token may stand in a text."""
        if self._specials is None:
            return False
        return any(sign in text for sign in self._begins) and self._specials.search(text) is not None

    def _proven(self, scene: PlainScene, seen: SeenArchetype) -> ShapePlan | None:
        """The plan of a scene that is sound; None where something of it is held back.

        Raises:
            NotPlain: it may not be sound.
        """
        if not names_are_free(scene):
            raise NotPlain
        try:
            key = id(seen), shape_of(scene)
        except KeyError:  # a name that no span of the scene has
            raise NotPlain from None
        known, wording = self._known.get(key), wording_of(scene)
        if known is not None and wording in known.proofs:
            return known.plan
        prove_sound(scene, seen.view)
        if known is None:
            if len(self._known) >= _MOST_SHAPES:
                self._known.clear()
                self.sayings.courses.clear()
            known = self._known[key] = _Known(plan_of(key[1], seen.archetype, self.sayings), set())
        if len(known.proofs) >= _MOST_PROOFS:
            known.proofs.clear()
        known.proofs.add(wording)
        return known.plan
