"""Token programs to files on disk and back: Arrow IPC, a manifest, digests."""

from scenelang.shards.manifest import (
    FORMAT_VERSION,
    MANIFEST_FILE,
    BandRecord,
    ConceptRecord,
    ConceptSplitRecord,
    Manifest,
    SourceRecord,
)
from scenelang.shards.manifest_file import read_manifest
from scenelang.shards.row import AttentionSites, Bands, Exposures, HiddenSites, Row
from scenelang.shards.shard_set import ShardSet, open_shards
from scenelang.shards.shard_writer import ShardWriter, write_shards

__all__ = [
    "FORMAT_VERSION",
    "MANIFEST_FILE",
    "AttentionSites",
    "BandRecord",
    "Bands",
    "ConceptRecord",
    "ConceptSplitRecord",
    "Exposures",
    "HiddenSites",
    "Manifest",
    "Row",
    "ShardSet",
    "ShardWriter",
    "SourceRecord",
    "open_shards",
    "read_manifest",
    "write_shards",
]
