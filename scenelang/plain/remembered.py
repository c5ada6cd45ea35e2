"""Small pieces of scenes that come again and again, each read once by the parser of its language.

Takes: a piece as written.
Gives: what it means.
May assume: each sign is plain.
Never does: read by a rule of its own what a grammar knows; a piece of which the parser says anything at all
is not plain (`NotPlain`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from scenelang.model import AttentionRule, MarkedSpan, Stratum
from scenelang.parsing import parse_attention_rule, parse_beat_text, parse_layer_rule
from scenelang.plain.plain_scene import PlainMarks
from scenelang.plain.plain_words import ID, LONG_FORM_KEYS, NUMBER, TRAPS, NotPlain
from scenelang.signals import HeadRuleKind, LayerBand
from scenelang.source import ScalarText, Span

_KEPT = 4096
_MAX_WEIGHT = 1000
_LINE_BREAK = "\n      "
_LONG = re.compile(
    rf"kind: ({ID})(?:\n    speaker: ({ID}))?(?:\n    stratum: (\w+))?"
    rf"(?:\n    weight: (?:({NUMBER})|1 \+ ([^\W\d_]\w*)))?"
)
_OPERATORS = frozenset({"and", "or", "not", "in"})
_BINDING = frozenset({HeadRuleKind.EACH, HeadRuleKind.NAMED})
_STRATA = frozenset(stratum.value for stratum in Stratum)


@lru_cache(_KEPT)
def marks_of(written: str) -> PlainMarks:
    """What stands in the braces of a span behind its id.

    Raises:
        NotPlain: the marks are not sound.
    """
    if written.startswith(" "):
        return _marks(written[1:])
    if written.startswith(_LINE_BREAK):
        return _marks(written[len(_LINE_BREAK) :])
    raise NotPlain


@lru_cache(_KEPT)
def marks_without_id(written: str) -> PlainMarks:
    """What stands in the braces of a span that has no id.

    Raises:
        NotPlain: the marks are not sound, or there is an id among them.
    """
    return _marks(written)


def _marks(written: str) -> PlainMarks:
    marks = written.replace(_LINE_BREAK, " ")
    if "\n" in marks or "  " in marks or marks != marks.strip(" "):
        raise NotPlain
    text, found = parse_beat_text(_scalar(f"[x]{{{marks}}}"))
    if found or text is None or len(text.pieces) != 1:
        raise NotPlain
    span = text.pieces[0]
    if not isinstance(span, MarkedSpan) or span.id is not None or (span.weight == 1 and "w=" in marks):
        raise NotPlain
    return PlainMarks(
        tuple(concept.text for concept in span.concepts),
        span.weight,
        span.read,
        span.avoid,
        tuple((each.key.text, each.value.text) for each in span.attributes),
    )


@lru_cache(_KEPT)
def beat_names(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The names of beats of these kinds: `think.2` where a kind stands twice.

    Raises:
        NotPlain: a kind is a word that means something else.
    """
    if not LONG_FORM_KEYS.isdisjoint(kinds) or not TRAPS.isdisjoint(map(str.lower, kinds)):
        raise NotPlain
    return tuple(
        kind if kinds.count(kind) == 1 else f"{kind}.{kinds[: number + 1].count(kind)}"
        for number, kind in enumerate(kinds)
    )


@lru_cache(_KEPT)
def long_head(written: str) -> tuple[str, str, float, str, str]:
    """Kind, speaker, weight, the axis that it is weighed by, and stratum of a beat in long form.

    Raises:
        NotPlain: its keys stand in another order, or one says more than a word or a number.
    """
    found = _LONG.fullmatch(written)
    if found is None:
        raise NotPlain
    kind, speaker, stratum, number, axis = found.groups("")
    weight = float(number or 1)
    idle = number and weight == 1
    if idle or weight > _MAX_WEIGHT or axis in _OPERATORS or not (not stratum or stratum in _STRATA):
        raise NotPlain
    return kind, speaker, weight, axis, stratum


@lru_cache(_KEPT)
def anchor_tail(written: str) -> AttentionRule | None:
    """What layers, heads and weight behind the keys of an attention rule say: a rule for spans of no scene.

    None where they cannot be read, or bind heads.
    """
    rule, found = parse_attention_rule(_scalar(f"x -> y{written}"))
    if rule is None or found or (rule.heads is not None and rule.heads.kind in _BINDING):
        return None
    return rule if _is_plain_value(written) else None


@lru_cache(_KEPT)
def band_of(written: str) -> LayerBand | None:
    """The layers behind the place of a layer rule, ` @ middle`; None where they cannot be read."""
    rule, found = parse_layer_rule(_scalar(f"last x{written}"), _scalar("teacher"))
    return None if rule is None or found or not _is_plain_value(written) else rule.layers


@lru_cache(_KEPT)
def weight_of_aim(written: str) -> float | None:
    """What it weighs that a layer must hold something; None where that cannot be read."""
    rule, found = parse_layer_rule(_scalar("last x"), _scalar(written))
    return None if rule is None or found else float(rule.weight)


def _is_plain_value(written: str) -> bool:
    """Whether YAML takes the text for itself wherever it stands behind something."""
    return "#" not in written and ": " not in written and not written.endswith(":") and "  " not in written


def _scalar(text: str) -> ScalarText:
    length = len(text)
    return ScalarText(text, Span("", 0, length), range(length), range(1, length + 1))
