"""Token programs to files on disk and back: Arrow IPC, a manifest, digests."""

from scenelang.shards.arrow_arrays import number_array, numbers_of, text_array
from scenelang.shards.batch_builder import BatchBuilder
from scenelang.shards.build_folder import clear_leftovers
from scenelang.shards.columns import (
    BAND_UNIT_NUMBERS,
    HEAD_RULE_NUMBERS,
    HIDDEN_KIND_NUMBERS,
    shard_schema,
)
from scenelang.shards.dataset_card import CARD_FILE, FEATURES_FILE
from scenelang.shards.elsewhere import build_layout
from scenelang.shards.flat_batch import FlatBatch
from scenelang.shards.flat_lists import list_items, list_offsets
from scenelang.shards.flat_reader import FlatReader
from scenelang.shards.kept_shard import KeptShard
from scenelang.shards.manifest import (
    FORMAT_VERSION,
    MANIFEST_FILE,
    BandRecord,
    ConceptRecord,
    ConceptSplitRecord,
    FileFormat,
    Manifest,
    SourceRecord,
)
from scenelang.shards.manifest_file import read_manifest
from scenelang.shards.merged_words import MergedWords
from scenelang.shards.row import AttentionSites, Bands, Exposures, HiddenSites, Row
from scenelang.shards.row_block import RowBlock
from scenelang.shards.row_program import row_program
from scenelang.shards.shard_set import ShardSet, open_shards
from scenelang.shards.shard_summary import ShardSummary, Spread, summarise
from scenelang.shards.shard_writer import BATCH_ROWS, SHARD_BYTES, SHARD_ROWS, ShardWriter, write_shards
from scenelang.shards.system_errors import system_errors
from scenelang.shards.verifying import Verified, verify_shards
from scenelang.shards.vocabularies import Vocabulary

__all__ = [
    "BAND_UNIT_NUMBERS",
    "BATCH_ROWS",
    "CARD_FILE",
    "FEATURES_FILE",
    "FORMAT_VERSION",
    "HEAD_RULE_NUMBERS",
    "HIDDEN_KIND_NUMBERS",
    "MANIFEST_FILE",
    "SHARD_BYTES",
    "SHARD_ROWS",
    "AttentionSites",
    "BandRecord",
    "Bands",
    "BatchBuilder",
    "ConceptRecord",
    "ConceptSplitRecord",
    "Exposures",
    "FileFormat",
    "FlatBatch",
    "FlatReader",
    "HiddenSites",
    "KeptShard",
    "Manifest",
    "MergedWords",
    "Row",
    "RowBlock",
    "ShardSet",
    "ShardSummary",
    "ShardWriter",
    "SourceRecord",
    "Spread",
    "Verified",
    "Vocabulary",
    "build_layout",
    "clear_leftovers",
    "list_items",
    "list_offsets",
    "number_array",
    "numbers_of",
    "open_shards",
    "read_manifest",
    "row_program",
    "shard_schema",
    "summarise",
    "system_errors",
    "text_array",
    "verify_shards",
    "write_shards",
]
