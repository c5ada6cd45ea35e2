"""What a model would read of the scenes of a file, as something small that can be compared.

Takes: the scenes of a text, as if it stood in its file.
Gives: a digest of each scene that compiles, and the ids of those that do not.
May assume: nothing.
Never does: compile more than the first instances of a scene; of the others it compares what they are made of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.diagnostics import Refusal
from scenelang.expanding import plan_instances
from scenelang.lowering import LowerOptions, RenderingKind, SceneTokenizer, chat_messages, lower_scene
from scenelang.printing import essence
from scenelang.rewriting.all_instances import said_to_all
from scenelang.tokens import AttentionTarget, HiddenTarget, TokenProgram

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene
    from scenelang.expanding import InstancePlan
    from scenelang.gathering import SceneRun
    from scenelang.model import Scene

INSTANCES = 3
"""How many instances of a scene are compiled, the first ones; what all are made of is compared too."""
_PLAIN = LowerOptions()
_CHAT = LowerOptions(rendering=RenderingKind.CHAT)


@dataclass(frozen=True, slots=True)
class TrainingDigest:
    """What the scenes of a file become, in their order: two files with equal digests train alike.

    `programs` has one SHA-256 a scene, over the token programs of its first instances under each tokenizer:
    ids, weights, what is avoided and exposed, attention and layer targets, tension, split, tags and the other
    labels that go into the shards; and over the draws and texts that all instances are made of, and the cast.
    Where the project reads scenes as chats, it is over both renderings, and over who says what. It leaves out
    what no trainer reads: places, files, the names of rules and spans that a target comes from, and the
    certificates. It is None for a scene that does not compile.
    `texts` has the same over the tokens and the draws alone.
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
    is_chat = run.settings(path).rendering.value == RenderingKind.CHAT.value
    digests = [_scene_digests(run.check(path, scene).value, tokenizers, is_chat) for scene in scenes]
    return TrainingDigest(tuple(whole for whole, _ in digests), tuple(text for _, text in digests))


def _scene_digests(
    checked: CheckedScene | None, tokenizers: Sequence[SceneTokenizer], is_chat: bool
) -> tuple[str | None, str | None]:
    """The digests of a scene's programs and of their tokens."""
    plan = None if checked is None else plan_instances(checked).value
    if checked is None or plan is None:
        return None, None
    whole, text = hashlib.sha256(), hashlib.sha256()
    made_of = _bytes(said_to_all(checked.scene, plan))
    whole.update(made_of + _bytes(_speakers(checked, is_chat)))
    text.update(made_of)
    for tokenizer, options in _ways(tokenizers, is_chat):
        for program in _programs(checked, plan, tokenizer, options):
            if program is None and options is _PLAIN:
                return None, None
            whole.update(_bytes(None if program is None else _trained(program)))
            text.update(_bytes(None if program is None else program.ids))
    return whole.hexdigest(), text.hexdigest()


def _bytes(value: object) -> bytes:
    return repr(value).encode("utf-8", "surrogatepass")


def _speakers(checked: CheckedScene, is_chat: bool) -> tuple[object, ...]:
    """The cast; in a project of chats also who says what: not every tokenizer has a template."""
    said = chat_messages(checked) if is_chat else ()
    return essence(checked.scene.cast), tuple((one.role.value, one.first, one.stop) for one in said)


def _ways(
    tokenizers: Sequence[SceneTokenizer], is_chat: bool
) -> Iterator[tuple[SceneTokenizer, LowerOptions]]:
    """How scenes are compiled: as plain text, and as chats where the project says so."""
    for tokenizer in tokenizers:
        yield tokenizer, _PLAIN
        if is_chat and tokenizer.chat_template.value is not None:
            yield tokenizer, _CHAT


def _programs(
    checked: CheckedScene, plan: InstancePlan, tokenizer: SceneTokenizer, options: LowerOptions
) -> Iterator[TokenProgram | None]:
    """What a scene's first instances are under a tokenizer; ends with None if one does not compile."""
    numbers = range(min(INSTANCES, len(plan)))
    try:
        for program, _ in lower_scene(checked, plan, tokenizer, options, numbers=numbers):
            yield program
            if program is None:
                return
    except Refusal:
        yield None


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
