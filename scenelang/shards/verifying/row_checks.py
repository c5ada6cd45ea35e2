"""Whether every row of a record batch holds together.

Takes: a record batch, and how long the lists of the manifest are.
Gives: problems, each with the row and a reason in words.
May assume: the columns of `columns.py`.
Never does: stop at the first problem, unless what comes next could not be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenelang.shards.arrow_arrays import numbers_of, text_array
from scenelang.shards.columns import (
    BAND_UNIT_NUMBERS,
    HEAD_RULE_NUMBERS,
    HIDDEN_KIND_NUMBERS,
    MODULE_NUMBERS,
    NUMBER_LISTS,
    TEXT_LISTS,
)
from scenelang.shards.flat_lists import list_items, list_offsets
from scenelang.shards.manifest import Manifest
from scenelang.tokens import Split

Ints: TypeAlias = NDArray[np.int64]

_PAIRS: Final = {
    "source_ranges": "tokens",
    "certificate_ranges": "certificates",
    "recalled_ranges": "recalled",
}
"""Groups with two items for every item of another group."""

_NUMBERS: Final = (
    "loss_weight",
    "avoid_weight",
    "tension",
    "attention_weight",
    "hidden_weight",
    "hidden_value",
)
_BOUNDS: Final = tuple(
    f"{group}_band_{end}" for group in ("attention", "hidden", "exposure") for end in ("low", "high")
)
_GROUPS: Final = {
    **{group: tuple(names) for group, names in NUMBER_LISTS.items()},
    **{group: tuple(n for n, g in TEXT_LISTS.items() if g == group) for group in TEXT_LISTS.values()},
}


class Problem(NamedTuple):
    """What is wrong with a row; `row` counts from the start of the record batch."""

    row: int
    reason: str


def row_problems(batch: pa.RecordBatch, manifest: Manifest) -> Iterator[Problem]:
    """All problems of a batch; of one column, at most one a row."""
    if any(column.null_count for column in batch.columns) or not _is_well_formed(batch):
        yield Problem(0, "its lists or texts are broken, or those of the rows behind it")
        return
    looked = _Looked(batch, manifest)
    lengths = list(looked.wrong_lengths())
    yield from lengths or looked.wrong_values()


def _is_well_formed(batch: pa.RecordBatch) -> bool:
    try:
        batch.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


class _Looked:
    """One batch, looked at."""

    def __init__(self, batch: pa.RecordBatch, manifest: Manifest) -> None:
        self._batch = batch
        self._manifest = manifest
        self._groups = {name: group for group, names in _GROUPS.items() for name in names}

    def _counts(self, group: str) -> Ints:
        """How many items each row has in a group."""
        return np.diff(list_offsets(self._batch.column(_GROUPS[group][0]))).astype(np.int64)

    def _items(self, name: str) -> NDArray[Any]:
        return list_items(self._batch.column(name))

    @cached_property
    def _tokens(self) -> Ints:
        return self._counts("tokens")

    def wrong_lengths(self) -> Iterator[Problem]:
        """Rows whose lists have not the lengths that they must have."""
        for group, (first, *others) in _GROUPS.items():
            expected = self._counts(group)
            for name in others:
                found = np.diff(list_offsets(self._batch.column(name)))
                yield from _rows_where(found != expected, f"`{name}` and `{first}` have not the same length")
        for group, of in _PAIRS.items():
            wrong = self._counts(group) != 2 * self._counts(of)
            yield from _rows_where(wrong, f"`{group}` has not two items for each of `{_GROUPS[of][0]}`")
        wrong = self._counts("attention_key_offsets") != self._counts("attention") + 1
        yield from _rows_where(wrong, "`attention_key_offsets` has not one item more than there are sites")
        yield from _rows_where(self._tokens == 0, "it has no token")

    def wrong_values(self) -> Iterator[Problem]:
        """Rows with a value that nothing stands for."""
        yield from self._wrong_words()
        yield from self._wrong_numbers()
        for name, low, high in self._bounds():
            yield from self._outside(name, low, high)
        for name in ("certificate_ranges", "recalled_ranges", "source_ranges"):
            pairs = self._items(name).reshape(-1, 2)
            yield from self._wrong_items(
                pairs[:, 0] > pairs[:, 1], _PAIRS[name], f"`{name}` ends before it begins"
            )
        ends = self._items("exposure_start") > self._items("exposure_end")
        yield from self._wrong_items(ends, "exposure", "`exposure_end` lies before `exposure_start`")
        yield from self._wrong_key_offsets()

    def _wrong_words(self) -> Iterator[Problem]:
        import pyarrow.compute as pc  # noqa: PLC0415 - slow to load, and compiling needs none

        for name, words in (("split", [one.value for one in Split]), ("rendering", ["plain", "chat"])):
            known = pc.is_in(self._batch.column(name), text_array(words)).to_numpy(zero_copy_only=False)
            yield from _rows_where(~known, f"`{name}` is not {' or '.join(words)}")
        for name, entries in (("source", self._manifest.sources), ("axes", self._manifest.axes)):
            numbers = numbers_of(self._batch.column(name))
            wrong = (numbers < 0) | (numbers >= len(entries))
            yield from _rows_where(wrong, f"`{name}` is no number of the manifest's `{name.rstrip('s')}s`")

    def _wrong_numbers(self) -> Iterator[Problem]:
        wrong = ~np.isfinite(numbers_of(self._batch.column("curriculum")))
        yield from _rows_where(wrong, "`curriculum` is no number")
        for name in (*_NUMBERS, *_BOUNDS):
            wrong = ~np.isfinite(self._items(name))
            yield from self._wrong_items(wrong, self._groups[name], f"`{name}` holds what is no number")

    def _bounds(self) -> Iterator[tuple[str, int, int | Ints]]:
        """Columns of whole numbers, each with its lowest value and the one above its highest."""
        manifest, tokens = self._manifest, self._tokens
        vocabulary, origins = manifest.tokenizer.vocab_size, len(manifest.origins)
        yield from (("input_ids", 0, vocabulary), ("hidden_token", -1, vocabulary))
        yield from (("attention_origin", 0, origins), ("hidden_origin", 0, origins))
        yield from (("hidden_name", -1, len(manifest.names)), ("hidden_kind", 0, len(HIDDEN_KIND_NUMBERS)))
        yield from (("attention_away", 0, 2), ("attention_head_rule", 0, len(HEAD_RULE_NUMBERS)))
        yield ("exposure_module", 0, len(MODULE_NUMBERS))
        for group in ("attention", "hidden", "exposure"):
            yield (f"{group}_band_unit", 0, len(BAND_UNIT_NUMBERS))
        for name in ("attention_query", "attention_keys", "hidden_position"):
            yield (name, 0, tokens)
        yield ("hidden_other", -1, tokens)
        for name in ("certificate_ranges", "recalled_ranges", "exposure_start", "exposure_end"):
            yield (name, 0, tokens + 1)
        yield ("beat", -1, self._beats())

    def _beats(self) -> Ints:
        """How many beats each row has; without axes nothing tells, so any number is right."""
        numbers = numbers_of(self._batch.column("axes"))
        lengths = np.array([*map(len, self._manifest.axes), 0], np.int64)
        axes = lengths[np.clip(numbers, -1, len(lengths) - 1)]
        beats = self._counts("tension") // np.maximum(axes, 1)
        return np.where(axes > 0, beats, np.iinfo(np.int16).max)

    def _outside(self, name: str, low: int, high: int | Ints) -> Iterator[Problem]:
        """Rows with an item below `low`, or not below `high`."""
        items = self._items(name)
        rows = self._rows_of(self._groups[name])
        bound = high[rows] if isinstance(high, np.ndarray) else high
        for place in _first_of_each(np.flatnonzero((items < low) | (items >= bound)), rows):
            top = int(bound[place] if isinstance(bound, np.ndarray) else bound) - 1
            reason = f"`{name}` holds {int(items[place]):,}, and only {low:,} to {top:,} means something"
            yield Problem(int(rows[place]), reason)

    def _rows_of(self, group: str) -> Ints:
        return np.repeat(np.arange(self._batch.num_rows), self._counts(group))

    def _wrong_items(self, wrong: NDArray[np.bool_], group: str, reason: str) -> Iterator[Problem]:
        if wrong.any():
            rows = self._rows_of(group)
            for place in _first_of_each(np.flatnonzero(wrong), rows):
                yield Problem(int(rows[place]), reason)

    def _wrong_key_offsets(self) -> Iterator[Problem]:
        edges = list_offsets(self._batch.column("attention_key_offsets"))
        offsets = self._items("attention_key_offsets").astype(np.int64)
        falls = np.diff(offsets, prepend=0) < 0
        falls[edges[:-1]] = offsets[edges[:-1]] != 0
        wrong = np.logical_or.reduceat(falls, edges[:-1])
        wrong |= offsets[edges[1:] - 1] != self._counts("attention_keys")
        yield from _rows_where(wrong, "`attention_key_offsets` does not fit `attention_keys`")


def _rows_where(wrong: NDArray[np.bool_], reason: str) -> Iterator[Problem]:
    return (Problem(row, reason) for row in np.flatnonzero(wrong).tolist())


def _first_of_each(places: Ints, rows: Ints) -> list[int]:
    """Of places in ascending order, the first in each row."""
    _, first = np.unique(rows[places], return_index=True)
    found: list[int] = places[first].tolist()
    return found
