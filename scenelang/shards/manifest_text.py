"""A manifest as text: the one way to write it.

Takes: a manifest.
Gives: its canonical JSON, with and without the digest.
May assume: what the manifest's own types allow.
Never does: write the same content in two ways.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenelang.shards.manifest import Manifest, MassRecord, SourceRecord


def closed_text(text: str, digest: str) -> bytes:
    """The whole manifest, from its open text and its digest."""
    return f'{text},\n "digest": "{digest}"\n}}\n'.encode()


def open_text(manifest: Manifest) -> str:
    """The manifest without its digest and its last brace, as JSON with an indent of one.

    Sources and the masses of origins are many, so they are written by hand.
    """
    rest = manifest.model_dump(
        mode="json", exclude={"digest": True, "sources": True, "supervision": {"origins"}}
    )
    rest["sources"] = _Text(_list_text(map(_source_text, manifest.sources)))
    rest["supervision"]["origins"] = _Text(_masses_text(manifest.supervision.origins))
    rest["supervision"] = {
        name: rest["supervision"][name] for name in type(manifest.supervision).model_fields
    }
    content = {name: rest[name] for name in type(manifest).model_fields if name != "digest"}
    return _laid_out(content, 0)[: -len("\n}")]


class _Text(str):
    """A part of the text that is written already."""

    __slots__ = ()


def _source_text(source: SourceRecord) -> str:
    digest = f'"{source.sha256}"' if source.sha256 else "null"
    return f'{{\n   "file": {encode_basestring(source.file)},\n   "sha256": {digest}\n  }}'


def _list_text(sources: Iterable[str]) -> str:
    text = ",\n  ".join(sources)
    return f"[\n  {text}\n ]" if text else "[]"


def _masses_text(origins: Mapping[str, MassRecord]) -> str:
    """Masses by name. Most of the records are few, each of them the mass of many origins."""
    known: dict[int, str] = {}
    parts = []
    for name, mass in origins.items():
        text = known.get(id(mass))
        if text is None:
            text = known[id(mass)] = _mass_text(mass)
        parts.append(f"{encode_basestring(name)}: {text}")
    text = ",\n   ".join(parts)
    return f"{{\n   {text}\n  }}" if text else "{}"


def _mass_text(mass: MassRecord) -> str:
    return f'{{\n    "sites": {mass.sites},\n    "weight": {mass.weight!r}\n   }}'


def _laid_out(value: object, depth: int) -> str:
    """A value as `json.dumps` with an indent of one writes it."""
    edge, inner = "\n" + " " * depth, "\n" + " " * (depth + 1)
    if isinstance(value, dict) and value:
        parts = [f"{encode_basestring(key)}: {_part(part, depth + 1)}" for key, part in value.items()]
        return f"{{{inner}{f',{inner}'.join(parts)}{edge}}}"
    if isinstance(value, list) and value:
        texts = all(type(part) is str for part in value)
        parts = [*map(encode_basestring, value)] if texts else [_part(part, depth + 1) for part in value]
        return f"[{inner}{f',{inner}'.join(parts)}{edge}]"
    return json.dumps(value)


def _part(value: object, depth: int) -> str:
    """A part of a value; most are text."""
    if type(value) is _Text:
        return value
    return encode_basestring(value) if isinstance(value, str) else _laid_out(value, depth)
