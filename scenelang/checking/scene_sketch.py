"""What can be seen of a scene file without reading it.

Takes: the path of a file.
Gives: the ids and the concepts that may stand in it: all that do, and now and then one that does not.
May assume: nothing about the file.
Never does: parse. A file that writes its words in an unusual way may hold any id and any concept.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

MAX_BYTES = 4 * 1024 * 1024
"""No scene file is read that is longer, so none is looked at either."""

_ID = re.compile(r"""(?<![^\s{,])["']?id["']?[ \t]*:\s*([^\r\n]*)""")
_PLAIN = re.compile(r"""(["']?)([^\s"',:{}\[\]#\\&*!|>%@`]+)\1(?=\s|[,}#]|\Z)""")
_CONCEPT = re.compile(r"""\.(\w[^\s{}"'\\\[\]#,;:!?()]*)""")
_UNUSUAL = re.compile(r"""\\[uUx]|^[ \t]*\?[ \t\r\n]""", re.MULTILINE)
_OPEN_JOINTS = ".-"


class SceneSketch(NamedTuple):
    """Ids and concepts that a file may hold. `is_open`: it may hold others too."""

    ids: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    is_open: bool = False

    @property
    def any_other(self) -> tuple[str, ...]:
        """The empty word where the file may hold what is not listed; nothing else."""
        return ("",) if self.is_open else ()


def sketch_of(path: Path) -> SceneSketch:
    """The sketch of a file; an empty one where it cannot be read."""
    try:
        status = path.stat()
        return _sketch(path, status.st_mtime_ns, status.st_size)
    except (OSError, ValueError):
        return SceneSketch()


@lru_cache(maxsize=65536)
def _sketch(path: Path, _changed: int, size: int) -> SceneSketch:
    if size > MAX_BYTES:
        return SceneSketch()
    text = path.read_bytes().decode("utf-8", "replace")
    values = [_PLAIN.match(found[1]) for found in _ID.finditer(text)]
    ids = frozenset(value[2] for value in values if value is not None)
    concepts = frozenset(found[1].rstrip(_OPEN_JOINTS) for found in _CONCEPT.finditer(text))
    return SceneSketch(ids, concepts, None in values or _UNUSUAL.search(text) is not None)
