"""Token programs to one block of rows, column by column.

Takes: token programs, one at a time, and what gives a file its record.
Gives: a block of all programs since the last one.
May assume: programs from `lowering`: lengths agree, positions lie in the row.
Never does: hold more than one block, or open a file.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence, Sized
from functools import partial
from itertools import chain

import numpy as np
import pyarrow as pa

from scenelang.diagnostics import Refusal
from scenelang.shards.arrow_arrays import number_array, text_array
from scenelang.shards.columns import (
    ARROW_TYPES,
    BAND_UNIT_NUMBERS,
    HEAD_RULE_NUMBERS,
    HIDDEN_KIND_NUMBERS,
    HIGHEST_HEAD,
    MODULE_NUMBERS,
    NUMBER_LISTS,
    ROW_NUMBERS,
    ROW_TEXTS,
    TEXT_LISTS,
    shard_schema,
)
from scenelang.shards.manifest import SourceRecord
from scenelang.shards.messages import HeadNumberTooHigh
from scenelang.shards.renumbering import block_of, trimmed
from scenelang.shards.repeated_columns import RepeatedColumns
from scenelang.shards.row_block import RowBlock
from scenelang.shards.vocabularies import Vocabularies
from scenelang.signals import HeadRuleKind
from scenelang.tokens import AttentionTarget, ExposedTokens, HiddenKind, HiddenTarget, TokenProgram


class BatchBuilder:
    """Gathers programs into columns until `take_block` makes a block of them."""

    def __init__(self, record_of: Callable[[str], SourceRecord]) -> None:
        """Makes the builder, empty; `record_of` gives what the manifest says of a file that programs name."""
        self._record_of = record_of
        self._schema = shard_schema()
        self._attention = RepeatedColumns(_said(NUMBER_LISTS["attention"]))
        self._hidden = RepeatedColumns(_said(NUMBER_LISTS["hidden"]))
        self._vocabularies = Vocabularies()
        self._clear()

    def __len__(self) -> int:
        return self._rows

    def _clear(self) -> None:
        self._rows = 0
        self._avoided: list[tuple[int, tuple[float, ...]]] = []
        self._texts: dict[str, list[str]] = {name: [] for name in (*ROW_TEXTS, *TEXT_LISTS)}
        self._numbers: dict[str, list[float]] = {
            name: [] for name in _CODES if name != _AVOID and not self._is_repeated(name)
        }
        self._attention.clear()
        self._hidden.clear()
        groups = {*NUMBER_LISTS, *TEXT_LISTS.values()}
        self._offsets: dict[str, list[float]] = {group: [0] for group in groups}
        self._groups: list[tuple[list[float], Sized]] = [
            *((self._offsets[group], self._numbers[first]) for group, (first, *_) in NUMBER_LISTS.items()),
            *((self._offsets[group], self._texts[name]) for group, name in _TEXT_GROUPS.items()),
        ]

    def add(self, program: TokenProgram) -> None:
        """Takes one program.

        Raises:
            Refusal: a target names a head that shards cannot hold.
        """
        for target in program.attention:
            _refuse_high_heads(target)
        self._add_row(program)
        self._add_tokens(program)
        self._add_attention(program.attention)
        for hidden in program.hidden:
            self._add_hidden(hidden)
        for exposed in program.exposure:
            self._add_exposure(exposed)
        self._close_row()

    def take_block(self) -> RowBlock:
        """All programs since the last block, in order, with the words that they use."""
        columns = [self._column(field.name, field.type) for field in self._schema]
        batch = pa.RecordBatch.from_arrays(columns, schema=self._schema)
        block = trimmed(block_of(batch, self._vocabularies))
        if len(self._attention.known) + len(self._hidden.known) > _MOST_KNOWN:
            self._forget()
        self._clear()
        return block

    def _forget(self) -> None:
        """Drops what is kept of rows before, so that memory does not grow with their number."""
        self._attention.forget()
        self._hidden.forget()
        self._vocabularies = Vocabularies()

    def _column(self, name: str, kind: pa.DataType) -> pa.Array:
        if name in ROW_TEXTS:
            return text_array(self._texts[name])
        if name in ROW_NUMBERS:
            return self._items(name)
        if name in TEXT_LISTS:
            offsets, values = self._offsets[TEXT_LISTS[name]], text_array(self._texts[name])
        else:
            offsets, values = self._offsets[_GROUP_OF[name]], self._items(name)
        return pa.ListArray.from_arrays(_flat("i", offsets), values, type=kind)

    def _items(self, name: str) -> pa.Array:
        if name == _AVOID:
            return self._avoid_weights()
        for repeated in (self._attention, self._hidden):
            if name in repeated:
                return repeated.column(name)
        return _flat(_CODES[name], self._numbers[name])

    def _avoid_weights(self) -> pa.Array:
        """The weight of each token's unlikelihood: few rows have any."""
        weights = np.zeros(len(self._numbers["input_ids"]), np.float32)
        for start, avoid in self._avoided:
            weights[start : start + len(avoid)] = avoid
        return number_array(weights)

    def _is_repeated(self, name: str) -> bool:
        return name in self._attention or name in self._hidden

    def _add_row(self, program: TokenProgram) -> None:
        texts, numbers = self._texts, self._numbers
        texts["scene"].append(program.scene)
        texts["split"].append(program.split.value)
        texts["archetype"].append(program.archetype)
        texts["stratum"].append(program.stratum)
        texts["language"].append(program.language)
        texts["rendering"].append(program.rendering)
        texts["tags"].extend(program.tags)
        texts["prerequisites"].extend(program.prerequisites)
        for name, value in program.binding:
            texts["binding_names"].append(name)
            texts["binding_values"].append(value)
        for certificate in program.certificates:
            texts["certificate_spans"].append(certificate.span)
            texts["certificate_texts"].append(certificate.text)
            texts["certificate_decoded"].append(certificate.decoded)
            numbers["certificate_ranges"].extend((certificate.start, certificate.end))
        for recalled in program.recalled:
            texts["recalled_scenes"].append(recalled.scene)
            texts["recalled_files"].append(self._record_of(recalled.file).file)
            numbers["recalled_ranges"].extend((recalled.start, recalled.end))
        numbers["instance"].append(program.instance)
        numbers["source"].append(self._vocabularies.sources.number(self._record_of(program.file)))
        numbers["axes"].append(self._vocabularies.axes.number(program.axes))
        numbers["curriculum"].append(program.curriculum)
        numbers["tension"].extend(chain.from_iterable(program.tension))

    def _add_tokens(self, program: TokenProgram) -> None:
        numbers = self._numbers
        if program.avoid:
            self._avoided.append((len(numbers["input_ids"]), program.avoid))
        numbers["input_ids"].extend(program.ids)
        numbers["loss_weight"].extend(program.weights)
        numbers["beat"].extend(program.beats)
        numbers["source_ranges"].extend(chain.from_iterable(program.sources))

    def _add_attention(self, targets: Sequence[AttentionTarget]) -> None:
        numbers = self._numbers
        queries, keys = numbers["attention_query"], numbers["attention_keys"]
        offsets = numbers["attention_key_offsets"]
        key_count = 0
        offsets.append(key_count)
        for number, target in enumerate(targets):
            for query in target.queries:
                for group in target.key_groups:
                    queries.append(query)
                    keys.extend(group)
                    key_count += len(group)
                    offsets.append(key_count)
            said = (number, target.away, target.layers, target.heads, target.weight, target.origin)
            sites = len(target.queries) * len(target.key_groups)
            self._attention.add(said, sites, partial(self._said_of_attention, number, target))

    def _said_of_attention(self, number: int, target: AttentionTarget) -> dict[str, float]:
        return {
            "attention_away": target.away,
            "attention_band_unit": BAND_UNIT_NUMBERS[target.layers.unit],
            "attention_band_low": target.layers.low,
            "attention_band_high": target.layers.high,
            "attention_head_rule": HEAD_RULE_NUMBERS[target.heads.kind],
            "attention_head_count": target.heads.count,
            "attention_head_mask": sum(1 << head for head in set(target.heads.heads)),
            "attention_weight": target.weight,
            "attention_origin": self._vocabularies.origins.number(target.origin),
            "attention_target": number,
        }

    def _add_hidden(self, target: HiddenTarget) -> None:
        numbers = self._numbers
        sites = len(target.positions)
        numbers["hidden_position"].extend(target.positions)
        numbers["hidden_other"].extend(_matched(target))
        numbers["hidden_token"].extend((target.token,) * sites)
        said = (target.kind, target.layers, target.name, target.value, target.weight, target.origin)
        self._hidden.add(said, sites, partial(self._said_of_hidden, target))

    def _said_of_hidden(self, target: HiddenTarget) -> dict[str, float]:
        return {
            "hidden_kind": HIDDEN_KIND_NUMBERS[target.kind],
            "hidden_band_unit": BAND_UNIT_NUMBERS[target.layers.unit],
            "hidden_band_low": target.layers.low,
            "hidden_band_high": target.layers.high,
            "hidden_name": self._vocabularies.names.number(stored_name(target)),
            "hidden_value": float(target.value) if target.kind is HiddenKind.TENSION else 0.0,
            "hidden_weight": target.weight,
            "hidden_origin": self._vocabularies.origins.number(target.origin),
        }

    def _add_exposure(self, tokens: ExposedTokens) -> None:
        numbers = self._numbers
        numbers["exposure_start"].append(tokens.start)
        numbers["exposure_end"].append(tokens.end)
        numbers["exposure_module"].append(MODULE_NUMBERS[tokens.module])
        numbers["exposure_band_unit"].append(BAND_UNIT_NUMBERS[tokens.layers.unit])
        numbers["exposure_band_low"].append(tokens.layers.low)
        numbers["exposure_band_high"].append(tokens.layers.high)

    def _close_row(self) -> None:
        self._rows += 1
        for offsets, items in self._groups:
            offsets.append(len(items))


_AVOID = "avoid_weight"
_MOST_KNOWN = 20_000

_PLACED = {"attention_query", "hidden_position", "hidden_token", "hidden_other"}
"""What differs from site to site; all other columns of a target are the same for all its sites."""

_CODES: Mapping[str, str] = {
    **ROW_NUMBERS,
    **dict(chain.from_iterable(map(dict.items, NUMBER_LISTS.values()))),
}

_GROUP_OF = {name: group for group, columns in NUMBER_LISTS.items() for name in columns}
_TEXT_GROUPS = {group: name for name, group in TEXT_LISTS.items()}


def _said(columns: Mapping[str, str]) -> dict[str, str]:
    return {name: code for name, code in columns.items() if name not in _PLACED}


def stored_name(target: HiddenTarget) -> str:
    """The name under which a hidden target stands in the manifest: a label's holds its value too."""
    return f"{target.name}={target.value}" if target.kind is HiddenKind.LABEL else target.name


def _matched(target: HiddenTarget) -> Sequence[int]:
    """For each position, the position that it must mirror; -1 where there is none."""
    sites, others = len(target.positions), target.others
    if len(others) == sites:
        return others
    if len(others) > 1:
        raise ValueError(f"{target.origin}: {sites} positions cannot mirror {len(others)} others")
    return (others[0] if others else -1,) * sites


def _refuse_high_heads(target: AttentionTarget) -> None:
    if target.heads.kind is HeadRuleKind.NAMED and max(target.heads.heads, default=0) > HIGHEST_HEAD:
        raise Refusal(HeadNumberTooHigh(target.place, max(target.heads.heads)))


def _flat(code: str, numbers: list[float]) -> pa.Array:
    """An Arrow array of the type that a code of Python's `array` stands for."""
    packed = array(code, numbers)
    return pa.Array.from_buffers(ARROW_TYPES[code], len(packed), [None, pa.py_buffer(packed)])
