"""Proves that a plain scene means something, as the checking room would find.

Takes: a plain scene and its archetype.
Gives: nothing; `NotPlain` where the full path would, or might, say something.
May assume: the scene was read as the full path reads it.
Never does: find out what is wrong, or look at other scenes: what must stand in one is given by
    `lone_concepts`. Each proof here may ask for more than the checking room does, never less.

Ranks stand for places: each beat and each span has the rank of its beginning, so that one stands wholly
before another when its extent ends no later than the other begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scenelang.model import At
from scenelang.plain.archetype_view import ArchetypeView
from scenelang.plain.courses import prove_course
from scenelang.plain.plain_scene import NO_MARKS, PlainPosition, PlainScene
from scenelang.plain.plain_words import KEYWORDS, NotPlain

_NOISE = "noise"


def prove_sound(scene: PlainScene, archetype: ArchetypeView) -> None:
    """Proves a scene.

    Raises:
        NotPlain: the proof does not succeed.
    """
    try:
        _prove_outer(scene, archetype)
        _prove_weights(scene, archetype)
        _prove_logic(scene, archetype)
        _prove_rules(scene)
    except KeyError:  # a name that no span of the scene has
        raise NotPlain from None


def names_are_free(scene: PlainScene) -> bool:
    """Whether no name of a beat or span means something else.

    Beside this, a proof rests on what names stand for alone: other names for the same places change nothing.
    """
    return KEYWORDS.isdisjoint(scene.extents)


def _prove_outer(scene: PlainScene, archetype: ArchetypeView) -> None:
    """Roles, speakers, the order of beats, tension."""
    cast, beats = scene.cast, scene.beats
    taken = set(cast.values())
    if not (taken <= archetype.roles and archetype.required <= taken and names_are_free(scene)):
        raise NotPlain
    if not archetype.orders[scene.kinds]:
        raise NotPlain
    speakers = {beat.speaker for beat in beats}
    speakers.discard("")
    if not (speakers <= cast.keys() and scene.tension.keys() <= archetype.axes):
        raise NotPlain
    for course in scene.tension.values():
        prove_course(course, scene.beat_ids)


def _prove_weights(scene: PlainScene, archetype: ArchetypeView) -> None:
    """Something is learned, and whatever is to be avoided would be learned; nothing is noise."""
    revised = {line.target for line in scene.references if line.verb == "revises"}
    weighs = []
    for beat in scene.beats:
        if beat.axis and beat.axis not in scene.tension:
            raise NotPlain
        stratum = beat.stratum or archetype.strata.get(beat.kind)
        if stratum and (stratum == _NOISE or stratum == scene.stratum == beat.stratum):
            raise NotPlain
        weighs.append(beat.weight * archetype.weights.get(beat.kind, 1.0) > 0 and beat.id not in revised)
    is_learned = False
    for name, _, marks, _, number in scene.spans:
        weighs_here = weighs[number] and name not in revised
        if marks is not NO_MARKS:
            weighs_here = weighs_here and marks.weight > 0 and not marks.read
            if marks.avoid and not weighs_here:
                raise NotPlain
        is_learned = is_learned or weighs_here
    if not is_learned:
        raise NotPlain


def _prove_logic(scene: PlainScene, archetype: ArchetypeView) -> None:
    """Premises stand before what rests on them, at most one conclusion is silent, and all are used."""
    steps, extents = scene.logic, scene.extents
    if archetype.depth is not None and len(steps) > archetype.depth:
        raise NotPlain
    spoken: dict[str, int] = {}
    used = {line.target for line in scene.references}
    chain = _Silent("", -1)
    for premises, _, name, reads in reversed(steps):
        # From the end to the start: whatever rests on the silent conclusion was met before it, so that it
        # lies on no circle.
        if reads:
            chain = chain.concluded(name)
            rank = chain.held
        else:
            rank = extents[name][0]
            if name in spoken:
                raise NotPlain
            spoken[name] = rank
        for premise in premises:
            extent = extents.get(premise)
            if extent is None:
                chain = chain.rested_on(premise, rank)
            elif extent[1] > rank:
                raise NotPlain
        used.update(premises)
        if len(set(premises)) < len(premises):
            raise NotPlain
    if chain.name and not chain.is_concluded:
        raise NotPlain
    _prove_use(scene, spoken, used)


class _Silent(NamedTuple):
    """The one silent conclusion, and where the first span that rests on it begins."""

    name: str
    held: int
    is_concluded: bool = False

    def rested_on(self, name: str, rank: int) -> _Silent:
        """After one more step that rests on it."""
        if not name or self.is_concluded or self.name not in ("", name):
            raise NotPlain
        return _Silent(name, min(rank, self.held) if self.name else rank)

    def concluded(self, name: str) -> _Silent:
        """After the step that concludes it."""
        if self.is_concluded or self.name != name:
            raise NotPlain
        return _Silent(name, self.held, is_concluded=True)


def _prove_use(scene: PlainScene, spoken: dict[str, int], used: set[str]) -> None:
    """Each conclusion but the last is used by something."""
    if not spoken:
        if scene.logic:
            raise NotPlain
        return
    for rule in scene.anchors:
        used.update([key.span for key in rule.keys])
    used.add(max(spoken, key=spoken.__getitem__))
    if not used.issuperset(spoken):
        raise NotPlain
    # A beat may begin where its first span does, so that neither is the last.
    if not spoken.keys().isdisjoint(scene.beat_ids):
        raise NotPlain


def _prove_rules(scene: PlainScene) -> None:
    """References turn back, keys are read before their queries, layers hold what there is."""
    extents, own_id = scene.extents, scene.id
    for span, verb, target in scene.references:
        query = extents[span]
        if verb == "names" and target == own_id and target not in extents:
            continue
        key = extents[target]
        if span == target or (verb != "names" and key[1] > query[0]):
            raise NotPlain
        if verb == "confirms" and any(
            line.verb == "revises" and line.target == target for line in scene.references
        ):
            raise NotPlain
    for asker, keys, _, _ in scene.anchors:
        _prove_keys(asker, keys, scene)
    for where, _, aim, argument, _ in scene.layers:
        _prove_keys(where, (PlainPosition(At.LAST, argument),) if aim == "mirrors" else (), scene)
        if aim == "tension" and argument not in scene.tension:
            raise NotPlain


def _prove_keys(query: PlainPosition, keys: Iterable[PlainPosition], scene: PlainScene) -> None:
    at, span = query
    extents = scene.extents
    start = extents[span][0]
    if at is At.BEFORE and start <= 1:  # perhaps the first thing in the text
        raise NotPlain
    for at, span in keys:
        begin, end = extents[span]
        if end > start or (at is At.BEFORE and begin <= 1):
            raise NotPlain


def lone_concepts(scene: PlainScene) -> tuple[str, ...]:
    """The concepts that a layer is to hold and no span carries but the rule's own: others scenes must."""
    return tuple(
        argument
        for where, _, aim, argument, _ in scene.layers
        if aim == "concept"
        and not any(argument in span.marks.concepts and span.id != where.span for span in scene.marked)
    )
