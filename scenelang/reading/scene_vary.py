"""`vary`: what is drawn, computed, shuffled, kept and held out.

Takes: the mapping under `vary`.
Gives: a `Vary`, as far as its parts can be read; None without a count.
May assume: nothing about the entries.
Never does: open a lexicon or draw a value.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenelang.diagnostics import Collector
from scenelang.model import Draw, DrawSource, Expression, Holdout, InlineValues, Let, LexiconFile, Name, Vary
from scenelang.parsing import parse_draw_names, parse_expression, parse_range, parse_share
from scenelang.reading.messages_parts import NoSource
from scenelang.reading.messages_scene import EmptyList, MissingKey
from scenelang.reading.outer_shape import Fields, opening, read_fields
from scenelang.reading.scene_rules import entry_text
from scenelang.reading.scene_shape import DRAW, HOLDOUT, VARY
from scenelang.reading.scene_words import truth, variable_name, whole_number, word, words
from scenelang.reading.yaml_tree import YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence


def read_vary(node: YamlMapping, found: Collector) -> Vary | None:
    """All of `vary`; parts that cannot be read are left out and reported."""
    fields = read_fields(node, VARY, found)
    count, seed = fields.scalar("count"), fields.scalar("seed")
    number = None if count is None else whole_number(count, "count", 1, "1000", found)
    start = None if seed is None else whole_number(seed, "seed", 0, "7", found)
    draws = tuple(_draws(fields.mapping("draw"), found))
    lets = tuple(_lets(fields.mapping("let"), found))
    shuffle, where = fields.node("shuffle"), fields.scalar("where")
    shuffled = () if shuffle is None else words(shuffle, "shuffle", found)
    condition = _condition(where, found)
    holdout = _holdout(fields.mapping("holdout"), found)
    if count is None or number is None:
        return None
    return Vary(number, count.place, start or 0, draws, lets, shuffled, condition, holdout, node.place)


def _draws(node: YamlMapping | None, found: Collector) -> Iterator[Draw]:
    for entry in node.entries if node is not None else ():
        names = parse_draw_names(entry.key.text)
        found.extend(names.diagnostics)
        fields = _draw_fields(entry, found)
        source = _source(entry, fields, found)
        distinct = None if fields is None else fields.scalar("distinct")
        is_distinct = distinct is not None and truth(distinct, "distinct", found)
        if names.value is not None and source is not None:
            yield Draw(names.value, source, is_distinct, entry.place)


def _draw_fields(entry: YamlEntry, found: Collector) -> Fields | None:
    if isinstance(entry.value, YamlMapping):
        return read_fields(entry.value, DRAW, found)
    if isinstance(entry.value, YamlScalar):
        found.add(
            NoSource(
                entry.value.place if not entry.value.place.is_empty else entry.key.place,
                entry.name,
                "no source",
            )
        )
    return None


def _source(entry: YamlEntry, fields: Fields | None, found: Collector) -> DrawSource | None:
    if isinstance(entry.value, YamlSequence):
        return _inline(entry.value, entry.name, found)
    if fields is None or not isinstance(entry.value, YamlMapping):
        return None
    written = {inner.name for inner in entry.value.entries} & {"from", "range"}
    if len(written) != 1:
        found.add(NoSource(entry.key.place, entry.name, "two sources" if written else "no source"))
        return None
    return _named_source(fields, entry.name, found)


def _named_source(fields: Fields, name: str, found: Collector) -> DrawSource | None:
    bounds, origin = fields.scalar("range"), fields.node("from")
    if bounds is not None:
        outcome = parse_range(bounds.text)
        found.extend(outcome.diagnostics)
        return outcome.value
    if isinstance(origin, YamlSequence):
        return _inline(origin, name, found)
    return LexiconFile(word(origin)) if isinstance(origin, YamlScalar) else None


def _inline(node: YamlSequence, name: str, found: Collector) -> InlineValues | None:
    if not node.items:
        found.add(EmptyList(node.place, name, "at least one value"))
        return None
    return InlineValues(words(node, name, found), node.place)


def _lets(node: YamlMapping | None, found: Collector) -> Iterator[Let]:
    for entry in node.entries if node is not None else ():
        name = variable_name(entry.key, found)
        text = entry_text(entry, "an expression such as `n * 12`", found)
        outcome = None if text is None else parse_expression(text)
        if outcome is None:
            continue
        found.extend(outcome.diagnostics)
        if name is not None and outcome.value is not None:
            yield Let(name, outcome.value, entry.place)


def _holdout(node: YamlMapping | None, found: Collector) -> Holdout | None:
    if node is None:
        return None
    mine = Collector()
    if not node.entries:
        mine.add(EmptyList(node.place, "holdout", "`{by: [a, b], share: 10%}` or `{where: n > 6}`"))
    fields = read_fields(node, HOLDOUT, mine)
    by, share = fields.node("by"), fields.scalar("share")
    if not fields.unusable and (by is None) != (share is None):
        key = HOLDOUT.key("by" if by is None else "share")
        mine.add(MissingKey(opening(node), key.name, "a `holdout` by values", key.line))
    condition = _condition(fields.scalar("where"), mine)
    holdout = Holdout(_by(by, mine), _share(share, mine) or 0.0, node.place, condition)
    found.extend(mine.sorted())
    return None if mine.has_errors else holdout


def _share(scalar: YamlScalar | None, found: Collector) -> float | None:
    if scalar is None:
        return None
    outcome = parse_share(scalar.text)
    found.extend(outcome.diagnostics)
    return outcome.value


def _condition(scalar: YamlScalar | None, found: Collector) -> Expression | None:
    if scalar is None:
        return None
    outcome = parse_expression(scalar.text)
    found.extend(outcome.diagnostics)
    return outcome.value


def _by(node: YamlNode | None, found: Collector) -> tuple[Name, ...]:
    if node is None:
        return ()
    if isinstance(node, YamlSequence) and not node.items:
        found.add(EmptyList(node.place, "by", "the variables whose bindings are held out, `[a, b]`"))
        return ()
    return words(node, "by", found)
