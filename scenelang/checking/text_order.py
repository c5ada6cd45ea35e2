"""Can a query see its key: the order of spans in the text, by position selector.

A key has been read when it ends at or before the position that looks. The positions of `produce(x)` and
`before x` stand one token ahead of `x`, so what they look at must end where `x` begins. `first(x)` stands
on the first token of `x`, and a key may not be that very token; `read(x)` and `last(x)` reach to the end of
`x` and may look back inside it.
"""

from __future__ import annotations

from scenelang.checking.span_table import Extent
from scenelang.model import At

_INSIDE_FIRST_PIECE = 0.5


def sees(query: Extent, query_at: At, key: Extent, key_at: At) -> bool:
    """True when the key is read before every position of the query has passed."""
    read_up_to = _end_of_key(key, key_at)
    if read_up_to <= query.start:
        return True
    return query_at in (At.READ, At.LAST) and read_up_to < query.end


def _end_of_key(key: Extent, at: At) -> float:
    if at is At.BEFORE:
        return key.start
    if at is At.FIRST:
        return key.start + _INSIDE_FIRST_PIECE
    return key.end


def comes_before(earlier: Extent, later: Extent) -> bool:
    """True when all of the one stands before the other begins."""
    return earlier.end <= later.start
