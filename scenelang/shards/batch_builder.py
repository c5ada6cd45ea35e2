"""Token programs to one Arrow record batch, column by column.

Takes: token programs, one at a time, and the vocabularies that give names their numbers.
Gives: a record batch of all programs since the last one.
May assume: programs from `lowering`: lengths agree, positions lie in the row.
Never does: hold more than one batch, or know of files.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import chain

import pyarrow as pa

from scenelang.diagnostics import Refusal
from scenelang.shards.columns import (
    ARROW_TYPES,
    BAND_UNIT_NUMBERS,
    HEAD_RULE_NUMBERS,
    HIDDEN_KIND_NUMBERS,
    HIGHEST_HEAD,
    NUMBER_LISTS,
    ROW_NUMBERS,
    ROW_TEXTS,
    TEXT_LISTS,
    shard_schema,
)
from scenelang.shards.messages import HeadNumberTooHigh
from scenelang.shards.vocabularies import Vocabularies
from scenelang.signals import HeadRuleKind
from scenelang.tokens import AttentionTarget, HiddenKind, HiddenTarget, TokenProgram


class BatchBuilder:
    """Gathers programs into columns until `take` makes a record batch of them."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        self._vocabularies = vocabularies
        self._schema = shard_schema()
        self._clear()

    def __len__(self) -> int:
        return self._rows

    def _clear(self) -> None:
        self._rows = 0
        self._texts: dict[str, list[str]] = {name: [] for name in (*ROW_TEXTS, *TEXT_LISTS)}
        self._numbers: dict[str, array[float]] = {name: array(code) for name, code in ROW_NUMBERS.items()}
        for group in NUMBER_LISTS.values():
            self._numbers.update({name: array(code) for name, code in group.items()})
        groups = {*NUMBER_LISTS, *TEXT_LISTS.values()}
        self._offsets = {group: array("i", [0]) for group in groups}

    def add(self, program: TokenProgram, source: int) -> None:
        """Takes one program; `source` is its file's place in the manifest.

        Raises:
            Refusal: a target names a head that shards cannot hold.
        """
        for target in program.attention:
            _refuse_high_heads(target)
        self._add_row(program, source)
        self._add_tokens(program)
        self._add_attention(program.attention)
        for hidden in program.hidden:
            self._add_hidden(hidden)
        self._close_row()

    def take(self) -> pa.RecordBatch:
        """All programs since the last batch, in order, as a record batch."""
        columns = [self._column(field.name, field.type) for field in self._schema]
        batch = pa.RecordBatch.from_arrays(columns, schema=self._schema)
        self._clear()
        return batch

    def _column(self, name: str, kind: pa.DataType) -> pa.Array:
        if name in ROW_TEXTS:
            return pa.array(self._texts[name], type=pa.utf8())
        if name in ROW_NUMBERS:
            return _flat(self._numbers[name])
        if name in TEXT_LISTS:
            offsets, values = self._offsets[TEXT_LISTS[name]], pa.array(self._texts[name], type=pa.utf8())
        else:
            offsets, values = self._offsets[_GROUP_OF[name]], _flat(self._numbers[name])
        return pa.ListArray.from_arrays(_flat(offsets), values, type=kind)

    def _add_row(self, program: TokenProgram, source: int) -> None:
        texts, numbers = self._texts, self._numbers
        texts["scene"].append(program.scene)
        texts["split"].append(program.split.value)
        texts["archetype"].append(program.archetype)
        texts["stratum"].append(program.stratum)
        texts["language"].append(program.language)
        texts["tags"].extend(program.tags)
        for name, value in program.binding:
            texts["binding_names"].append(name)
            texts["binding_values"].append(value)
        for certificate in program.certificates:
            texts["certificate_spans"].append(certificate.span)
            texts["certificate_texts"].append(certificate.text)
            texts["certificate_decoded"].append(certificate.decoded)
            numbers["certificate_ranges"].extend((certificate.start, certificate.end))
        numbers["instance"].append(program.instance)
        numbers["source"].append(source)
        numbers["axes"].append(self._vocabularies.axes.number(program.axes))
        numbers["curriculum"].append(program.curriculum)
        numbers["tension"].extend(chain.from_iterable(program.tension))

    def _add_tokens(self, program: TokenProgram) -> None:
        numbers = self._numbers
        numbers["input_ids"].extend(program.ids)
        numbers["loss_weight"].extend(program.weights)
        numbers["beat"].extend(program.beats)
        numbers["source_ranges"].extend(chain.from_iterable(program.sources))

    def _add_attention(self, targets: Sequence[AttentionTarget]) -> None:
        numbers = self._numbers
        offsets = [0]
        for number, target in enumerate(targets):
            groups = target.key_groups
            sites = len(target.queries) * len(groups)
            for query in target.queries:
                for keys in groups:
                    numbers["attention_query"].append(query)
                    numbers["attention_keys"].extend(keys)
                    offsets.append(offsets[-1] + len(keys))
            mask = sum(1 << head for head in set(target.heads.heads))
            self._repeat("attention_away", target.away, sites)
            self._repeat("attention_band_unit", BAND_UNIT_NUMBERS[target.layers.unit], sites)
            self._repeat("attention_band_low", target.layers.low, sites)
            self._repeat("attention_band_high", target.layers.high, sites)
            self._repeat("attention_head_rule", HEAD_RULE_NUMBERS[target.heads.kind], sites)
            self._repeat("attention_head_count", target.heads.count, sites)
            self._repeat("attention_head_mask", mask, sites)
            self._repeat("attention_weight", target.weight, sites)
            self._repeat("attention_origin", self._vocabularies.origins.number(target.origin), sites)
            self._repeat("attention_target", number, sites)
        numbers["attention_key_offsets"].extend(offsets)

    def _add_hidden(self, target: HiddenTarget) -> None:
        numbers = self._numbers
        sites = len(target.positions)
        numbers["hidden_position"].extend(target.positions)
        numbers["hidden_other"].extend(_matched(target))
        self._repeat("hidden_kind", HIDDEN_KIND_NUMBERS[target.kind], sites)
        self._repeat("hidden_band_unit", BAND_UNIT_NUMBERS[target.layers.unit], sites)
        self._repeat("hidden_band_low", target.layers.low, sites)
        self._repeat("hidden_band_high", target.layers.high, sites)
        self._repeat("hidden_token", target.token, sites)
        self._repeat("hidden_name", self._vocabularies.names.number(stored_name(target)), sites)
        value = float(target.value) if target.kind is HiddenKind.TENSION else 0.0
        self._repeat("hidden_value", value, sites)
        self._repeat("hidden_weight", target.weight, sites)
        self._repeat("hidden_origin", self._vocabularies.origins.number(target.origin), sites)

    def _repeat(self, name: str, value: float, times: int) -> None:
        column = self._numbers[name]
        if times == 1:
            column.append(value)
        else:
            column.extend((value,) * times)

    def _close_row(self) -> None:
        self._rows += 1
        for group, columns in NUMBER_LISTS.items():
            self._offsets[group].append(len(self._numbers[next(iter(columns))]))
        for group, name in _TEXT_GROUPS.items():
            self._offsets[group].append(len(self._texts[name]))


_GROUP_OF = {name: group for group, columns in NUMBER_LISTS.items() for name in columns}
_TEXT_GROUPS = {group: name for name, group in TEXT_LISTS.items()}


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


def _flat(numbers: array[int] | array[float]) -> pa.Array:
    """An Arrow array over the memory of a Python array, not copied."""
    buffer = pa.py_buffer(numbers)
    return pa.Array.from_buffers(ARROW_TYPES[numbers.typecode], len(numbers), [None, buffer])
