"""What a shard folder says of itself: versions, sources, counts, vocabularies, digests."""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring
from typing import Annotated, Literal, NamedTuple, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from scenelang.signals import LayerBand, LayerUnit

FORMAT_NAME = "scenelang-shards"
FORMAT_VERSION = 3
MANIFEST_FILE = "manifest.json"

FileFormat: TypeAlias = Literal["arrow", "parquet"]
"""What shard files are."""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class TokenizerRecord(_Part):
    """The tokenizer whose numbers the shards hold."""

    fingerprint: str
    vocab_size: Count


class SourceRecord(_Part):
    """A file that went into the build. `sha256` is None where the maker of the programs gave none."""

    file: str
    sha256: Digest | None


class SplitRecord(_Part):
    """Rows, tokens and summed loss weight of one split."""

    rows: Count
    tokens: Count
    weight: float


class MassRecord(_Part):
    """How much supervision there is: sites, and their summed weights."""

    sites: Count
    weight: float


class ExposureRecord(_Part):
    """How many ranges of tokens may move one module alone, and how many tokens they hold in all."""

    ranges: Count
    tokens: Count


class SupervisionRecord(_Part):
    """Supervision mass by kind (`attention`, `away`, `reads`, ...) and by origin (`logic.1`, ...).

    `avoid` counts the tokens that are trained not to be said. `exposure` is by module. Sites of weight 0
    count as sites: the instances of a concept.
    """

    kinds: dict[str, MassRecord]
    origins: dict[str, MassRecord]
    avoid: MassRecord
    exposure: dict[str, ExposureRecord]


class BandRecord(_Part):
    """A layer band, as `LayerBand` has it: relative to the depth, or layers by number."""

    unit: LayerUnit
    low: float
    high: float

    @classmethod
    def of(cls, band: LayerBand) -> Self:
        """The record of a band."""
        return cls(unit=band.unit, low=float(band.low), high=float(band.high))

    @property
    def band(self) -> LayerBand:
        """The band that is recorded."""
        return LayerBand(self.unit, self.low, self.high)


class ConceptSplitRecord(_Part):
    """What the rows of one split do with a concept.

    `pulled` counts the places that are pulled to it (weight over 0), `instances` those that show it and
    weigh nothing. `own` are the instances at places that are themselves pulled to it.
    """

    pulled: Count
    instances: Count
    own: Count


class ConceptRecord(_Part):
    """The distinct bands in which places are pulled to a concept, in order, and counts by split."""

    bands: tuple[BandRecord, ...]
    splits: dict[str, ConceptSplitRecord]


class ShardRecord(_Part):
    """One shard file."""

    file: Annotated[str, Field(pattern=r"^part-\d{5}-[0-9a-f]{16}\.(arrow|parquet)$")]
    rows: Count
    bytes: Count
    sha256: Digest


class Manifest(_Part):
    """The manifest of a shard folder. `digest` is the SHA-256 of all the rest in canonical form.

    `model` is what was given to `compile --model`, whose layers the scenes were checked against, or None.
    `names` are the concepts, labels (`key=value`) and tension axes that hidden targets name, by number;
    `concepts` has a record for each of them that is a concept, sorted by name.
    """

    format: Literal["scenelang-shards"]
    format_version: Literal[3]
    language_version: Count
    scenelang: str
    file_format: FileFormat
    tokenizer: TokenizerRecord
    model: str | None
    sources: tuple[SourceRecord, ...]
    splits: dict[str, SplitRecord]
    supervision: SupervisionRecord
    origins: tuple[str, ...]
    names: tuple[str, ...]
    concepts: dict[str, ConceptRecord]
    axes: tuple[tuple[str, ...], ...]
    shards: tuple[ShardRecord, ...]
    digest: Digest

    @property
    def rows(self) -> int:
        """Rows of all shards."""
        return sum(shard.rows for shard in self.shards)

    @property
    def tokens(self) -> int:
        """Tokens of all splits."""
        return sum(split.tokens for split in self.splits.values())

    def canonical(self) -> bytes:
        """The one way to write this manifest."""
        return _closed(_open_text(self), self.digest)


class SealedManifest(NamedTuple):
    """A manifest with the digest of its content, and its canonical bytes."""

    manifest: Manifest
    content: bytes


def sealed(**content: object) -> SealedManifest:
    """A manifest of this format, sealed."""
    blank = Manifest.model_validate(
        {"format": FORMAT_NAME, "format_version": FORMAT_VERSION, **content, "digest": "0" * 64}
    )
    return resealed(blank)


def resealed(manifest: Manifest) -> SealedManifest:
    """The manifest with the digest of what it holds now."""
    text = _open_text(manifest)
    digest = hashlib.sha256(f"{text}\n}}\n".encode()).hexdigest()
    return SealedManifest(manifest.model_copy(update={"digest": digest}), _closed(text, digest))


def digest_of(manifest: Manifest) -> str:
    """The SHA-256 of everything in the manifest but its own digest."""
    return resealed(manifest).manifest.digest


def _closed(text: str, digest: str) -> bytes:
    return f'{text},\n "digest": "{digest}"\n}}\n'.encode()


def _open_text(manifest: Manifest) -> str:
    """The manifest without its digest and its last brace, as JSON with an indent of one.

    Sources and the masses of origins are many, so they are written by hand.
    """
    rest = manifest.model_dump(
        mode="json", exclude={"digest": True, "sources": True, "supervision": {"origins"}}
    )
    rest["sources"] = [_Text(source) for source in map(_source_text, manifest.sources)]
    masses = manifest.supervision.origins.items()
    rest["supervision"]["origins"] = {name: _Text(_mass_text(mass)) for name, mass in masses}
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
