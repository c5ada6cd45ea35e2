"""Prints a token program as text that people read in diffs and goldens and that reads back equal.

Takes a `TokenProgram`. Gives text: one fact a line, a keyword first. May assume nothing of the values.
Never rounds: numbers are written so that they read back to the very same value.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenelang.signals import HeadRule, HeadRuleKind, LayerBand
from scenelang.source import Span
from scenelang.tokens.target import AttentionTarget, ExposedTokens, HiddenTarget
from scenelang.tokens.text_items import join_numbers, quote
from scenelang.tokens.token_program import RecalledText, SpanCertificate, TokenProgram

FORM_VERSION = 2
"""The version of the printed form, named by its first line."""


def print_program(program: TokenProgram) -> str:
    """The program as text, a line break at its end."""
    return "".join(f"{line}\n" for line in _lines(program))


def _lines(program: TokenProgram) -> Iterator[str]:
    yield f"program {FORM_VERSION}"
    yield f"scene {quote(program.scene)}"
    yield f"file {quote(program.file)}"
    yield f"instance {program.instance}"
    for name, value in program.binding:
        yield f"binding {quote(name)} {quote(value)}"
    yield f"split {program.split}"
    yield f"archetype {quote(program.archetype)}"
    yield f"stratum {quote(program.stratum)}"
    yield f"language {quote(program.language)}"
    yield " ".join(["tags", *map(quote, program.tags)])
    yield f"tokenizer {quote(program.tokenizer)}"
    yield f"rendering {quote(program.rendering)}"
    yield " ".join(["prerequisites", *map(quote, program.prerequisites)])
    yield " ".join(["axes", *map(quote, program.axes)])
    yield f"curriculum {program.curriculum!r}"
    for vector in program.tension:
        yield f"tension {join_numbers(vector)}"
    yield from map(_recalled, program.recalled)
    yield from _tokens(program)
    yield from map(_attention, program.attention)
    yield from map(_hidden, program.hidden)
    yield from map(_exposure, program.exposure)
    yield from map(_certificate, program.certificates)


def _tokens(program: TokenProgram) -> Iterator[str]:
    avoid = program.avoid or (0.0,) * len(program.ids)
    columns = zip(
        program.ids, program.pieces, program.weights, avoid, program.beats, program.sources, strict=True
    )
    for number, (token, piece, weight, avoided, beat, (start, end)) in enumerate(columns):
        loss = f"weight {weight!r} avoid {avoided!r}" if avoided else f"weight {weight!r}"
        yield f"token {number} id {token} {quote(piece)} {loss} beat {beat} source {start} {end}"


def _recalled(text: RecalledText) -> str:
    return f"recalled {quote(text.scene)} {quote(text.file)} {text.start} {text.end}"


def _attention(target: AttentionTarget) -> str:
    groups = "|".join(map(join_numbers, target.key_groups)) if target.key_groups else "none"
    return (
        f"attention {join_numbers(target.queries)} {'away' if target.away else 'to'} {groups} "
        f"{_band(target.layers)} {_heads(target.heads)} weight {target.weight!r} "
        f"origin {quote(target.origin)} {_place(target.place)}"
    )


def _hidden(target: HiddenTarget) -> str:
    return (
        f"hidden {join_numbers(target.positions)} {target.kind} {_band(target.layers)} "
        f"weight {target.weight!r} origin {quote(target.origin)} token {target.token} "
        f"others {join_numbers(target.others)} name {quote(target.name)} value {quote(target.value)} "
        f"{_place(target.place)}"
    )


def _exposure(tokens: ExposedTokens) -> str:
    return (
        f"exposure {tokens.start} {tokens.end} {tokens.module} {_band(tokens.layers)} {_place(tokens.place)}"
    )


def _certificate(proof: SpanCertificate) -> str:
    texts = f"{quote(proof.text)} {quote(proof.decoded)}"
    return f"certificate {quote(proof.span)} {proof.start} {proof.end} {texts}"


def _band(band: LayerBand) -> str:
    return f"layers {band.unit} {band.low!r} {band.high!r}"


def _heads(rule: HeadRule) -> str:
    if rule == HeadRule(rule.kind, rule.count if rule.kind is HeadRuleKind.TOP else 0):
        count = f" {rule.count}" if rule.kind is HeadRuleKind.TOP else ""
        return f"heads {rule.kind}{count}"
    return f"heads rule {rule.kind} {rule.count} {join_numbers(rule.heads)}"


def _place(place: Span) -> str:
    return f"at {quote(place.file)} {place.start} {place.end}"
