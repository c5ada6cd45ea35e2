"""Parsers, built once and kept between runs in a cache folder of our own.

Takes: the name of a grammar and its start rules.
Gives: a Lark parser.
May assume: the grammars are sound; a test builds them all.
Never does: fail because the cache cannot be read or written. Then the parser is built anew.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.parsing.grammar_files import grammar_folder, grammar_texts
from scenelang.source import write_whole

if TYPE_CHECKING:
    from lark import Lark

_FORMAT = "1"


@cache
def parser(grammar: str, starts: tuple[str, ...]) -> Lark:
    """The parser of one grammar: from memory, else from the cache folder, else built and stored."""
    folder = cache_folder()
    if folder is None:
        return _build(grammar, starts)
    stored = folder / f"{grammar}-{_key(grammar, starts)}.parser"
    known = _load(stored)
    if known is not None:
        return known
    fresh = _build(grammar, starts)
    _store(fresh, stored)
    return fresh


def cache_folder() -> Path | None:
    """Where parsers are kept for this user, or None where there is no home for them."""
    named = os.environ.get("SCENELANG_CACHE")
    if named is not None:
        return Path(named) / "parsers" if named else None
    with contextlib.suppress(RuntimeError):
        return _caches_of_the_user() / "scenelang" / "parsers"
    return None


def _caches_of_the_user() -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    return Path(chosen) if os.path.isabs(chosen) else Path.home() / ".cache"  # noqa: PTH117 - "" is a string


def _key(grammar: str, starts: tuple[str, ...]) -> str:
    """Names one parser: everything that it is made from, so that a stale one is never met."""
    from lark import __version__  # noqa: PLC0415 - lark is slow to import and not always needed

    parts = (_FORMAT, __version__, sys.version, grammar, *starts)
    texts = (text for pair in grammar_texts().items() for text in pair)
    import hashlib  # noqa: PLC0415 - it loads OpenSSL, and a clean run does without

    return hashlib.sha256("\0".join((*parts, *texts)).encode()).hexdigest()[:32]


def _build(grammar: str, starts: tuple[str, ...]) -> Lark:
    from lark import Lark  # noqa: PLC0415 - see _key

    source = str(grammar_folder() / f"{grammar}.lark")
    text = grammar_texts()[grammar]
    return Lark(text, source_path=source, start=list(starts), parser="lalr", propagate_positions=True)


def _load(stored: Path) -> Lark | None:
    from lark import Lark  # noqa: PLC0415 - see _key

    try:
        return Lark.load(io.BytesIO(stored.read_bytes()))
    except Exception:  # noqa: BLE001 - a damaged cache may fail in any way, and is then built anew
        return None


def _store(fresh: Lark, stored: Path) -> None:
    """Keeps a parser; another process never reads half of it."""
    with contextlib.suppress(OSError):
        stored.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = io.BytesIO()
        fresh.save(content)
        write_whole(stored, content.getbuffer())
