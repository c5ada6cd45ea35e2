"""Shard folders at a URL: how they look to whoever uploads one, and one of them opened here.

Takes: a URL.
Gives: the layout of a build; a shard set over a local copy that was checked by its digests.
May assume: nothing.
Never does: map a file that lies elsewhere; only whole local copies are mapped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from scenelang.diagnostics import Outcome, Refusal
from scenelang.remote import BuildLayout, ShownUrls
from scenelang.shards.dataset_card import is_written_by_us
from scenelang.shards.manifest import FORMAT_NAME, MANIFEST_FILE
from scenelang.shards.messages import ManifestDamaged, NoShardsHere
from scenelang.source import Span

T = TypeVar("T")

_SHARD_NAME = re.compile(r"part-\d{5}-[0-9a-f]{16}\.(arrow|parquet)\Z")
_BAD_COPY = frozenset({"SL502", "SL504", "SL505"})


def build_layout() -> BuildLayout:
    """What a shard folder looks like to whoever uploads one."""
    return BuildLayout(
        MANIFEST_FILE, _named, lambda name: _SHARD_NAME.match(name) is not None, is_written_by_us
    )


def open_elsewhere(url: str, open_folder: Callable[[Path], Outcome[T]]) -> Outcome[T]:
    """Copies the shards of a URL as far as they are not here yet, and opens the copy.

    Args:
        url: What was given to `compile --out`, or any other place of a shard folder.
        open_folder: Opens a local folder. A copy that it calls damaged is made anew, once.
    """
    from scenelang.remote import BuildCopy  # noqa: PLC0415 - it loads fsspec, and most shards lie here

    copy, shown = BuildCopy(url, MANIFEST_FILE), ShownUrls()
    shown.add(copy.folder, copy.url)
    try:
        value, found = open_folder(copy.fetch(partial(_digests, copy.url)))
        if value is None and any(one.code in _BAD_COPY for one in found):
            copy.forget()
            value, found = open_folder(copy.fetch(partial(_digests, copy.url)))
    except Refusal as refusal:
        return Outcome(None, (_as_shards(refusal, copy.url),))
    return Outcome(value, shown.shown(found))


def _as_shards(refusal: Refusal, url: str) -> NoShardsHere:
    """What there is nothing of are shards; all else is told as it is."""
    said = refusal.diagnostic
    return NoShardsHere(Span.start_of(url), url) if said.code == "SL784" else said  # type: ignore[return-value]


def _named(content: bytes) -> frozenset[str] | None:
    """The files that a manifest names; None where it is none of ours."""
    try:
        return frozenset(_files(content))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _digests(url: str, content: bytes) -> Mapping[str, str]:
    try:
        return _files(content)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        place = Span.start_of(f"{url}/{MANIFEST_FILE}")
        raise Refusal(ManifestDamaged(place, f"it is no manifest of format `{FORMAT_NAME}`")) from error


def _files(content: bytes) -> dict[str, str]:
    manifest = json.loads(content)
    if manifest["format"] != FORMAT_NAME:
        raise ValueError(manifest["format"])
    return {str(shard["file"]): str(shard["sha256"]) for shard in manifest["shards"]}
