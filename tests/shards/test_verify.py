from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from scenelang.diagnostics import Diagnostic, Severity
from scenelang.shards import FileFormat, Manifest, number_array, text_array, verify_shards, write_shards
from scenelang.shards.manifest import resealed
from scenelang.shards.shard_file_writer import ShardFileWriter
from scenelang.tokens import TokenProgram

Make = Callable[..., TokenProgram]
FORMATS: tuple[FileFormat, ...] = ("arrow", "parquet")


@pytest.fixture
def folder(tmp_path: Path, program: Make) -> Path:
    out = tmp_path / "shards"
    assert write_shards([program(number) for number in range(9)], out, vocab_size=99).value is not None
    return out


def findings(folder: Path, decode: Callable[[Sequence[int]], str] | None = None) -> list[Diagnostic]:
    return list(verify_shards(folder, decode).diagnostics)


def manifest_of(folder: Path) -> Manifest:
    return Manifest.model_validate_json((folder / "manifest.json").read_bytes())


def seal(folder: Path, **changes: object) -> None:
    (folder / "manifest.json").write_bytes(resealed(manifest_of(folder).model_copy(update=changes)).content)


def forge(folder: Path, change: Callable[[pa.RecordBatch], pa.RecordBatch]) -> str:
    """Another batch in the place of the only one, with digests that fit; gives the new shard's name."""
    manifest = manifest_of(folder)
    (record,) = manifest.shards
    with pa.ipc.open_file(folder / record.file) as reader:
        batch = change(reader.get_batch(0))
    (folder / record.file).unlink()
    writer = ShardFileWriter(folder / "shard")
    writer.write(batch)
    forged = writer.finish(0)
    seal(folder, shards=(forged,))
    (folder / "README.md").unlink()
    return forged.file


def with_column(
    name: str, change: Callable[[pa.Array], pa.Array]
) -> Callable[[pa.RecordBatch], pa.RecordBatch]:
    def changed(batch: pa.RecordBatch) -> pa.RecordBatch:
        columns = [
            change(column) if each == name else column
            for each, column in zip(batch.schema.names, batch.columns, strict=True)
        ]
        return pa.RecordBatch.from_arrays(columns, schema=batch.schema)

    return changed


def with_item(name: str, place: int, value: float) -> Callable[[pa.RecordBatch], pa.RecordBatch]:
    """One item of a list column, or one value of a row's column, is another."""

    def change(column: pa.Array) -> pa.Array:
        is_list = pa.types.is_list(column.type)
        items = (column.values if is_list else column).to_numpy().copy()
        items[place] = value
        changed = number_array(items)
        if not is_list:
            return changed
        return pa.ListArray.from_arrays(column.offsets, changed, type=column.type)

    return with_column(name, change)


def with_lists(
    name: str, lists: Callable[[list[list[Any]]], object]
) -> Callable[[pa.RecordBatch], pa.RecordBatch]:
    def change(column: pa.Array) -> pa.Array:
        content = column.to_pylist()
        lists(content)
        return pa.array(content, column.type)

    return with_column(name, change)


@pytest.mark.parametrize("name", FORMATS)
def test_sound_shards_are_verified(tmp_path: Path, program: Make, name: FileFormat) -> None:
    written = [program(number) for number in range(30)]
    write_shards(written, tmp_path, file_format=name)
    decoded = {(3, 5): " Кельн", (1, 2): "b"}
    texts = {one.ids[start:end]: text for one in written for (start, end), text in decoded.items()}
    seen: list[tuple[int, int]] = []
    verified, found = verify_shards(
        tmp_path, lambda ids: texts[tuple(ids)], "f" * 64, lambda *rows: seen.append(rows)
    )
    assert found == ()
    assert verified is not None
    assert verified.certificates == 60
    assert verified.manifest.rows == 30
    assert seen == [(30, 30)]
    assert verify_shards(tmp_path).value == (verified.manifest, None)


DAMAGES = {
    "source": (with_item("source", 4, 2), 4, "`source` is no number of the manifest's `sources`"),
    "axes": (with_item("axes", 2, -1), 2, "`axes` is no number of the manifest's `axes`"),
    "curriculum": (with_item("curriculum", 1, np.nan), 1, "`curriculum` is no number"),
    "id": (
        with_item("input_ids", 0, 99),
        0,
        "`input_ids` holds 99, and only 0 to 98 means something",
    ),
    "id below": (
        with_item("input_ids", 7, -1),
        1,
        "`input_ids` holds -1, and only 0 to 98 means something",
    ),
    "weight": (with_item("loss_weight", 6, np.inf), 1, "`loss_weight` holds what is no number"),
    "beat": (with_item("beat", 0, 3), 0, "`beat` holds 3, and only -1 to 2 means something"),
    "source ends": (with_item("source_ranges", 2, 9), 0, "`source_ranges` ends before it begins"),
    "certificate": (
        with_item("certificate_ranges", 1, 7),
        0,
        "`certificate_ranges` holds 7, and only 0 to 6 means something",
    ),
    "certificate ends": (
        with_item("certificate_ranges", 0, 6),
        0,
        "`certificate_ranges` ends before it begins",
    ),
    "query": (
        with_item("attention_query", 0, 6),
        0,
        "`attention_query` holds 6, and only 0 to 5 means something",
    ),
    "key": (
        with_item("attention_keys", 0, -2),
        0,
        "`attention_keys` holds -2, and only 0 to 5 means something",
    ),
    "key offset": (
        with_item("attention_key_offsets", 1, 9),
        0,
        "`attention_key_offsets` does not fit `attention_keys`",
    ),
    "first key offset": (
        with_item("attention_key_offsets", 0, 1),
        0,
        "`attention_key_offsets` does not fit `attention_keys`",
    ),
    "away": (
        with_item("attention_away", 0, 2),
        0,
        "`attention_away` holds 2, and only 0 to 1 means something",
    ),
    "origin": (
        with_item("attention_origin", 0, 70),
        0,
        "`attention_origin` holds 70, and only 0 to 6 means something",
    ),
    "head rule": (
        with_item("attention_head_rule", 0, 5),
        0,
        "`attention_head_rule` holds 5, and only 0 to 4 means something",
    ),
    "band": (
        with_item("hidden_band_unit", 0, 2),
        0,
        "`hidden_band_unit` holds 2, and only 0 to 1 means something",
    ),
    "bound": (with_item("hidden_band_low", 0, np.nan), 0, "`hidden_band_low` holds what is no number"),
    "name": (with_item("hidden_name", 1, 3), 0, "`hidden_name` holds 3, and only -1 to 2 means something"),
    "kind": (with_item("hidden_kind", 0, 6), 0, "`hidden_kind` holds 6, and only 0 to 5 means something"),
    "mirrored": (
        with_item("hidden_other", 3, 6),
        0,
        "`hidden_other` holds 6, and only -1 to 5 means something",
    ),
    "read": (
        with_item("hidden_token", 0, 99),
        0,
        "`hidden_token` holds 99, and only -1 to 98 means something",
    ),
    "exposure": (with_item("exposure_start", 0, 4), 0, "`exposure_end` lies before `exposure_start`"),
    "module": (
        with_item("exposure_module", 0, 3),
        0,
        "`exposure_module` holds 3, and only 0 to 2 means something",
    ),
    "split": (
        with_column("split", lambda column: text_array(["tain", *column.to_pylist()[1:]])),
        0,
        "`split` is not train or held_out",
    ),
    "rendering": (
        with_column("rendering", lambda column: text_array([*column.to_pylist()[:-1], "odd"])),
        8,
        "`rendering` is not plain or chat",
    ),
    "one weight less": (
        with_lists("loss_weight", lambda rows: rows[2].pop()),
        2,
        "`loss_weight` and `input_ids` have not the same length",
    ),
    "one value more": (
        with_lists("binding_values", lambda rows: rows[5].append("x")),
        5,
        "`binding_values` and `binding_names` have not the same length",
    ),
    "one range less": (
        with_lists("recalled_ranges", lambda rows: rows[1].pop()),
        1,
        "`recalled_ranges` has not two items for each of `recalled_scenes`",
    ),
    "one offset less": (
        with_lists("attention_key_offsets", lambda rows: rows[3].pop()),
        3,
        "`attention_key_offsets` has not one item more than there are sites",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_row_that_does_not_hold_together_is_named(folder: Path, name: str) -> None:
    change, row, reason = DAMAGES[name]
    shard = forge(folder, change)
    found = findings(folder)
    assert [one.code for one in found] == ["SL631"]
    assert found[0].message == f"row {row} of shard `{shard}` does not hold together: {reason}"
    assert found[0].place.file == str(folder / shard)
    assert found[0].help_text == "compile the scenes again; do not train on these shards"


def test_broken_lists_are_said_without_jargon(folder: Path) -> None:
    def broken(column: pa.Array) -> pa.Array:
        offsets = column.offsets.to_numpy().copy()
        offsets[3] = offsets[5]
        return pa.ListArray.from_arrays(number_array(offsets), column.values, type=column.type)

    forge(folder, with_column("tags", broken))
    (found,) = findings(folder)
    assert "its lists or texts are broken, or those of the rows behind it" in found.message


def test_of_many_problems_the_first_are_listed_and_all_counted(tmp_path: Path, program: Make) -> None:
    out = tmp_path / "shards"
    write_shards([program(number) for number in range(50)], out, vocab_size=99)
    forge(out, with_column("source", lambda column: number_array(np.full(len(column), 9, np.int32))))
    found = findings(out)
    assert [one.code for one in found] == ["SL631"] * 20 + ["SL633"]
    assert found[-1].message.startswith("30 more problems in shard `part-00000-")


def test_a_certificate_that_decodes_otherwise_is_told_with_both_texts(folder: Path, program: Make) -> None:
    (shard,) = folder.glob("part-*")

    def decode(ids: Sequence[int]) -> str:
        return {1: "b", 2: " Кельн"}[len(ids)] if 12 not in ids else "other"

    found = findings(folder, decode)
    assert [one.code for one in found] == ["SL632"]
    assert found[0].message == (
        f"row 8 of shard `{shard.name}`: span `answer` decodes to 'other', and its certificate says ' Кельн'"
    )
    assert found[0].place.file == str(shard)


def test_another_tokenizer_is_said(folder: Path) -> None:
    (found,) = verify_shards(folder, None, "abc").diagnostics
    assert found.code == "SL506"


@pytest.mark.parametrize("field", ["splits", "supervision", "concepts"])
def test_a_manifest_that_counts_otherwise_is_found(folder: Path, field: str) -> None:
    manifest = manifest_of(folder)
    changed: dict[str, object] = {
        "splits": {**manifest.splits, "train": manifest.splits["train"].model_copy(update={"weight": 1.0})},
        "supervision": manifest.supervision.model_copy(update={"kinds": {}}),
        "concepts": {},
    }
    seal(folder, **{field: changed[field]})
    (folder / "README.md").unlink()
    (found,) = findings(folder)
    assert (found.code, found.message) == ("SL634", f"`{field}` in the manifest is not what the rows hold")
    assert found.place.file == str(folder / "manifest.json")


def test_a_card_of_other_shards_and_a_stray_shard_are_warnings(
    folder: Path, tmp_path: Path, program: Make
) -> None:
    write_shards([program(1)], tmp_path / "other")
    (other,) = (tmp_path / "other").glob("part-*")
    (folder / other.name).write_bytes(other.read_bytes())
    (folder / "README.md").write_bytes((tmp_path / "other" / "README.md").read_bytes())
    found = findings(folder)
    assert [(one.code, one.message) for one in found] == [
        ("SL636", f"`{other.name}` is no shard of this build"),
        ("SL635", "`README.md` is not the one of these shards"),
    ]
    assert [one.place.file for one in found] == [str(folder / other.name), str(folder / "README.md")]
    assert {one.severity for one in found} == {Severity.WARNING}
    (folder / "README.md").write_text("# My own card\n", encoding="utf-8")
    assert [one.code for one in findings(folder)] == ["SL636"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_flipped_byte_anywhere_is_found(tmp_path: Path, program: Make, name: FileFormat) -> None:
    write_shards([program(number) for number in range(3)], tmp_path, file_format=name)
    assert findings(tmp_path) == []
    (shard,) = tmp_path.glob("part-*")
    for path in (shard, tmp_path / "manifest.json"):
        sound = path.read_bytes()
        for place in range(0, len(sound), max(1, len(sound) // 60)):
            broken = bytearray(sound)
            broken[place] ^= 1 << place % 8
            path.write_bytes(broken)
            found = findings(tmp_path)
            assert found, f"byte {place} of {path.name}"
            assert found[0].place.file == str(path)
        path.write_bytes(sound)
    assert findings(tmp_path) == []


def test_a_missing_shard_does_not_hide_what_is_wrong_with_another(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scenelang.shards.shard_writer.BATCH_ROWS", 2)
    write_shards([program(number) for number in range(6)], tmp_path, shard_rows=2)
    first, second, _ = sorted(tmp_path.glob("part-*"))
    first.unlink()
    second.write_bytes(second.read_bytes()[:-5])
    assert [one.code for one in findings(tmp_path)] == ["SL504", "SL505"]


def test_a_parquet_file_whose_pages_are_broken_is_damage_even_when_its_digest_fits(
    tmp_path: Path, program: Make
) -> None:
    write_shards([program(number) for number in range(9)], tmp_path, file_format="parquet")
    (shard,) = tmp_path.glob("part-*")
    content = bytearray(shard.read_bytes())
    content[4:400] = bytes(396)
    shard.write_bytes(content)
    record = manifest_of(tmp_path).shards[0]
    seal(tmp_path, shards=(record.model_copy(update={"sha256": hashlib.sha256(content).hexdigest()}),))
    (found, *_) = findings(tmp_path)
    assert found.message == f"shard `{shard.name}` is damaged: its rows cannot be read"
