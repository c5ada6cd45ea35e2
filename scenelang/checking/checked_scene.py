"""A scene that means something: every name resolved, every depth known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenelang.model import Archetype, LogicStep, MarkedSpan, Scene, Stratum


@dataclass(frozen=True, slots=True)
class SpanEntry:
    """A span that supervision may name: a marked one, or a beat's implicit one (`marked` is None).

    `order` counts the spans by where they end in the text; `inner` are the ids of the named spans inside
    it, in the order of the text.

    `scene` is empty for the scene's own spans. With `recall: inline`, the spans of the recalled scenes are
    here too, as `scene-id#span` (and each recalled scene as a whole as `scene-id`); then `scene` is that
    scene's id and `beat` a beat of that scene, -1 for the whole of it.
    """

    id: str
    beat: int
    marked: MarkedSpan | None
    order: int
    inner: tuple[str, ...]
    scene: str = ""


@dataclass(frozen=True, slots=True)
class CheckedStep:
    """A logic step with its operands resolved.

    `premises` are the ids of the spans to look at (named steps replaced by their spoken conclusions;
    latent premises left out, since there is nothing to look at). `carrier` is the span whose production
    carries the step: the conclusion where it is spoken, else the next spoken conclusion that rests on it.
    `depth` is the longest path from the premises, from 1.
    """

    step: LogicStep
    premises: tuple[str, ...]
    carrier: str
    depth: int


@dataclass(frozen=True, slots=True)
class CheckedScene:
    """A scene whose every name resolves. `tension[beat][axis]` follows `axes`; values in 0..1.

    `lexicons` holds the values of each lexicon path that a draw names, as written in the scene.
    `beat_weights` has one factor a beat: what the beat and its kind weigh, strata left out; `strata` has
    the stratum of each beat. `prerequisites` are the ids of the scenes that this one refers to, sorted;
    `recalled` are those scenes, in the order in which their texts stand before this one: empty unless the
    scene says `recall: inline`. `files` are the files that went into it beside its own: its archetype with
    those that it extends, lexicons, recalled scenes.
    """

    scene: Scene
    archetype: Archetype
    beat_ids: tuple[str, ...]
    spans: Mapping[str, SpanEntry]
    steps: tuple[CheckedStep, ...]
    axes: tuple[str, ...]
    tension: tuple[tuple[float, ...], ...]
    lexicons: Mapping[str, tuple[str, ...]]
    beat_weights: tuple[float, ...]
    strata: tuple[Stratum, ...]
    prerequisites: tuple[str, ...] = ()
    recalled: tuple[CheckedScene, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def depth(self) -> int:
        """The depth of the deepest logic step; 0 without logic."""
        return max((step.depth for step in self.steps), default=0)
