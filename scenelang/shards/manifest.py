"""What a shard folder says of itself: versions, sources, counts, vocabularies, digests."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from scenelang.signals import LayerBand, LayerUnit

FORMAT_NAME = "scenelang-shards"
FORMAT_VERSION = 2
MANIFEST_FILE = "manifest.json"

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

    file: Annotated[str, Field(pattern=r"^part-\d{5}-[0-9a-f]{16}\.arrow$")]
    rows: Count
    bytes: Count
    sha256: Digest


class Manifest(_Part):
    """The manifest of a shard folder. `digest` is the SHA-256 of all the rest in canonical form.

    `names` are the concepts, labels (`key=value`) and tension axes that hidden targets name, by number;
    `concepts` has a record for each of them that is a concept, sorted by name.
    """

    format: Literal["scenelang-shards"]
    format_version: Literal[2]
    language_version: Count
    scenelang: str
    tokenizer: TokenizerRecord
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
        return _layout(self.model_dump(mode="json"))


def sealed(**content: object) -> Manifest:
    """A manifest of this format with the digest of its content."""
    blank = Manifest.model_validate(
        {"format": FORMAT_NAME, "format_version": FORMAT_VERSION, **content, "digest": "0" * 64}
    )
    return blank.model_copy(update={"digest": digest_of(blank)})


def digest_of(manifest: Manifest) -> str:
    """The SHA-256 of everything in the manifest but its own digest."""
    return hashlib.sha256(_layout(manifest.model_dump(mode="json", exclude={"digest"}))).hexdigest()


def _layout(content: dict[str, object]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
