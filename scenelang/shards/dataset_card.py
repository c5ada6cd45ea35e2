"""What lies beside shards so that others can read them: a dataset card, and a description of the columns.

Takes: a manifest, the staging folder, and the folder of the shards.
Gives: `README.md`, whose head tells the `datasets` library how to load the files, and `features.json`.
May assume: nothing.
Never does: replace a file of one of these names that scenelang did not write.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scenelang.shards.column_meanings import GROUP_MEANINGS, ColumnFacts, column_facts
from scenelang.shards.manifest import FORMAT_NAME, Manifest

CARD_FILE: Final = "README.md"
FEATURES_FILE: Final = "features.json"
_MARK: Final = "<!-- Written by scenelang compile. Remove this line to keep your own text. -->"
_OURS: Final = {CARD_FILE: _MARK, FEATURES_FILE: f'"format": "{FORMAT_NAME}"'}
_MOST_READ: Final = 2**20


def write_card(staging: Path, folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Writes both files to `staging`; gives the names of those that may be put into `folder`.

    Raises:
        OSError: the system says no.
    """
    texts = {CARD_FILE: card_text(manifest), FEATURES_FILE: features_text()}
    names = tuple(name for name in texts if is_ours(folder, name))
    for name in names:
        (staging / name).write_bytes(texts[name].encode())
    return names


def is_ours(folder: Path, name: str) -> bool:
    """Whether a file of this name may be written: there is none, or scenelang wrote it."""
    try:
        with (folder / name).open("rb") as file:
            return is_written_by_us(name, file.read(_MOST_READ))
    except FileNotFoundError:
        return True
    except OSError:
        return False


def is_written_by_us(name: str, content: bytes) -> bool:
    """Whether a file of this name and content is one that scenelang wrote."""
    return name in _OURS and _OURS[name].encode() in content[:_MOST_READ]


def features_text() -> str:
    """Every column with its type, its group and its meaning, as JSON."""
    columns = [
        {"name": one.name, "type": one.kind, "list": one.is_list, "group": one.group, "meaning": one.meaning}
        for one in column_facts()
    ]
    content = {"format": FORMAT_NAME, "groups": GROUP_MEANINGS, "columns": columns}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def split_name(manifest: Manifest) -> str:
    """What the `datasets` library calls all rows: their split where they are of one, else `rows`."""
    held = [name for name, split in manifest.splits.items() if split.rows]
    return held[0] if len(held) == 1 else "rows"


def card_text(manifest: Manifest) -> str:
    """The dataset card."""
    return "\n".join(("---", *_head(manifest), "---", "", _MARK, "", *_body(manifest), ""))


def _head(manifest: Manifest) -> Iterator[str]:
    yield "configs:"
    yield from _config("default", split_name(manifest), manifest)
    if manifest.file_format == "parquet" and split_name(manifest) == "rows":
        for name in manifest.splits:
            yield from _config(name, name, manifest)
            yield from ("  filters:", "  - - split", "    - ==", f"    - {name}")
    yield "dataset_info:"
    configs = ["default", *manifest.splits] if manifest.file_format == "parquet" else ["default"]
    for config in configs if split_name(manifest) == "rows" else configs[:1]:
        yield from (f"- config_name: {config}", "  features:")
        for column in column_facts():
            yield f"  - name: {column.name}"
            yield f"    {'list' if column.is_list else 'dtype'}: {column.kind}"
    yield from ("tags:", "- scenelang")


def _config(name: str, split: str, manifest: Manifest) -> Iterator[str]:
    yield from (f"- config_name: {name}", "  data_files:", f"  - split: {split}", "    path:")
    yield from (f"    - {shard.file}" for shard in manifest.shards)


def _body(manifest: Manifest) -> Iterator[str]:
    yield "# Scenes compiled for training"
    yield ""
    yield (
        f"{manifest.rows:,} rows of {manifest.tokens:,} tokens, compiled by scenelang {manifest.scenelang}"
        f" from {len(manifest.sources):,} files. The token numbers are those of the tokenizer with the"
        f" fingerprint `{manifest.tokenizer.fingerprint}`."
    )
    yield from ("", "| split | rows | tokens | loss weight |", "| --- | --- | --- | --- |")
    for name, split in manifest.splits.items():
        yield f"| {name} | {split.rows:,} | {split.tokens:,} | {split.weight:,.1f} |"
    yield from ("", "```python", "from datasets import load_dataset", "")
    yield f'rows = load_dataset("path/to/this/folder", split="{split_name(manifest)}")'
    yield from _loading(manifest)
    yield from ("```", "", _SPLITS, "", "## Columns", "")
    yield from ("| column | type | holds |", "| --- | --- | --- |")
    yield from map(_column_line, column_facts())


def _loading(manifest: Manifest) -> Iterator[str]:
    if split_name(manifest) != "rows":
        return
    if manifest.file_format == "parquet":
        yield 'train = load_dataset("path/to/this/folder", "train", split="train")'
    else:
        yield 'train = rows.filter(lambda splits: [one == "train" for one in splits], input_columns="split",'
        yield "                    batched=True)"


_SPLITS: Final = (
    "Rows stand in the order in which they were compiled; the column `split` says which of them are held out."
)


def _column_line(column: ColumnFacts) -> str:
    kind = f"list of {column.kind}" if column.is_list else column.kind
    return f"| `{column.name}` | {kind} | {column.meaning} |"
