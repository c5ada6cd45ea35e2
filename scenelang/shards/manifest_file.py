"""Reads the manifest of a shard folder, and trusts it only when no byte has changed.

Takes: a shard folder.
Gives: its manifest.
May assume: nothing.
Never does: read a format that it does not know.
"""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from scenelang.diagnostics import Refusal
from scenelang.shards.manifest import FORMAT_NAME, FORMAT_VERSION, MANIFEST_FILE, Manifest, resealed
from scenelang.shards.messages import ManifestDamaged, NoShardsHere, ShardFormatUnknown
from scenelang.source import Span


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder, without a look at its shards.

    Raises:
        Refusal: there is none, it is damaged, or it is of another format version.
    """
    path = folder / MANIFEST_FILE
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise Refusal(NoShardsHere(Span.start_of(folder), str(folder))) from None
    except OSError as error:
        raise _damaged(path, error.strerror or "it cannot be read") from error
    _refuse_other_formats(path, content)
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError as error:
        raise _damaged(path, f"`{_first_place(error)}` is not as this format has it") from error
    if resealed(manifest) != (manifest, content):
        raise _damaged(path, "its content does not match its digest")
    return manifest


def _refuse_other_formats(path: Path, content: bytes) -> None:
    try:
        head = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _damaged(path, "it is not JSON") from error
    if not isinstance(head, dict) or head.get("format") != FORMAT_NAME:
        raise _damaged(path, f"it is no manifest of format `{FORMAT_NAME}`")
    version = head.get("format_version")
    if version != FORMAT_VERSION:
        raise Refusal(ShardFormatUnknown(Span.start_of(path), str(version), FORMAT_VERSION))


def _first_place(error: ValidationError) -> str:
    return ".".join(str(step) for step in error.errors()[0]["loc"]) or "the whole"


def _damaged(path: Path, reason: str) -> Refusal:
    return Refusal(ManifestDamaged(Span.start_of(path), reason))
