"""Settings that cannot be are refused at once, in a sentence with what was given and what is allowed."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from feed_building import feed_of

from scenelang.diagnostics import Outcome
from scenelang.feeding import AsWritten, Curriculum, Pacing, Packing, Part, open_feed
from scenelang.shards import ShardSet

SCORES = "'tension', 'depth', 'prerequisites', or a tuple of ids of scenes and of tags"


def curriculum(**fields: Any) -> Curriculum:
    return Curriculum(**{"by": "tension", **fields})


def pacing(**fields: Any) -> Curriculum:
    return Curriculum("tension", pacing=Pacing(**fields))


@pytest.mark.parametrize(
    ("settings", "kind", "said"),
    [
        ({"order": "nonsense"}, TypeError, "`order` is 'nonsense', and must be `AsWritten()`, `Shuffled()`"),
        ({"order": Curriculum}, TypeError, "`order` is the class `Curriculum`, and must be `AsWritten()`"),
        ({"order": AsWritten}, TypeError, "`order` is the class `AsWritten`, and must be `AsWritten()`"),
        ({"order": Pacing()}, TypeError, "`order` is of the kind `Pacing`, and must be `AsWritten()`"),
        ({"order": curriculum(by="nonsense")}, ValueError, f"`order.by` is 'nonsense', and must be {SCORES}"),
        (
            {"order": curriculum(by=3)},
            TypeError,
            "`order.by` is 3, and must be the name of a score, or a tup",
        ),
        ({"order": curriculum(by=("a", 2))}, TypeError, "`order.by` is ('a', 2), and must be a tuple of ids"),
        (
            {"order": curriculum(descending="no")},
            TypeError,
            "`order.descending` is 'no', and must be True or",
        ),
        ({"order": curriculum(pacing="x")}, TypeError, "`order.pacing` is 'x', and must be a `Pacing(...)`"),
        (
            {"order": pacing(kind="x")},
            ValueError,
            "`order.pacing.kind` is 'x', and must be 'linear', 'root',",
        ),
        ({"order": pacing(start="a")}, TypeError, "`order.pacing.start` is 'a', and must be a number over 0"),
        ({"order": pacing(until=None)}, TypeError, "`order.pacing.until` is None, and must be a number over"),
        ({"order": pacing(table=(1,))}, TypeError, "`order.pacing.table` is (1,), and must be pairs of numb"),
        ({"packing": 4096}, TypeError, "`packing` is 4096, and must be `Packing(tokens=4096)` or None"),
        ({"packing": Packing}, TypeError, "`packing` is the class `Packing`, and must be `Packing(tokens=40"),
        ({"packing": Packing(2.5)}, TypeError, "`packing.tokens` is 2.5, and must be a whole number from 1"),  # type: ignore[arg-type]
        ({"batch": 2.5}, TypeError, "`batch` is 2.5, and must be a whole number from 1 on"),
        ({"batch": True}, TypeError, "`batch` is True, and must be a whole number from 1 on"),
        ({"batch": 0}, ValueError, "`batch` is 0, and must be a whole number from 1 on"),
        ({"world": 0}, ValueError, "`world` is 0, and must be a whole number from 1 on"),
        ({"rank": 3, "world": 2}, ValueError, "`rank` is 3, and must be from 0 to 1 with `world` 2"),
        ({"rank": 1}, ValueError, "`rank` is 1, and must be 0 with `world` 1"),
        ({"rank": -1, "world": 2}, ValueError, "`rank` is -1, and must be from 0 to 1 with `world` 2"),
        ({"seed": "one"}, TypeError, "`seed` is 'one', and must be a whole number"),
        ({"run_rows": 1.5}, TypeError, "`run_rows` is 1.5, and must be a whole number from 1 on, or None"),
        ({"endless": "no"}, TypeError, "`endless` is 'no', and must be True or False"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(
    shards: ShardSet, settings: dict[str, Any], kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind, match=f"^{re.escape(said)}"):
        open_feed([Part(shards)], **{"batch": 2, **settings})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"shards": 3}, "`parts[0].shards` is 3, and must be a `ShardSet`"),
        ({"shards": None}, "`parts[0].shards` is None, and must be a `ShardSet`, the `.value` of what"),
        ({"shards": Outcome(None)}, "`parts[0].shards` is of the kind `Outcome`, and must be a `ShardSet`"),
        ({"split": None}, "`parts[0].split` is None, and must be the name of a split, such as 'train'"),
        ({"stratum": 1}, "`parts[0].stratum` is 1, and must be the name of a stratum, such as 'thinking'"),
        ({"weight": "a"}, "`parts[0].weight` is 'a', and must be a number over 0, or None"),
    ],
)
def test_a_part_that_cannot_be_is_refused(shards: ShardSet, fields: dict[str, Any], said: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(said)}"):
        open_feed([Part(**{"shards": shards, **fields})], batch=2)


def test_what_is_no_list_of_parts_is_refused(shards: ShardSet) -> None:
    with pytest.raises(ValueError, match=r"^`parts` is empty, and must be a list of one `Part` or more$"):
        open_feed([], batch=2)
    one: Any = Part(shards)
    with pytest.raises(TypeError, match=r"^`parts` is of the kind `Part`, and must be a list of `Part`$"):
        open_feed(one, batch=2)
    bare: Any = [shards]
    with pytest.raises(TypeError, match=r"^`parts\[0\]` is of the kind `ShardSet`, and must be a `Part`"):
        open_feed(bare, batch=2)


def test_numbers_of_numpy_and_lists_for_tuples_are_as_good_as_pythons_own(shards: ShardSet) -> None:
    listed: Any = ["scene-1", "#odd"]
    weight: Any = np.float32(1)
    batch: Any = np.int64(3)
    feed = feed_of(Part(shards, weight=weight), batch=batch, order=Curriculum(listed))
    assert len(next(iter(feed))) == 3
