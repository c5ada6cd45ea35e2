"""What is in shards as text and as JSON.

Takes: a manifest and a summary. Gives: lines, or an object of plain values that only ever grows.
May assume: at least one row. Never does: print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from scenelang.cli.counted import counted
from scenelang.diagnostics import printable, size_in_words

if TYPE_CHECKING:
    from scenelang.shards import Manifest, ShardSummary, Spread

BLOCK = "\u2588"
"""What a bar is drawn with."""

Line: TypeAlias = tuple[str, bool]
"""A line, and whether it is a title."""

_MOST_NAMES = 12
_WIDEST_NAME = 32
_WIDEST_BAR = 40
_TITLES = {
    "row_tokens": "tokens a row",
    "token_weights": "loss weight of a token",
    "attention_sites": "attention sites a row",
    "hidden_sites": "hidden-layer sites a row",
}


def shard_lines(
    name: str, manifest: Manifest, summary: ShardSummary, columns: int, block: str
) -> Iterator[Line]:
    """The whole description.

    Args:
        name: What the shards are called.
        manifest: What they say of themselves.
        summary: What was counted.
        columns: How wide a line may be.
        block: What a bar is drawn with.
    """
    yield f"{name}: {counted(manifest.rows, 'row')}, {counted(manifest.tokens, 'token')}", True
    yield from ((f"  {line}", False) for line in _head(manifest))
    for column, words in summary.words.items():
        counts = {word: (count.rows, count.tokens) for word, count in words.items()}
        yield from _table(column, ("rows", "tokens"), counts)
    for title, masses in _masses(manifest).items():
        yield from _table(title, ("sites", "weight"), masses)
    for spread, title in _TITLES.items():
        yield from _bars(title, summary.spreads[spread], columns, block)


def _head(manifest: Manifest) -> Iterator[str]:
    size = size_in_words(sum(shard.bytes for shard in manifest.shards))
    kind = {"arrow": "Arrow", "parquet": "Parquet"}[manifest.file_format]
    files = counted(len(manifest.sources), "file")
    yield f"{counted(len(manifest.shards), 'shard')} ({kind}), {size}, from {files}"
    model = f", checked against {manifest.model}" if manifest.model else ""
    yield f"compiled by scenelang {manifest.scenelang}{model}"
    tokenizer = manifest.tokenizer
    yield f"tokenizer {tokenizer.fingerprint}, vocabulary {tokenizer.vocab_size:,}"


def _masses(manifest: Manifest) -> dict[str, dict[str, tuple[int, float]]]:
    """Supervision by title and name, the heaviest first."""
    supervision = manifest.supervision
    found = {}
    for title, masses in (("supervision", supervision.kinds), ("origin", supervision.origins)):
        heaviest = sorted(masses.items(), key=lambda each: (-each[1].weight, each[0]))
        found[title] = {name: (mass.sites, mass.weight) for name, mass in heaviest}
    if supervision.avoid.sites:
        found["supervision"]["avoid"] = (supervision.avoid.sites, supervision.avoid.weight)
    return found


def _table(title: str, heads: tuple[str, str], lines: Mapping[str, tuple[int, float]]) -> Iterator[Line]:
    if not lines:
        return
    shown = list(lines.items())[:_MOST_NAMES]
    cells = [(_short(name), *(f"{number:,.10g}" for number in numbers)) for name, numbers in shown]
    rows = [(title, *heads), *cells]
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    yield "", False
    for row in rows:
        name, *numbers = row
        right = "  ".join(f"{cell:>{width}}" for cell, width in zip(numbers, widths[1:], strict=True))
        yield f"  {name:<{widths[0]}}  {right}", row is rows[0]
    if len(lines) > len(shown):
        yield f"  and {len(lines) - len(shown):,} more", False


def _bars(title: str, spread: Spread, columns: int, block: str) -> Iterator[Line]:
    yield "", False
    numbers = (spread.lowest, spread.median, spread.highest)
    lowest, median, highest = (f"{number:,.10g}" for number in numbers)
    yield f"  {title}: {lowest} to {highest}, half of them up to {median}", True
    labels = [_range(bar.low, bar.high) for bar in spread.bars]
    width = max(map(len, labels))
    most = max(bar.values for bar in spread.bars)
    room = max(8, min(_WIDEST_BAR, columns - width - 20))
    for label, bar in zip(labels, spread.bars, strict=True):
        length = -(-bar.values * room // most)
        yield f"  {label:>{width}}  {block * length}{' ' * (length > 0)}{bar.values:,}", False


def _range(low: float, high: float) -> str:
    return f"{low:,.10g}" if low == high else f"{low:,.10g}..{high:,.10g}"


def _short(name: str) -> str:
    text = printable(name)
    return text if len(text) <= _WIDEST_NAME else f"{text[: _WIDEST_NAME - 1]}\u2026"


def summary_json(manifest: Manifest, summary: ShardSummary) -> dict[str, object]:
    """The same as an object."""
    return {
        "version": 1,
        "rows": manifest.rows,
        "tokens": manifest.tokens,
        "bytes": sum(shard.bytes for shard in manifest.shards),
        "file_format": manifest.file_format,
        "scenelang": manifest.scenelang,
        "model": manifest.model,
        "tokenizer": manifest.tokenizer.model_dump(),
        "shards": [{"file": Path(shard.file).name, "rows": shard.rows} for shard in manifest.shards],
        "splits": {name: split.model_dump() for name, split in manifest.splits.items()},
        "counts": {
            column: {word: count._asdict() for word, count in words.items()}
            for column, words in summary.words.items()
        },
        "supervision": manifest.supervision.model_dump(),
        "spreads": {
            name: {**spread._asdict(), "bars": [bar._asdict() for bar in spread.bars]}
            for name, spread in summary.spreads.items()
        },
    }
