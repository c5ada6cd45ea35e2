"""One line each: trajectories, logic steps, references, attention rules, layer rules, exposure."""

from __future__ import annotations

import re

from scenelang.model import (
    At,
    AttentionRule,
    ConceptTarget,
    Exposure,
    Keyframe,
    Label,
    Latent,
    LayerRule,
    LayerTarget,
    LogicStep,
    Mirrors,
    Positions,
    Reads,
    Reference,
    Shape,
    TensionTarget,
    Trajectory,
)
from scenelang.printing.markup import quoted_text, template_text
from scenelang.printing.numbers import number_text
from scenelang.signals import NAMED_BANDS, HeadRule, LayerBand, LayerUnit, Module

_VARIABLE = re.compile(r"\$\{\w+\}\Z")


def trajectory_line(trajectory: Trajectory) -> str:
    """`0.2 -> 0.9 @ turn -> 0.1`, `peak(0.2, 0.9 @ turn)`."""
    if isinstance(trajectory, Shape):
        return f"{trajectory.name.text}({', '.join(map(_keyframe, trajectory.arguments))})"
    return " -> ".join(map(_keyframe, trajectory.keyframes))


def logic_line(step: LogicStep) -> str:
    """`premise, premise => conclusion`, without the step's name."""
    conclusion = step.conclusion
    if isinstance(conclusion, Latent):
        concluded = f"({conclusion.name.text} = {template_text(conclusion.reads)})"
    else:
        concluded = conclusion.span.text
    return f"{', '.join(premise.text for premise in step.premises)} {step.operator.value} {concluded}"


def reference_line(reference: Reference) -> str:
    """`span VERB target`."""
    return f"{reference.span.text} {reference.verb.value} {reference.target.text}"


def attention_line(rule: AttentionRule) -> str:
    """`query -> key, key @ layers heads w 1.0`."""
    keys = ", ".join(_positions(key, At.LAST) for key in rule.keys)
    arrow = "-/>" if rule.away else "->"
    line = f"{_positions(rule.query, At.PRODUCE)} {arrow} {keys}"
    if rule.layers is not None:
        line += f" @ {band_text(rule.layers)}"
        line += "" if rule.heads is None else f" {_heads(rule.heads)}"
    return line + _weight(rule.weight)


def layer_site(rule: LayerRule) -> str:
    """`before answer @ 60%`."""
    at = "at" if rule.where.at is At.READ else rule.where.at.value
    site = f"{at} {rule.where.span.text}"
    return site if rule.layers is None else f"{site} @ {band_text(rule.layers)}"


def layer_aim(rule: LayerRule) -> str:
    """`reads "not" w 0.5`."""
    return _aim(rule.target) + _weight(rule.weight)


def exposure_line(exposure: Exposure) -> str:
    """`early`, `attention @ early`."""
    band = band_text(exposure.layers)
    return band if exposure.module is Module.ALL else f"{exposure.module.value} @ {band}"


def band_text(band: LayerBand) -> str:
    """A band with every digit that it has."""
    for name, named in NAMED_BANDS.items():
        if named == band:
            return name
    sign = "%" if band.unit is LayerUnit.PERCENT else ""
    low, high = f"{number_text(band.low)}{sign}", f"{number_text(band.high)}{sign}"
    return low if band.low == band.high else f"{low}..{high}"


def _keyframe(keyframe: Keyframe) -> str:
    value = number_text(keyframe.value)
    return value if keyframe.beat is None else f"{value} @ {keyframe.beat.text}"


def _positions(positions: Positions, default: At) -> str:
    if positions.at is default:
        return positions.span.text
    return f"{positions.at.value} {positions.span.text}"


def _heads(rule: HeadRule) -> str:
    return str(rule)


def _weight(weight: float) -> str:
    return "" if weight == 1.0 else f" w {number_text(weight)}"


def _aim(target: LayerTarget) -> str:
    match target:
        case Reads(text=text):
            return f"reads {template_text(text)}"
        case ConceptTarget(concept=concept):
            return f"concept {concept.text}"
        case Mirrors(span=span):
            return f"mirrors {span.text}"
        case Label(key=key, value=value):
            is_variable = _VARIABLE.match(value.text)
            return f"label {key.text} = {value.text if is_variable else quoted_text(value.text)}"
        case TensionTarget(axis=axis):
            return f"tension {axis.text}"
        case _:
            return "teacher"
