"""The floor: every column of numbers in a file of its own, mapped by numpy, with one index for each group."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from read_corpus import chunks

from scenelang.shards import ShardSet
from scenelang.shards.columns import NUMBER_LISTS, ROW_NUMBERS


def write(shards: ShardSet, folder: Path) -> None:
    """Writes `COLUMN.bin`, and `GROUP.idx` with the first item of each row and the end of all."""
    folder.mkdir()
    files: dict[str, Any] = {}
    counts: dict[str, list[NDArray[np.int64]]] = {}
    for flat in chunks(shards):
        for name, values in flat.columns.items():
            if name not in files:
                files[name] = (folder / f"{name}.bin").open("wb")
            values.tofile(files[name])
        for group in NUMBER_LISTS:
            counts.setdefault(group, []).append(flat.counts(group))
    for file in files.values():
        file.close()
    for group, parts in counts.items():
        np.concatenate([[0], np.cumsum(np.concatenate(parts))]).astype(np.int64).tofile(
            folder / f"{group}.idx"
        )


class RawMemmap:
    """Reads batches of rows, each column as one array."""

    def __init__(self, folder: Path) -> None:
        """Maps all files."""
        codes = {name: code for names in NUMBER_LISTS.values() for name, code in names.items()}
        self._singles = {name: _mapped(folder / f"{name}.bin", code) for name, code in ROW_NUMBERS.items()}
        self._items = {name: _mapped(folder / f"{name}.bin", code) for name, code in codes.items()}
        self._firsts = {group: _mapped(folder / f"{group}.idx", "q") for group in NUMBER_LISTS}

    def read(self, rows: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """All numbers of these rows."""
        found = {name: values[rows] for name, values in self._singles.items()}
        for group, names in NUMBER_LISTS.items():
            firsts = self._firsts[group]
            starts, ends = firsts[rows], firsts[rows + 1]
            found[group] = np.cumsum(ends - starts)
            places = list(zip(starts.tolist(), ends.tolist(), strict=True))
            for name in names:
                items = self._items[name]
                found[name] = np.concatenate([items[start:end] for start, end in places])
        return found


def _mapped(path: Path, code: str) -> NDArray[Any]:
    if not path.stat().st_size:
        return np.zeros(0, np.dtype(code))
    # A plain view: slices of np.memmap itself cost three times as much.
    return np.asarray(np.memmap(path, np.dtype(code), "r"))
