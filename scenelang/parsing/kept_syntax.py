"""Syntax that was found before, by any process: a run that meets no new rule need not load a parser.

Takes: the strings of rules and their syntax. Gives: the syntax of a string that was met before.
May assume: strings parse as they did as long as the grammars are the same.
Never does: fail because the file cannot be read or written; keep much, or a string that does not parse.

Lark takes longer to load than a scene to lint. Most scenes say `@ middle`, `w 0.5` and what their archetypes
say, so a few hundred strings are nearly all that a run over sound scenes parses.
"""

from __future__ import annotations

import atexit
import contextlib
import json
from functools import cache
from pathlib import Path
from typing import Any
from zlib import adler32, crc32

from scenelang.parsing.grammar_cache import cache_folder
from scenelang.parsing.grammar_files import grammar_texts
from scenelang.parsing.syntax_tree import Leaf, Node, Syntax
from scenelang.source import write_whole

_FORMAT = "1"
_LONGEST = 120
_MOST = 600
_new: dict[str, Any] = {}


def known_syntax(grammar: str, start: str, text: str) -> Node | None:
    """The syntax of a string that was met before; None for a new one."""
    kept = _known().get(_name(grammar, start, text))
    if kept is None:
        return None
    try:
        node = _read(kept)
    except (TypeError, ValueError, IndexError):
        return None
    return node if isinstance(node, Node) else None


def keep_syntax(grammar: str, start: str, text: str, syntax: Syntax) -> None:
    """Keeps the syntax of a short string for runs to come; it is written when this one ends."""
    if not isinstance(syntax, Node) or len(text) > _LONGEST or len(_known()) + len(_new) >= _MOST:
        return
    if not _new:
        atexit.register(_store)
    _new[_name(grammar, start, text)] = _kept(syntax)


def _name(grammar: str, start: str, text: str) -> str:
    return f"{grammar} {start} {text}"


@cache
def _known() -> dict[str, Any]:
    place = _place()
    if place is None:
        return {}
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


@cache
def _place() -> Path | None:
    """The file of these grammars; None where there is no home for it."""
    folder = cache_folder()
    if folder is None:
        return None
    words = "\0".join((_FORMAT, *(text for pair in sorted(grammar_texts().items()) for text in pair)))
    content = words.encode()
    return folder / f"syntax-{crc32(content):08x}{adler32(content):08x}{len(content)}.json"


def _store() -> None:
    """Writes what was parsed anew beside what was known; another process never reads half a file."""
    place = _place()
    if place is None or not _new:
        return
    with contextlib.suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(place, json.dumps({**_known(), **_new}).encode())


def _kept(piece: Node | Leaf | None) -> Any:
    if piece is None:
        return None
    if isinstance(piece, Leaf):
        return [piece.kind, piece.text, piece.start, piece.end]
    return [piece.rule, [_kept(child) for child in piece.children], piece.start, piece.end, piece.depth]


def _read(kept: Any) -> Node | Leaf | None:
    if kept is None:
        return None
    word, what, start, end, *depth = kept
    if not depth:
        return Leaf(str(word), str(what), int(start), int(end))
    return Node(str(word), tuple(map(_read, what)), int(start), int(end), int(depth[0]))
