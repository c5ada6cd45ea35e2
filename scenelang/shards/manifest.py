"""What a shard folder says of itself: versions, sources, counts, vocabularies, digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Annotated, Final, Literal, NamedTuple, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from scenelang.shards.manifest_text import closed_text, open_text
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


_SOURCES: Final = TypeAdapter(list[SourceRecord])


def source_records(pairs: Iterable[tuple[str, str | None]]) -> tuple[SourceRecord, ...]:
    """Records of many files and their digests, all at once, which takes a third of the time.

    Raises:
        ValueError, TypeError: these are no such pairs.
    """
    return tuple(_SOURCES.validate_python([{"file": file, "sha256": digest} for file, digest in pairs]))


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
        return closed_text(open_text(self), self.digest)


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
    text = open_text(manifest)
    digest = hashlib.sha256(f"{text}\n}}\n".encode()).hexdigest()
    return SealedManifest(manifest.model_copy(update={"digest": digest}), closed_text(text, digest))


def digest_of(manifest: Manifest) -> str:
    """The SHA-256 of everything in the manifest but its own digest."""
    return resealed(manifest).manifest.digest


def is_sealed(content: bytes) -> bool:
    """Whether bytes end as a manifest does, with the digest of all before."""
    text, _, end = content.rpartition(b',\n "digest": "')
    return end == hashlib.sha256(text + b"\n}\n").hexdigest().encode() + b'"\n}\n'
