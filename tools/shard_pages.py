"""The reference pages of compiled shards: what lies in the folder, every column, and the manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from scenelang.shards import BATCH_ROWS, FORMAT_VERSION, Manifest
from scenelang.shards.column_meanings import GROUP_MEANINGS, ColumnFacts, column_facts

_HEAD = f"""# Shards

What `scenelang compile --out FOLDER` writes, in format version {FORMAT_VERSION}. A program that reads another
version says so; it never guesses.

| file | holds |
| --- | --- |
| `manifest.json` | what the shards are: sources, counts, vocabularies, and the SHA-256 of every shard |
| `part-NNNNN-DIGEST.arrow` or `.parquet` | rows; the name holds the first 16 digits of the SHA-256 |
| `README.md` | a dataset card; its head tells the `datasets` library what to load |
| `features.json` | the columns of this page, for programs |

One row is one instance of a scene. Rows stand in the order in which they were compiled. An Arrow file is an
Arrow IPC file without compression, made to be mapped; a Parquet file is compressed with zstd and has the same
rows, a row group for each record batch. Record batches have {BATCH_ROWS:,} rows. A new shard begins behind
the batch with which a shard has reached `--shard-size`.

The same sources, the same tokenizer and the same versions of scenelang and pyarrow give the same bytes.

## Columns

Every column is flat: a value a row, or a list of values. Columns of one group have lists of one length in
every row. Nothing is ever null. Numbers of words, such as `source`, are indexes into lists of the manifest.
"""

_MANIFEST = """
## Manifest

`manifest.json` is UTF-8 with one way to be written: a folder whose manifest is written otherwise, or whose
`digest` is not the SHA-256 of all the rest of it, is refused. Its
[JSON Schema](manifest.schema.json) is in this folder.
"""


def shard_pages() -> Iterator[tuple[Path, str]]:
    """The page of the format, and the schema of the manifest."""
    yield Path("shards.md"), "".join((_HEAD, *_groups(), _MANIFEST, *_parts()))
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Manifest.model_json_schema()}
    yield Path("manifest.schema.json"), json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _groups() -> Iterator[str]:
    for group, columns in groupby(sorted(column_facts(), key=_place), key=lambda column: column.group):
        yield f"\n### {group}\n\n{GROUP_MEANINGS[group]}\n\n| column | type | holds |\n| --- | --- | --- |\n"
        for column in columns:
            kind = f"list of {column.kind}" if column.is_list else column.kind
            yield f"| `{column.name}` | {kind} | {column.meaning} |\n"


def _place(column: ColumnFacts) -> int:
    return list(GROUP_MEANINGS).index(column.group)


def _parts() -> Iterator[str]:
    schema = Manifest.model_json_schema()
    for name, part in (("Manifest", schema), *sorted(schema["$defs"].items())):
        if "properties" in part:
            keys = ", ".join(f"`{key}`" for key in part["properties"])
            yield f"\n### {name}\n\n{part.get('description', '')}\n\nKeys: {keys}.\n"
