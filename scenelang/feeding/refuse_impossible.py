"""Stops a program that asks for a feed with something that cannot be a setting at all.

Takes: the arguments of `open_feed`, as they were given.
Gives: nothing; or an exception with a sentence that names the argument, what it is and what it must be.
May assume: nothing.
Never does: judge what an author can write in a recipe; numbers of the right kind are judged by messages.
"""

from __future__ import annotations

from collections.abc import Sequence
from inspect import isclass
from numbers import Integral, Real
from typing import Final, get_args

import numpy as np

from scenelang.feeding.settings import (
    AsWritten,
    Curriculum,
    Pacing,
    PacingKind,
    Packing,
    Part,
    Score,
    Shuffled,
)
from scenelang.shards import ShardSet

_CLIP: Final = 60
_SHARDS: Final = "a `ShardSet`, the `.value` of what `open_shards(folder)` gives"
_ORDERS: Final = '`AsWritten()`, `Shuffled()`, `Curriculum("tension")` or None'
_LIST: Final = 'a tuple of ids of scenes and of tags, such as ("ice-floats", "#warm-up")'


def refuse_impossible_parts(parts: object) -> None:
    """Refuses what is no sequence of parts, and parts with fields that are none.

    Raises:
        TypeError: something is of a kind that it cannot be.
        ValueError: there are no parts.
    """
    _need(isinstance(parts, Sequence) and not isinstance(parts, str), "parts", parts, "a list of `Part`")
    assert isinstance(parts, Sequence)
    if not parts:
        raise ValueError("`parts` is empty, and must be a list of one `Part` or more")
    for number, part in enumerate(parts):
        name = f"parts[{number}]"
        _need(isinstance(part, Part), name, part, "a `Part`, such as `Part(shards)`")
        _need(isinstance(part.shards, ShardSet), f"{name}.shards", part.shards, _SHARDS)
        _need(
            isinstance(part.split, str), f"{name}.split", part.split, "the name of a split, such as 'train'"
        )
        if part.stratum is not None:
            allowed = "the name of a stratum, such as 'thinking', or None"
            _need(isinstance(part.stratum, str), f"{name}.stratum", part.stratum, allowed)
        if part.weight is not None:
            _need(_is_number(part.weight), f"{name}.weight", part.weight, "a number over 0, or None")


def refuse_impossible_order(order: object) -> None:
    """Refuses what is no order, and a curriculum by what there is not.

    Raises:
        TypeError: something is of a kind that it cannot be.
        ValueError: there is no such score, or no such kind of pacing.
    """
    if order is None:
        return
    _need(isinstance(order, AsWritten | Shuffled | Curriculum), "order", order, _ORDERS)
    if not isinstance(order, Curriculum):
        return
    if isinstance(order.by, str):
        _need_one_of(get_args(Score), "order.by", order.by, f", or {_LIST}")
    else:
        _need(isinstance(order.by, list | tuple), "order.by", order.by, f"the name of a score, or {_LIST}")
        _need(all(isinstance(one, str) for one in order.by), "order.by", order.by, _LIST)
    _need(_is_switch(order.descending), "order.descending", order.descending, "True or False")
    if order.pacing is not None:
        _need(isinstance(order.pacing, Pacing), "order.pacing", order.pacing, "a `Pacing(...)` or None")
        _refuse_impossible_pacing(order.pacing)


def refuse_impossible_packing(packing: object) -> None:
    """Refuses what is no packing.

    Raises:
        TypeError: something is of a kind that it cannot be.
    """
    if packing is None:
        return
    _need(isinstance(packing, Packing), "packing", packing, "`Packing(tokens=4096)` or None")
    assert isinstance(packing, Packing)
    for name in ("tokens", "lookahead"):
        value = getattr(packing, name)
        _need(_is_whole(value), f"packing.{name}", value, "a whole number from 1 on")


def refuse_impossible_counts(*, batch: object, seed: object, rank: object, world: object) -> None:
    """Refuses batches and ranks that there cannot be.

    Raises:
        TypeError: something is no whole number.
        ValueError: a number is too small, or there is no such rank.
    """
    _need_whole("seed", seed, None)
    _need_whole("batch", batch, 1)
    ranks = _need_whole("world", world, 1)
    if not 0 <= _need_whole("rank", rank, None) < ranks:
        allowed = "0 with `world` 1" if ranks == 1 else f"from 0 to {ranks - 1} with `world` {ranks}"
        raise ValueError(f"`rank` is {rank}, and must be {allowed}")


def refuse_impossible_run(*, run_rows: object, endless: object) -> None:
    """Refuses a length of a run that is none.

    Raises:
        TypeError: something is of a kind that it cannot be.
    """
    if run_rows is not None:
        _need(_is_whole(run_rows), "run_rows", run_rows, "a whole number from 1 on, or None")
    _need(_is_switch(endless), "endless", endless, "True or False")


def _refuse_impossible_pacing(pacing: Pacing) -> None:
    _need_one_of(get_args(PacingKind), "order.pacing.kind", pacing.kind)
    for name in ("start", "until"):
        value = getattr(pacing, name)
        _need(_is_number(value), f"order.pacing.{name}", value, "a number over 0 and up to 1")
    pairs = isinstance(pacing.table, list | tuple) and all(map(_is_pair, pacing.table))
    allowed = "pairs of numbers, such as ((0, 0.2), (0.5, 1))"
    _need(pairs, "order.pacing.table", pacing.table, allowed)


def _is_pair(value: object) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2 and all(map(_is_number, value))


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _is_switch(value: object) -> bool:
    return isinstance(value, bool | np.bool_)


def _need_whole(name: str, value: object, least: int | None) -> int:
    allowed = "a whole number" if least is None else f"a whole number from {least} on"
    _need(_is_whole(value), name, value, allowed)
    assert isinstance(value, Integral)
    if least is not None and int(value) < least:
        raise ValueError(f"`{name}` is {value}, and must be {allowed}")
    return int(value)


def _need_one_of(allowed: Sequence[str], name: str, value: object, otherwise: str = "") -> None:
    if value not in allowed:
        raise ValueError(
            f"`{name}` is {_shown(value)}, and must be {', '.join(map(repr, allowed))}{otherwise}"
        )


def _need(holds: bool, name: str, value: object, allowed: str) -> None:
    if not holds:
        raise TypeError(f"`{name}` is {_shown(value)}, and must be {allowed}")


def _shown(value: object) -> str:
    """A value in a few words: short plain ones as they are, all others by their kind."""
    if isclass(value):
        return f"the class `{value.__name__}`"
    plain = value is None or isinstance(value, str | Real) or type(value) in (list, tuple)
    text = repr(value) if plain else ""
    return text if plain and len(text) <= _CLIP else f"of the kind `{type(value).__name__}`"
