"""A scene as the text of a file, in the one order in which sections are written.

Takes: scenes as they were read, checked or not. Gives: text that reads back as the same scenes.
May assume: values that reading could have given. Never does: keep comments; they are no part of a scene.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scenelang.model import (
    Beat,
    CastMember,
    Constant,
    Exposure,
    Expression,
    LayerRule,
    LogicStep,
    Recall,
    Scene,
)
from scenelang.printing.expressions import expression_text
from scenelang.printing.markup import markup_text
from scenelang.printing.numbers import number_text
from scenelang.printing.rule_lines import (
    attention_line,
    exposure_line,
    layer_aim,
    layer_site,
    logic_line,
    reference_line,
    trajectory_line,
)
from scenelang.printing.vary_lines import flow_list, vary_lines
from scenelang.printing.yaml_text import block_scalar, flow_scalar, line_scalar

_KEY_COLUMN = 4


def print_scenes(scenes: Iterable[Scene]) -> str:
    """Several scenes as one file."""
    return "---\n".join(print_scene(scene) for scene in scenes)


def print_scene(scene: Scene) -> str:
    """One scene as the text of a file, a line break at its end."""
    return "".join(f"{line}\n" for line in _lines(scene))


def _lines(scene: Scene) -> Iterator[str]:
    yield f"scene: {scene.version}"
    yield f"id: {flow_scalar(scene.id.text)}"
    yield f"archetype: {flow_scalar(scene.archetype.text)}"
    yield f"stratum: {scene.stratum.value}"
    yield f"language: {flow_scalar(scene.language)}"
    if scene.tags:
        yield f"tags: {flow_list(scene.tags)}"
    if scene.source is not None:
        yield f"source: {line_scalar(scene.source.text)}"
    if scene.licence is not None:
        yield f"licence: {line_scalar(scene.licence.text)}"
    if scene.use:
        yield f"use: {flow_list(scene.use)}"
    if scene.held_out:
        yield "split: held_out"
    if scene.recall is not Recall.ORDER:
        yield f"recall: {scene.recall.value}"
    if scene.expose:
        yield f"expose: {_exposures(scene.expose)}"
    yield from _section("cast", map(_member, scene.cast))
    yield from _section(
        "tension",
        (
            f"{_key(axis.axis.text)}: {line_scalar(trajectory_line(axis.trajectory))}"
            for axis in scene.tension
        ),
    )
    yield from _section("beats", map(_beat, scene.beats))
    yield from _section("logic", (f"- {_step(step)}" for step in scene.logic))
    yield from _section("self", (f"- {line_scalar(reference_line(line))}" for line in scene.references))
    yield from _section("anchors", (f"- {line_scalar(attention_line(rule))}" for rule in scene.anchors))
    yield from _section("layers", (f"- {_layer_rule(rule)}" for rule in scene.layers))
    if scene.vary is not None:
        yield from vary_lines(scene.vary)


def _section(name: str, lines: Iterable[str]) -> Iterator[str]:
    indented = [f"  {line}" for line in lines]
    if indented:
        yield f"{name}:"
        yield from indented


def _key(name: str) -> str:
    return flow_scalar(name)


def _member(member: CastMember) -> str:
    chat = "" if member.chat is None else f", chat: {member.chat.value}"
    return f"{_key(member.name.text)}: {{role: {flow_scalar(member.role.text)}{chat}}}"


def _beat(beat: Beat) -> str:
    text = markup_text(beat.text)
    if beat.weight is None and beat.stratum is None and not beat.expose:
        head = beat.kind.text if beat.speaker is None else f"{beat.kind.text}({beat.speaker.text})"
        return f"- {line_scalar(head)}: {block_scalar(text, _KEY_COLUMN)}"
    lines = [f"- kind: {flow_scalar(beat.kind.text)}"]
    if beat.speaker is not None:
        lines.append(f"speaker: {flow_scalar(beat.speaker.text)}")
    if beat.stratum is not None:
        lines.append(f"stratum: {beat.stratum.value}")
    if beat.weight is not None:
        lines.append(f"weight: {_beat_weight(beat.weight)}")
    if beat.expose:
        lines.append(f"expose: {_exposures(beat.expose)}")
    lines.append(f"text: {block_scalar(text, _KEY_COLUMN)}")
    return "\n    ".join(lines)


def _beat_weight(weight: Expression) -> str:
    if isinstance(weight, Constant) and not isinstance(weight.value, str | bool):
        return number_text(weight.value)
    return line_scalar(expression_text(weight))


def _exposures(exposures: tuple[Exposure, ...]) -> str:
    return line_scalar(", ".join(map(exposure_line, exposures)))


def _step(step: LogicStep) -> str:
    line = logic_line(step)
    return line_scalar(line) if step.name is None else f"{_key(step.name.text)}: {line_scalar(line)}"


def _layer_rule(rule: LayerRule) -> str:
    return f"{line_scalar(layer_site(rule))}: {line_scalar(layer_aim(rule))}"
