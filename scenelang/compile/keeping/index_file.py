"""The index of a compile cache: one file of lines.

Takes: what a build found out. Gives: it again.
May assume: nothing of the file, which may be old, torn, or written by anybody.
Never does: run what it reads, or give a line that is not as it was written: a wrong number in it would be
    the rows of another scene.

The first line says what the file is and holds a digest of the others. The next is what is
known of whole builds, all that a build needs where nothing has changed. Then come the number of shards in
each folder, the table of files that went into rows, a line for each shard, and lines of files: one
for each, or one for many that are plain and stand side by side.
"""

from __future__ import annotations

import contextlib
import json
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeAlias

from scenelang.gathering import Json, digest_of
from scenelang.source import write_whole

Entries: TypeAlias = "dict[str, Json]"
INDEX_SUFFIX = ".index"
_TITLE = "scenelang compile cache 1"
_PARTS = 2


class Index(NamedTuple):
    """What an index holds. `builds` and the lines of `shards` are known by the folders of builds."""

    builds: Entries
    shards: dict[str, list[str]]
    used: list[Json]
    files: list[str]


class IndexText(NamedTuple):
    """An index as it was read: what is known of builds, and all the rest as it stands."""

    head: str = ""
    rest: str = ""

    def builds(self) -> Entries:
        """What is known of whole builds."""
        with contextlib.suppress(ValueError, RecursionError):
            return _entries(json.loads(self.head))
        return {}

    def parsed(self) -> Index:
        """The whole index."""
        with contextlib.suppress(ValueError, TypeError, RecursionError):
            counts, used, *lines = self.rest.split("\n")
            table = json.loads(used)
            shards: dict[str, list[str]] = {}
            for folder, count in _entries(json.loads(counts)).items():
                number = int(str(count))
                shards[folder], lines = lines[:number], lines[number:]
            return Index(self.builds(), shards, table if isinstance(table, list) else [], lines)
        return Index({}, {}, [], [])


def _entries(found: object) -> Entries:
    return found if isinstance(found, dict) else {}


def read_index(place: Path) -> IndexText:
    """The index that lies there; an empty one where none can be read."""
    with contextlib.suppress(OSError, ValueError):
        title, head, rest = place.read_text(encoding="ascii").split("\n", _PARTS)
        if title == _title(head, rest):
            return IndexText(head, rest)
    return IndexText()


def write_index(place: Path, index: Index) -> int:
    """Writes an index beside the old one and renames it, so that another build never reads half of it.

    Returns:
        How many bytes it has.

    Raises:
        OSError: the system says no.
    """
    head, counts = _text(index.builds), {folder: len(lines) for folder, lines in index.shards.items()}
    lines = [*chain.from_iterable(index.shards.values()), *index.files]
    rest = "\n".join((_text(counts), _text(index.used), *lines))
    content = "\n".join((_title(head, rest), head, rest)).encode("ascii")
    write_whole(place, content)
    return len(content)


def _title(head: str, rest: str) -> str:
    return f"{_TITLE} {digest_of((head, rest))}"


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
