"""The lines of `logic`, `self`, `anchors` and `layers` in their plain forms, split into names and signs.

Takes: the lines of a section, each with the line break before it.
Gives: what stands in them; whether a name stands for a span is asked elsewhere, and only then is it certain
    that it is a name.
May assume: each sign is plain.
Never does: read a line of another form (`NotPlain`).
"""

from __future__ import annotations

import re

from scenelang.model import At, Verb
from scenelang.plain.plain_scene import (
    PlainAnchor,
    PlainLayer,
    PlainPosition,
    PlainReference,
    PlainStep,
)
from scenelang.plain.plain_words import ID, NotPlain
from scenelang.plain.remembered import anchor_tail, band_of, weight_of_aim

_QUOTED = r'"([^\W_](?:[^"\\$#:\[\]{}\n]*[^"\\$#:\[\]{}\n ])?)"'
_STEP = re.compile(rf"\n  - ([^\n=~(]+?) (=>|~>) (?:({ID})|\(({ID}) = {_QUOTED}\))(?=\n|\Z)")
_ANCHOR = re.compile(r"\n  - ([^\n@>]+?) (->|-/>) ([^\n@]+?)( @ [^\n]+| w [^\n]+|)(?=\n|\Z)")
_SELECTOR = r"at|before|last|first|read|produce"
_LAYER = re.compile(
    rf"\n  - (?:({_SELECTOR}) ({ID})|({_SELECTOR})\(({ID})\))( @ [^\n:]+)?: "
    rf"(mirrors|reads|concept|tension|teacher)(?: (?:({ID})|{_QUOTED}))?( w [^\n]+)?(?=\n|\Z)"
)
_ITEM = "\n  - "
_new = tuple.__new__  # see `scan`
_ANY = {"mirrors": "x", "reads": '"x"', "concept": "x", "tension": "x", "teacher": ""}
"""What may stand behind the first word of a target, by that word."""
_VERBS = frozenset(verb.value for verb in Verb)
_SITES = {"at": At.READ, **{at.value: at for at in At}}
_ATS = {at.value: at for at in At}


def logic_in(section: str) -> list[PlainStep]:
    """The steps of the chain; none has a name of its own."""
    found = _STEP.findall(section)
    if len(found) != section.count("\n"):
        raise NotPlain
    return [
        _new(PlainStep, (premises.split(", "), operator, spoken or latent, reads))
        for premises, operator, spoken, latent, reads in found
    ]


def references_in(section: str) -> list[PlainReference]:
    """`span VERB target`."""
    lines = []
    for line in section.split(_ITEM)[1:]:
        words = line.split(" ")
        if len(words) != 3 or words[1] not in _VERBS:
            raise NotPlain
        lines.append(_new(PlainReference, words))
    return lines


def anchors_in(section: str) -> list[PlainAnchor]:
    """`query -> key, key @ layers heads w 1.0`."""
    found = _ANCHOR.findall(section)
    if len(found) != section.count("\n"):
        raise NotPlain
    anchors = []
    for query, arrow, keys, tail in found:
        if tail and anchor_tail(tail) is None:
            raise NotPlain
        asked = [_position(key, At.LAST) for key in keys.split(", ")]
        anchors.append(_new(PlainAnchor, (_position(query, At.PRODUCE), asked, arrow == "-/>", tail)))
    return anchors


def any_aim(aim: str, tail: str) -> str:
    """An aim of this kind at anything, with what follows it: what `weight_of_aim` takes."""
    return f"{aim} {_ANY[aim]}{tail}" if _ANY[aim] else f"{aim}{tail}"


def _position(written: str, default: At) -> PlainPosition:
    """A span alone, or with a selector; anything else becomes a word that names no span."""
    if written.isalnum():
        return _new(PlainPosition, (default, written))
    if written.endswith(")"):
        selector, _, span = written[:-1].partition("(")
    else:
        selector, _, span = written.rpartition(" ")
    at = _ATS.get(selector) if selector else default
    if at is None:
        raise NotPlain
    return PlainPosition(at, span)


def layers_in(section: str) -> list[PlainLayer]:
    """`last SPAN @ LAYERS: TARGET w 1.0`."""
    found = _LAYER.findall(section)
    if len(found) != section.count("\n"):
        raise NotPlain
    layers = []
    for selector, span, selector_too, span_too, band, aim, name, quoted, tail in found:
        wanted = _ANY[aim]
        given = '"x"' if quoted else "x" if name else ""
        if wanted != given or weight_of_aim(any_aim(aim, tail)) is None or (band and band_of(band) is None):
            raise NotPlain
        where = PlainPosition(_SITES[selector or selector_too], span or span_too)
        layers.append(PlainLayer(where, band, aim, name or quoted, tail))
    return layers
