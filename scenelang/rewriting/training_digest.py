"""What a model would read of the scenes of a file, as something small that can be compared.

Takes: the scenes of a text, as if it stood in its file.
Gives: a digest of each scene that compiles, and the ids of those that do not.
May assume: nothing.
Never does: look at more than the first instances of a scene.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.diagnostics import Refusal
from scenelang.expanding import plan_instances
from scenelang.lowering import LowerOptions, SceneTokenizer, lower_scene
from scenelang.tokens import AttentionTarget, HiddenTarget, TokenProgram

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene
    from scenelang.gathering import SceneRun
    from scenelang.model import Scene

INSTANCES = 3
"""How many instances of a scene are compared, the first ones; an edit touches all alike."""


@dataclass(frozen=True, slots=True)
class TrainingDigest:
    """What the scenes of a file become, in their order: two files with equal digests train alike.

    `programs` has one SHA-256 a scene, over the token programs of its first instances under each tokenizer:
    ids, weights, what is avoided and exposed, attention and layer targets, tension, split, tags and the other
    labels that go into the shards. It leaves out what no trainer reads: places, files, the names of rules and
    spans that a target comes from, and the certificates. It is None for a scene that does not compile.
    `texts` has the same over the tokens alone.
    """

    programs: tuple[str | None, ...]
    texts: tuple[str | None, ...]

    @property
    def sound(self) -> int:
        """How many scenes compile."""
        return sum(program is not None for program in self.programs)


def training_digest(
    path: Path, scenes: Sequence[Scene], run: SceneRun, tokenizers: Sequence[SceneTokenizer]
) -> TrainingDigest:
    """The digest of scenes that were read from a text, written yet or not.

    Args:
        path: The file in whose place the text stands; what scenes refer to is looked for from there.
        scenes: The scenes, in order.
        run: What checks them.
        tokenizers: Under which tokenizers; at least one.
    """
    digests = [_scene_digests(run.check(path, scene).value, tokenizers) for scene in scenes]
    return TrainingDigest(tuple(whole for whole, _ in digests), tuple(text for _, text in digests))


def _scene_digests(
    checked: CheckedScene | None, tokenizers: Sequence[SceneTokenizer]
) -> tuple[str | None, str | None]:
    """The digests of a scene's programs and of their tokens."""
    if checked is None:
        return None, None
    whole, text = hashlib.sha256(), hashlib.sha256()
    try:
        for program in chain.from_iterable(_programs(checked, tokenizer) for tokenizer in tokenizers):
            whole.update(repr(_trained(program)).encode("utf-8", "surrogatepass"))
            text.update(repr(program.ids).encode())
    except _DoesNotCompile:
        return None, None
    return whole.hexdigest(), text.hexdigest()


class _DoesNotCompile(Exception):
    """A scene that is sound by itself has no instances, or cannot be cut into tokens."""


def _programs(checked: CheckedScene, tokenizer: SceneTokenizer) -> Iterator[TokenProgram]:
    """What a scene's first instances are under one tokenizer."""
    plan = plan_instances(checked).value
    if plan is None:
        raise _DoesNotCompile
    numbers = range(min(INSTANCES, len(plan)))
    try:
        for program, _ in lower_scene(checked, plan, tokenizer, LowerOptions(), numbers=numbers):
            if program is None:
                raise _DoesNotCompile
            yield program
    except Refusal:
        raise _DoesNotCompile from None


def _trained(program: TokenProgram) -> tuple[object, ...]:
    """All of a program that reaches a trainer, or picks what does."""
    labels = (program.scene, program.instance, program.binding, program.split.value, program.archetype)
    shelf = (program.stratum, program.language, program.tags, program.prerequisites, program.rendering)
    recalled = tuple((text.scene, text.start, text.end) for text in program.recalled)
    return (
        *labels,
        *shelf,
        program.tokenizer,
        program.ids,
        program.weights,
        program.avoid,
        program.beats,
        program.axes,
        program.tension,
        program.curriculum,
        tuple(map(_attention, program.attention)),
        tuple(map(_hidden, program.hidden)),
        tuple((part.start, part.end, part.module.value, part.layers) for part in program.exposure),
        recalled,
    )


def _attention(target: AttentionTarget) -> tuple[object, ...]:
    return (target.queries, target.key_groups, target.away, target.layers, target.heads, target.weight)


def _hidden(target: HiddenTarget) -> tuple[object, ...]:
    asked = (target.positions, target.layers, target.kind.value, target.weight, target.token)
    return (*asked, target.others, target.name, target.value)
