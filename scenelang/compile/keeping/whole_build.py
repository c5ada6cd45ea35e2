"""The record of a whole build, which answers one in which nothing has changed.

Takes: a build and its shard folder. Gives: a record of plain values; and the build again, where the folder
    still holds exactly that.
May assume: nothing of what is read back.
Never does: read a shard. The digest of the manifest and the stamps of the shards stand for them; readers hold
    every byte against the manifest. The card and `features.json` beside them are known by their stamps too.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple, cast

from scenelang.diagnostics import Diagnostic
from scenelang.gathering import (
    NO_STAMP,
    Json,
    NotKept,
    kept_findings,
    parts_of,
    read_findings,
    stamp,
    text_from,
)
from scenelang.shards import CARD_FILE, FEATURES_FILE, MANIFEST_FILE, Manifest


class WholeBuild(NamedTuple):
    """What a build gave: its manifest, everything that was said, and how many scenes went into it."""

    manifest: Manifest
    found: tuple[Diagnostic, ...]
    scenes: int


class Conditions(NamedTuple):
    """All that a build depends on: its files, all scenes if it asked for others, and files that were named.

    `outside` are pairs of a file and its stamp.
    """

    state: str
    wide: str | None
    outside: tuple[tuple[str, str], ...]


def record_of(build: WholeBuild, conditions: Conditions, out: Path) -> Json:
    """The record of a build that was just put in its place; None where its folder is not as it must be.

    Raises:
        NotKept: a finding cannot be kept.
    """
    content = _manifest_in(out)
    if content != build.manifest.canonical():
        return None
    names = (*(shard.file for shard in build.manifest.shards), CARD_FILE, FEATURES_FILE)
    there: Json = [[name, stamp(out / name)] for name in names]
    outside: Json = [[*each] for each in conditions.outside]
    kept = [conditions.state, conditions.wide, outside, _digest(content), there]
    return [*kept, build.scenes, kept_findings(build.found)]


def conditions_in(record: Json) -> Conditions:
    """The conditions under which a recorded build was made.

    Raises:
        NotKept: it is no record.
    """
    try:
        state, wide, outside, *_ = parts_of(record)
        pairs = [cast("tuple[str, str]", tuple(map(text_from, parts_of(each)))) for each in parts_of(outside)]
    except ValueError:
        raise NotKept from None
    return Conditions(text_from(state), None if wide is None else text_from(wide), tuple(pairs))


def build_in(record: Json, out: Path) -> WholeBuild | None:
    """The recorded build; None where the folder holds another, or parts of it.

    Raises:
        NotKept: it is no record.
    """
    try:
        *_, digest, there, scenes, found = parts_of(record)
    except ValueError:
        raise NotKept from None
    content = _manifest_in(out)
    if content is None or _digest(content) != digest or not isinstance(scenes, int):
        return None
    for file, word in map(parts_of, parts_of(there)):
        if word == NO_STAMP or stamp(out / text_from(file)) != word:
            return None
    return WholeBuild(Manifest.model_validate_json(content), read_findings(found), scenes)


def _manifest_in(out: Path) -> bytes | None:
    try:
        return (out / MANIFEST_FILE).read_bytes()
    except OSError:
        return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
