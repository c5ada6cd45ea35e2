"""Reads the longer lines of a printed token program: tokens, targets, certificates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scenelang.signals import HeadRule, HeadRuleKind, LayerBand, LayerUnit, Module
from scenelang.source import Span
from scenelang.tokens.target import AttentionTarget, ExposedTokens, HiddenKind, HiddenTarget
from scenelang.tokens.text_items import ItemFault, Items
from scenelang.tokens.token_program import RecalledText, SpanCertificate

FORMS: Mapping[str, str] = {
    "program": "program 2",
    "instance": "instance NUMBER",
    "binding": 'binding "NAME" "VALUE"',
    "split": "split train|held_out",
    "tags": 'tags "TAG" ...',
    "prerequisites": 'prerequisites "SCENE" ...',
    "axes": 'axes "AXIS" ...',
    "curriculum": "curriculum NUMBER",
    "tension": "tension NUMBER,NUMBER",
    "recalled": 'recalled "SCENE" "FILE" START END',
    "token": 'token NUMBER id NUMBER "PIECE" weight NUMBER [avoid NUMBER] beat NUMBER source START END',
    "attention": (
        "attention QUERIES to|away KEYS|KEYS layers UNIT LOW HIGH heads RULE weight NUMBER "
        'origin "RULE" at "FILE" START END'
    ),
    "hidden": (
        'hidden POSITIONS KIND layers UNIT LOW HIGH weight NUMBER origin "RULE" token NUMBER '
        'others POSITIONS name "NAME" value "VALUE" at "FILE" START END'
    ),
    "exposure": 'exposure START END all|attention|mlp layers UNIT LOW HIGH at "FILE" START END',
    "certificate": 'certificate "SPAN" START END "TEXT" "DECODED"',
}
"""How each kind of line is written, for messages."""


class TokenLine(NamedTuple):
    """One `token` line."""

    id: int
    piece: str
    weight: float
    avoid: float
    beat: int
    source: tuple[int, int]


def read_token(items: Items) -> TokenLine:
    """`token 0 id 17 " Ana" weight 0.0 beat 0 source 12 16`; the number is for people."""
    items.integer()
    items.word("id")
    token, piece = items.integer(), items.text()
    items.word("weight")
    weight = items.number()
    avoid = items.number() if items.word("avoid", "beat") == "avoid" else None
    if avoid is not None:
        items.word("beat")
    beat = items.integer()
    items.word("source")
    return TokenLine(token, piece, weight, avoid or 0.0, beat, (items.integer(), items.integer()))


def read_recalled(items: Items) -> RecalledText:
    """A `recalled` line."""
    return RecalledText(items.text(), items.text(), items.integer(), items.integer())


def read_attention(items: Items) -> AttentionTarget:
    """An `attention` line."""
    queries = items.integers()
    away = items.word("to", "away") == "away"
    groups = items.groups()
    layers, heads = _band(items), _heads(items)
    return AttentionTarget(
        queries, groups, away, layers, heads, _weight(items), _origin(items), _place(items)
    )


def read_hidden(items: Items) -> HiddenTarget:
    """A `hidden` line."""
    positions = items.integers()
    kind = HiddenKind(items.word(*HiddenKind))
    layers, weight, origin = _band(items), _weight(items), _origin(items)
    items.word("token")
    token = items.integer()
    items.word("others")
    others = items.integers()
    items.word("name")
    name = items.text()
    items.word("value")
    value = items.text()
    return HiddenTarget(positions, layers, kind, weight, origin, _place(items), token, others, name, value)


def read_exposure(items: Items) -> ExposedTokens:
    """An `exposure` line."""
    start, end, module = items.integer(), items.integer(), Module(items.word(*Module))
    return ExposedTokens(start, end, module, _band(items), _place(items))


def read_certificate(items: Items) -> SpanCertificate:
    """A `certificate` line."""
    return SpanCertificate(items.text(), items.integer(), items.integer(), items.text(), items.text())


def _band(items: Items) -> LayerBand:
    items.word("layers")
    return LayerBand(LayerUnit(items.word(*LayerUnit)), items.number(), items.number())


def _heads(items: Items) -> HeadRule:
    items.word("heads")
    kind = items.word("rule", *HeadRuleKind)
    if kind == "rule":
        return HeadRule(HeadRuleKind(items.word(*HeadRuleKind)), items.integer(), items.integers())
    if kind == HeadRuleKind.TOP:
        return HeadRule(HeadRuleKind.TOP, items.integer())
    return HeadRule(HeadRuleKind(kind))


def _weight(items: Items) -> float:
    items.word("weight")
    return items.number()


def _origin(items: Items) -> str:
    items.word("origin")
    return items.text()


def _place(items: Items) -> Span:
    items.word("at")
    file, start, end = items.text(), items.integer(), items.integer()
    if not 0 <= start <= end:
        raise ItemFault(f"{start} {end} is no range")
    return Span(file, start, end)
