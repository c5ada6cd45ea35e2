"""What of a plain scene decides its soundness and its supervision, without its words.

Takes: a plain scene.
Gives: its shape, in which each beat and span is the number of its place; the words apart.
May assume: nothing of what its rules name.
Never does: say what the shape means. Two scenes of one shape, archetype and wording of their heads are both
    sound or both not, and have the same plan: by these proofs and plans are remembered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple, TypeAlias

from scenelang.model import At, Verb
from scenelang.plain import PlainMarks, PlainScene

SILENT = -1
"""Stands for the place of the one conclusion that a sound scene does not say.

In others there may be more words that are no beat and no span: they go by lower numbers, as they are met.
"""

OWN_SCENE = -1_000_000
"""Stands for the scene itself, where a reference names it."""

NO_RANK = -1
"""Stands for the place of what is not there."""

Position: TypeAlias = tuple[At, int]
Anchor: TypeAlias = tuple[At, int, tuple[Position, ...], bool, str]
LayerLine: TypeAlias = tuple[At, int, str, str, str, int, str]


class Shape(NamedTuple):
    """A scene without its words. Beats and spans go by their ranks, see `PlainBeat`.

    `beats` has (name, kind, rank, weight, axis, stratum) of each, `logic` (premises, operator, conclusion,
    is it silent) of each step, `references` (span, verb, target), `anchors` (position, rank, keys, away,
    tail), `layers` (position, rank, band, aim, word, other rank, tail), where the word that is read is left
    out. `concepts` has (rank, concepts) of each span with any, `named` the ranks of the spans with a name
    where a reference turns to a whole beat, else none; `end` counts beats and spans.
    """

    stratum: str
    beats: tuple[tuple[str, str, int, float, str, str], ...]
    tension: tuple[tuple[str, str], ...]
    logic: tuple[tuple[tuple[int, ...], str, int, bool], ...]
    references: tuple[tuple[int, str, int], ...]
    anchors: tuple[Anchor, ...]
    layers: tuple[LayerLine, ...]
    concepts: tuple[tuple[int, tuple[str, ...]], ...]
    named: tuple[int, ...]
    end: int


class Wording(NamedTuple):
    """What else of a scene its soundness rests on: who is there, who speaks, what spans are marked."""

    cast: tuple[tuple[str, str], ...]
    speakers: tuple[str, ...]
    marks: tuple[tuple[int, PlainMarks], ...]


def shape_of(scene: PlainScene) -> Shape:
    """The shape of a scene.

    Raises:
        KeyError: a rule names a beat or span that the scene has not.
    """
    extents = scene.extents
    strange: dict[str, int] = {}
    logic = tuple(
        [
            (
                tuple([_place(name, extents, strange) for name in premises]),
                sign,
                _place(name, extents, strange),
                bool(reads),
            )
            for premises, sign, name, reads in scene.logic
        ]
    )
    references = tuple(
        [
            (extents[span][0], verb, extents[target][0] if target in extents else _own(scene, verb, target))
            for span, verb, target in scene.references
        ]
    )
    beats = scene.beats
    forms = tuple(
        [(id_, kind, rank, weight, axis, own) for id_, kind, _, rank, _, weight, axis, own in beats]
    )
    concepts = tuple([(span.rank, span.marks.concepts) for span in scene.marked if span.marks.concepts])
    return Shape(
        scene.stratum,
        forms,
        tuple(scene.tension.items()),
        logic,
        references,
        _anchors(scene, extents),
        _layers(scene, extents),
        concepts,
        _named(scene, [target for _, _, target in references]),
        beats[-1].end,
    )


def _anchors(scene: PlainScene, extents: Mapping[str, tuple[int, int]]) -> tuple[Anchor, ...]:
    return tuple(
        [
            (query[0], extents[query[1]][0], tuple([(at, extents[span][0]) for at, span in keys]), away, tail)
            for query, keys, away, tail in scene.anchors
        ]
    )


def _layers(scene: PlainScene, extents: Mapping[str, tuple[int, int]]) -> tuple[LayerLine, ...]:
    return tuple(
        [
            (
                where[0], extents[where[1]][0], band, aim, "" if aim in ("reads", "mirrors") else said,
                extents[said][0] if aim == "mirrors" else NO_RANK, tail,
            )
            for where, band, aim, said, tail in scene.layers
        ]
    )  # fmt: skip


def _named(scene: PlainScene, targets: Collection[int]) -> tuple[int, ...]:
    """The ranks of spans that have a name, where a reference is to a whole beat; else none."""
    if not targets or {beat.rank for beat in scene.beats}.isdisjoint(targets):
        return ()
    return tuple([span.rank for span in scene.spans if span.id])


def wording_of(scene: PlainScene) -> Wording:
    """The wording of a scene's heads and marks."""
    speakers = tuple([beat[2] for beat in scene.beats])
    return Wording(tuple(scene.cast.items()), speakers, tuple([(span[3], span[2]) for span in scene.marked]))


def _place(name: str, extents: Mapping[str, tuple[int, int]], strange: dict[str, int]) -> int:
    """The rank of a name; a number of its own below 0 for what is no beat and no span."""
    extent = extents.get(name)
    return strange.setdefault(name, -1 - len(strange)) if extent is None else extent[0]


def _own(scene: PlainScene, verb: str, target: str) -> int:
    if verb == Verb.NAMES.value and target == scene.id:
        return OWN_SCENE
    raise KeyError(target)


def bound_names(scene: PlainScene) -> list[str]:
    """The premises that can be looked at, in the order in which they are first named."""
    known = scene.extents
    premises = dict.fromkeys([name for step in scene.logic for name in step.premises])
    return [name for name in premises if name in known]


def texts_read(scene: PlainScene) -> list[str]:
    """The texts that hidden layers are to read, in the order of their targets."""
    silent = [step.reads for step in scene.logic if step.reads]
    return silent + [rule.argument for rule in scene.layers if rule.aim == "reads"]
