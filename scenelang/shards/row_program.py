"""A row of a shard as the token program that it was, as far as a shard holds it.

Takes: a row, and the shards that it is in.
Gives: a token program.
May assume: shards that were verified.
Never does: invent a place: shards say which file a row is from, and not where in it a target was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from scenelang.shards.as_written import as_written
from scenelang.shards.row import AttentionSites, Bands, HiddenSites, Row
from scenelang.shards.shard_set import ShardSet
from scenelang.signals import HeadRule, HeadRuleKind, LayerBand, LayerUnit, Module
from scenelang.source import Span
from scenelang.tokens import (
    AttentionTarget,
    ExposedTokens,
    HiddenKind,
    HiddenTarget,
    RecalledText,
    SpanCertificate,
    Split,
    TokenProgram,
)

_UNITS: Final = tuple(LayerUnit)
_HEAD_RULES: Final = tuple(HeadRuleKind)
_KINDS: Final = tuple(HiddenKind)
_MODULES: Final = tuple(Module)


def row_program(shards: ShardSet, index: int, piece_of: Callable[[int], str]) -> TokenProgram:
    """The token program of a row.

    Args:
        shards: The shards.
        index: The number of the row.
        piece_of: The text of a token, by its number in the vocabulary.
    """
    row, place = shards[index], Span(shards.source_of(index), 0, 0)
    ids = tuple(row.input_ids.tolist())
    avoid = tuple(as_written(row.avoid_weight).tolist())
    return TokenProgram(
        scene=row.scene,
        file=place.file,
        instance=row.instance,
        binding=row.binding,
        split=Split(row.split),
        archetype=row.archetype,
        stratum=row.stratum,
        language=shards.language_of(index),
        tags=row.tags,
        tokenizer=shards.manifest.tokenizer.fingerprint,
        ids=ids,
        pieces=tuple(map(piece_of, ids)),
        weights=tuple(as_written(row.loss_weight).tolist()),
        beats=tuple(row.beat.tolist()),
        sources=tuple((start, end) for start, end in row.sources.tolist()),
        axes=shards.axes_of(index),
        tension=tuple(tuple(as_written(beat).tolist()) for beat in row.tension),
        curriculum=row.curriculum,
        attention=tuple(_attention(row.attention, shards.manifest.origins, place)),
        hidden=tuple(_hidden(row.hidden, shards, place)),
        certificates=tuple(SpanCertificate(*one) for one in row.certificates),
        avoid=avoid if any(avoid) else (),
        exposure=tuple(_exposure(row, place)),
        prerequisites=row.prerequisites,
        recalled=tuple(RecalledText(*one) for one in row.recalled),
        rendering=row.rendering,
    )


def _attention(sites: AttentionSites, origins: Sequence[str], place: Span) -> Iterator[AttentionTarget]:
    """The targets: each has its groups of keys for its first query, then the same for every other."""
    edges = sites.key_offsets.tolist()
    keys = [tuple(sites.keys[low:high].tolist()) for low, high in pairwise(edges)]
    queries, weights = sites.query.tolist(), as_written(sites.weight).tolist()
    bands = list(_bands(sites.bands))
    for _, group in groupby(range(len(queries)), key=sites.target.tolist().__getitem__):
        numbers = list(group)
        first = numbers[0]
        asked = queries[first : first + len(numbers)]
        wanted = keys[first : first + len(numbers)]
        step = _groups_of_keys(asked, wanted)
        yield AttentionTarget(
            queries=tuple(asked[::step]),
            key_groups=tuple(wanted[:step]),
            away=bool(sites.away[first]),
            layers=bands[first],
            heads=_heads(sites, first),
            weight=weights[first],
            origin=origins[sites.origin[first]],
            place=place,
        )


def _groups_of_keys(queries: Sequence[int], keys: Sequence[tuple[int, ...]]) -> int:
    """How many groups of keys each query of one target has: the same for all of them, in the same order."""
    count = len(queries)
    for step in range(count, 1, -1):
        if count % step == 0 and all(
            queries[site] == queries[site - site % step] and keys[site] == keys[site % step]
            for site in range(count)
        ):
            return step
    return 1


def _heads(sites: AttentionSites, site: int) -> HeadRule:
    mask = int(sites.head_mask[site])
    heads = tuple(head for head in range(mask.bit_length()) if mask >> head & 1)
    return HeadRule(_HEAD_RULES[sites.head_rule[site]], int(sites.head_count[site]), heads)


def _hidden(sites: HiddenSites, shards: ShardSet, place: Span) -> Iterator[HiddenTarget]:
    """Sites that stand together and ask for the same are one target."""
    names, origins = shards.manifest.names, shards.manifest.origins
    weights, values = as_written(sites.weight).tolist(), as_written(sites.value).tolist()
    numbers = (sites.kind, sites.token, sites.name, sites.origin)
    asked = list(zip(*(one.tolist() for one in numbers), _bands(sites.bands), weights, values, strict=True))
    for said, group in groupby(range(len(asked)), key=asked.__getitem__):
        kind, token, number, origin, band, weight, value = said
        at = list(group)
        name, _, label = names[number].partition("=") if number >= 0 else ("", "", "")
        if _KINDS[kind] is not HiddenKind.LABEL and number >= 0:
            name, label = names[number], ""
        others = tuple(sites.other[at].tolist()) if _KINDS[kind] is HiddenKind.MIRRORS else ()
        yield HiddenTarget(
            positions=tuple(sites.position[at].tolist()),
            layers=band,
            kind=_KINDS[kind],
            weight=weight,
            origin=origins[origin],
            place=place,
            token=token,
            others=others,
            name=name,
            value=f"{value:g}" if _KINDS[kind] is HiddenKind.TENSION else label,
        )


def _exposure(row: Row, place: Span) -> Iterator[ExposedTokens]:
    found = row.exposures
    columns = (found.start.tolist(), found.end.tolist(), found.module.tolist(), _bands(found.bands))
    for start, end, module, band in zip(*columns, strict=True):
        yield ExposedTokens(start, end, _MODULES[module], band, place)


def _bands(bands: Bands) -> Iterator[LayerBand]:
    bounds = (as_written(bound).tolist() for bound in (bands.low, bands.high))
    for unit, low, high in zip(bands.unit.tolist(), *bounds, strict=True):
        yield LayerBand(_UNITS[unit], low, high)
