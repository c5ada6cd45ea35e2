"""What a look at a file gave as plain JSON values, and back.

Takes: what a look at a file gave. Gives: values that `json` can write; and the same things from such values.
May assume: nothing of what is read back: it may have been written by anybody.
Never does: make a value of any class but those named here and the kinds of findings of this package.
"""

from __future__ import annotations

from scenelang.gathering import (
    Json,
    NotKept,
    kept_findings,
    kept_value,
    parts_of,
    read_findings,
    span_from,
    text_from,
    value_from,
)
from scenelang.linting.findings import FileFindings
from scenelang.linting.scene_facts import SceneFacts
from scenelang.model import Name


def kept_look(looked: FileFindings) -> Json:
    """What a look at a file gave, as plain values; checked scenes are left out.

    Raises:
        NotKept: a finding has a field of another kind.
    """
    ids: Json = [[name.text, name.place.file, name.place.start, name.place.end] for name in looked.ids]
    facts: Json = [[kept_value(getattr(fact, name)) for name in _FACTS] for fact in looked.facts]
    asks: Json = [*looked.asks]
    return [looked.scenes, kept_findings(looked.found), ids, facts, asks, looked.is_wide]


def read_look(kept: Json) -> FileFindings:
    """What a look at a file gave, from plain values.

    Raises:
        NotKept: these are none.
    """
    try:
        scenes, found, ids, facts, asks, is_wide = parts_of(kept)
        names = tuple(Name(text_from(one[0]), span_from(one[1:])) for one in map(parts_of, parts_of(ids)))
        known = tuple(_facts(one) for one in map(parts_of, parts_of(facts)))
    except (TypeError, ValueError, IndexError):
        raise NotKept from None
    if not isinstance(scenes, int):
        raise NotKept
    words = tuple(map(text_from, parts_of(asks)))
    return FileFindings(scenes, read_findings(found), names, known, asks=words, is_wide=bool(is_wide))


_FACTS = SceneFacts._fields


def _facts(kept: list[Json]) -> SceneFacts:
    if len(kept) != len(_FACTS):
        raise NotKept
    return SceneFacts(*map(value_from, kept))  # type: ignore[arg-type]
