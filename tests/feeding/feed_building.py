"""Small shards to feed from: rows that differ in length, tension, logic, tags, strata and prerequisites."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scenelang.feeding import Feed, Item, Part, open_feed
from scenelang.shards import Row, ShardSet, open_shards, write_shards
from scenelang.signals import HeadRule, LayerBand
from scenelang.source import Span
from scenelang.tokens import AttentionTarget, HiddenKind, HiddenTarget, Split, TokenProgram

PLACE = Span("row.scene", 0, 4)


def make_program(number: int, **fields: Any) -> TokenProgram:
    """A row of 4 to 10 tokens whose instance is its number; every fifth one is held out."""
    length = fields.pop("length", 4 + number * 5 % 7)
    depth = fields.pop("depth", number % 3)
    logic = tuple(
        AttentionTarget(
            (2, 3),
            ((0,), (0, 1)),
            False,
            LayerBand.percent(10 * step + 10),
            HeadRule(),
            1.0,
            f"logic.{step}",
            PLACE,
        )
        for step in range(depth)
    )
    hidden = HiddenTarget(
        (1,),
        LayerBand.percent(50),
        HiddenKind.CONCEPT,
        1.0,
        "layers.1",
        PLACE,
        name=fields.pop("concept", "heft"),
    )
    values: dict[str, Any] = {
        "scene": f"scene-{number % 4}",
        "file": f"row-{number % 4}.scene",
        "instance": number,
        "binding": (("n", str(number)),),
        "split": Split.HELD_OUT if number % 5 == 4 else Split.TRAIN,
        "archetype": "proof",
        "stratum": "thinking" if number % 2 else "knowledge",
        "language": "en",
        "tags": ("odd",) if number % 2 else ("even", "round"),
        "tokenizer": "f" * 64,
        "ids": tuple(range(number, number + length)),
        "pieces": ("x",) * length,
        "weights": (1.0,) * length,
        "beats": (0,) * length,
        "sources": ((-1, -1),) * length,
        "axes": ("doubt",),
        "tension": ((number % 10 / 10,),),
        "curriculum": number % 10 / 10,
        "attention": logic,
        "hidden": (hidden,),
        "certificates": (),
        "prerequisites": (f"scene-{number % 4 - 1}",) if number % 4 else (),
    }
    return TokenProgram(**{**values, **fields})


def shards_of(folder: Path, rows: Iterable[int], **fields: Any) -> ShardSet:
    """Shards with these rows."""
    written = write_shards((make_program(number, **fields) for number in rows), folder, vocab_size=5_000)
    assert not written.errors
    opened = open_shards(folder)
    assert opened.value is not None, opened.diagnostics
    return opened.value


def feed_of(*parts: Part, batch: int = 2, **settings: Any) -> Feed:
    """A feed that can be opened."""
    opened = open_feed(parts, batch=batch, **settings)
    assert opened.value is not None, opened.diagnostics
    return opened.value


def instances(found: Iterable[Row | tuple[Row, ...]]) -> list[Any]:
    """The numbers that rows and packs were made with: a batch as tests look at it."""
    return [one.instance if isinstance(one, Row) else tuple(row.instance for row in one) for one in found]


def rows_in(items: Iterable[Item]) -> list[int]:
    """The rows of items, packs opened."""
    return [row for item in items for row in ((item,) if isinstance(item, int) else item)]
