"""How fast shuffled rows are read, beside a raw memmap of the same arrays and beside what others offer.

Everybody reads everything of a row that training uses: all its columns of numbers (tokens, weights, beats,
sources, attention, hidden targets, exposures, tension, ranges), and gives them as arrays in memory, a batch
of 16 rows at a time, in an order that is shuffled over all rows. Columns of texts, which only messages and
reports read, are left out for all. Times are CPU time of the process, threads included; those who read
elsewhere (litdata, mosaicml-streaming) are processes beside this one, asked in turn with it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from read_corpus import read_corpus

from scenelang.feeding import Feed, Part, open_feed
from scenelang.shards import ShardSet
from scenelang.shards.columns import NUMBER_LISTS, ROW_NUMBERS

sys.path.insert(0, str(Path(__file__).resolve().parent / "read_rivals"))

from other_process import BATCH, OtherProcess
from raw_memmap import RawMemmap, write

ROUNDS = 5
BATCHES = {"ours": 400, "raw": 400, "numpy": 20, "torch": 20, "litdata": 60, "mosaicml": 60}
BARS = {
    "raw": ("a raw memmap of the same arrays", 0.5),
    "numpy": ("HF datasets in numpy format", 5.0),
    "torch": ("HF datasets in a torch DataLoader", 10.0),
    "litdata": ("litdata", 2.0),
    "mosaicml": ("mosaicml-streaming", 2.0),
}


def measure() -> list[dict[str, object]]:
    """Speeds over those of others, and the first batch far into an epoch over the first at its start."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shards = read_corpus(folder)
        others = {
            rival: OtherProcess(rival, shards.folder, folder / rival) for rival in ("litdata", "mosaicml")
        }
        try:
            times = _times(shards, folder, others)
        finally:
            for other in others.values():
                other.close()
        records = [_speed(rival, times) for rival in BARS]
        return [*records, _seek(shards)]


def _times(shards: ShardSet, folder: Path, others: dict[str, OtherProcess]) -> dict[str, list[float]]:
    """CPU seconds a batch, by reader and round; the first round is for warming."""
    write(shards, folder / "raw")
    readers: dict[str, Callable[[int], float]] = {
        "ours": _timed(_ours(shards)),
        "raw": _timed(_raw(folder / "raw", len(shards))),
        **{f"{kind}": _timed(batches) for kind, batches in _datasets(shards, folder)},
        **{name: other.seconds for name, other in others.items()},
    }
    rounds: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(ROUNDS + 1):
        for name, seconds in readers.items():
            rounds[name].append(seconds(BATCHES[name]) / BATCHES[name])
    return {name: found[1:] for name, found in rounds.items()}


def _timed(batches: Iterator[Any]) -> Callable[[int], float]:
    def seconds(count: int) -> float:
        start = time.process_time()
        for _ in islice(batches, count):
            pass
        return time.process_time() - start

    return seconds


def _feed(shards: ShardSet, seed: int = 0, *, endless: bool = False) -> Feed:
    opened = open_feed([Part(shards)], batch=BATCH, seed=seed, endless=endless)
    assert opened.value is not None, opened.diagnostics
    return opened.value


def _ours(shards: ShardSet) -> Iterator[Any]:
    feed = _feed(shards, endless=True)
    return map(feed.rows.flat, feed)


def _raw(folder: Path, rows: int) -> Iterator[Any]:
    raw, dice = RawMemmap(folder), np.random.default_rng(0)
    while True:
        order = dice.permutation(rows)
        for start in range(0, rows - BATCH + 1, BATCH):
            yield raw.read(order[start : start + BATCH])


def _datasets(shards: ShardSet, folder: Path) -> Iterator[tuple[str, Iterator[Any]]]:
    """HF datasets over the shards as they are, memory-mapped."""
    import datasets  # noqa: PLC0415
    from torch.utils.data import DataLoader  # noqa: PLC0415

    datasets.disable_progress_bars()
    files = [str(shards.folder / shard.file) for shard in shards.manifest.shards]
    columns = [*ROW_NUMBERS, *(name for names in NUMBER_LISTS.values() for name in names)]
    loaded = datasets.load_dataset("arrow", data_files=files, split="train", cache_dir=str(folder / "hf"))
    loaded = loaded.select_columns(columns)

    def by_batch() -> Iterator[Any]:
        arrays, dice = loaded.with_format("numpy"), np.random.default_rng(0)
        while True:
            order = dice.permutation(len(arrays))
            for start in range(0, len(order) - BATCH + 1, BATCH):
                yield arrays[order[start : start + BATCH].tolist()]

    def by_loader() -> Iterator[Any]:
        while True:
            yield from DataLoader(loaded.with_format("torch"), BATCH, shuffle=True, collate_fn=list)

    yield "numpy", by_batch()
    yield "torch", by_loader()


def _speed(rival: str, times: dict[str, list[float]]) -> dict[str, object]:
    who, bar = BARS[rival]
    ratios = [theirs / ours for ours, theirs in zip(times["ours"], times[rival], strict=True)]
    return {
        "name": f"read shuffled rows by 16 / {who}",
        "ratio": round(statistics.median(ratios), 3),
        "bar": bar,
        "better": "higher",
    }


def _seek(shards: ShardSet) -> dict[str, object]:
    """The first batch of a fresh feed at nine tenths of the epoch over the first at its start."""
    ratios = []
    for seed in range(ROUNDS * 4 + 1):  # with another seed each time, other record batches are opened
        at_start = _first_batch(shards, seed, 0)
        ratios.append(_first_batch(shards, seed, len(shards) * 9 // 10) / at_start)
    return {
        "name": "first batch at 90 % of an epoch / at 0 %",
        "ratio": round(statistics.median(ratios[1:]), 3),
        "bar": 2.0,
        "better": "lower",
    }


def _first_batch(shards: ShardSet, seed: int, rows: int) -> float:
    feed = _feed(shards, seed)
    state = {**feed.state_dict(), "rows": rows}
    start = time.process_time()
    feed.load_state_dict(state)
    feed.rows.flat(next(iter(feed)))
    return time.process_time() - start


if __name__ == "__main__":
    for record in measure():
        print(record)
