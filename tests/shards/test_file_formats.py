from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from scenelang.diagnostics import Refusal
from scenelang.shards import FileFormat, Row, ShardSet, open_shards, shard_schema, write_shards
from scenelang.shards import mapped_file as mapped_file_module
from scenelang.shards.column_meanings import COLUMN_MEANINGS, GROUP_MEANINGS, column_facts
from scenelang.tokens import Split, TokenProgram

Make = Callable[..., TokenProgram]
FORMATS: tuple[FileFormat, ...] = ("arrow", "parquet")


def opened(folder: Path) -> ShardSet:
    shards = open_shards(folder).value
    assert shards is not None
    return shards


def same_rows(one: Row, other: Row) -> bool:
    return repr(one) == repr(other)


def built(program: Make, folder: Path, file_format: FileFormat, count: int = 20) -> ShardSet:
    written = [program(number) for number in range(count)]
    assert write_shards(written, folder, file_format=file_format, shard_rows=6).diagnostics == ()
    return opened(folder)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenelang.shards.shard_writer.BATCH_ROWS", 3)


@pytest.mark.usefixtures("small_batches")
def test_parquet_shards_hold_the_same_rows(tmp_path: Path, program: Make) -> None:
    arrow, parquet = (built(program, tmp_path / name, name) for name in FORMATS)
    assert [shard.rows for shard in parquet.manifest.shards] == [6, 6, 6, 2]
    assert {Path(shard.file).suffix for shard in parquet.manifest.shards} == {".parquet"}
    assert (arrow.manifest.file_format, parquet.manifest.file_format) == FORMATS
    assert len(parquet) == 20
    assert all(map(same_rows, arrow, parquet))
    assert parquet.indices("held_out").tolist() == [3, 7, 11, 15, 19]
    assert parquet.axes_of(19) == ("doubt", "stakes")
    assert parquet.source_of(19) == "two_hop.scene"
    theirs = parquet.manifest.model_dump(exclude={"shards", "digest", "file_format"})
    assert theirs == arrow.manifest.model_dump(exclude={"shards", "digest", "file_format"})


@pytest.mark.parametrize("name", FORMATS)
def test_either_format_has_the_same_bytes_on_every_run(
    tmp_path: Path, program: Make, name: FileFormat
) -> None:
    for folder in ("one", "two"):
        built(program, tmp_path / folder, name)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / n).iterdir()} for n in ("one", "two"))
    assert one == two


def test_a_parquet_shard_is_unpacked_once_and_let_go(tmp_path: Path, program: Make) -> None:
    shards = built(program, tmp_path, "parquet")
    unpacked = mapped_file_module._UNPACKED
    before = len(unpacked)
    row, again = shards[0], opened(tmp_path)[0]
    assert len(unpacked) == before + 1
    assert row.input_ids.tolist() == again.input_ids.tolist()
    assert not row.input_ids.flags.writeable
    del shards, again
    ids = row.input_ids
    del row
    assert ids.tolist() == list(range(6)), "what a row holds stays as long as it does"
    del ids
    assert len(unpacked) == before


@pytest.mark.parametrize("when", ["write_batch", "close"])
def test_no_room_to_unpack_is_said(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    shards = built(program, tmp_path, "parquet")

    def full(*_: object, **__: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(mapped_file_module.pa.RecordBatchFileWriter, when, full)
    with pytest.raises(Refusal) as refused:
        shards[0]
    found = refused.value.diagnostic
    (name,) = (shard.file for shard in shards.manifest.shards)
    assert found.code == "SL630"
    assert found.message.startswith(f"shard `{name}` cannot be unpacked into `")
    assert found.message.endswith("`: No space left on device")
    assert found.place.file == str(tmp_path / name)
    assert "compile with `--shards arrow`" in found.help_text


def test_a_temporary_folder_that_is_not_there_is_said(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    shards = built(program, tmp_path / "shards", "parquet")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(Refusal) as refused:
        shards[0]
    assert refused.value.diagnostic.code == "SL630"
    assert refused.value.diagnostic.message.endswith("`: No such file or directory")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("share", [0.0, 0.4, 0.999])
def test_a_flipped_byte_is_refused_in_either_format(
    tmp_path: Path, program: Make, name: FileFormat, share: float
) -> None:
    built(program, tmp_path, name)
    (shard,) = tmp_path.glob(f"*.{name}")
    content = bytearray(shard.read_bytes())
    content[int(share * len(content))] ^= 1
    shard.write_bytes(content)
    (found,) = open_shards(tmp_path).diagnostics
    assert found.code == "SL505"


def test_changing_the_format_leaves_no_shard_of_the_other(tmp_path: Path, program: Make) -> None:
    for name in (*FORMATS, "arrow"):
        built(program, tmp_path, name)  # type: ignore[arg-type] # one of them
        assert [path.suffix for path in tmp_path.glob("part-*")] == [f".{name}"]


def test_every_column_is_described_and_nothing_else() -> None:
    assert [column.name for column in column_facts()] == shard_schema().names
    assert set(COLUMN_MEANINGS) == set(shard_schema().names)
    assert {column.group for column in column_facts()} == set(GROUP_MEANINGS)
    for column in column_facts():
        field = shard_schema().field(column.name)
        item = field.type.value_type if column.is_list else field.type
        assert pa.types.is_list(field.type) == column.is_list
        assert item == {"string": pa.string(), "float32": pa.float32(), "float64": pa.float64()}.get(
            column.kind, getattr(pa, column.kind)()
        )


def test_features_are_written_beside_the_shards(tmp_path: Path, program: Make) -> None:
    built(program, tmp_path, "arrow")
    content = json.loads((tmp_path / "features.json").read_text(encoding="utf-8"))
    assert content["columns"][0] == {
        "name": "scene",
        "type": "string",
        "list": False,
        "group": "row",
        "meaning": "The id of the scene.",
    }
    assert [column["name"] for column in content["columns"]] == shard_schema().names


@pytest.mark.parametrize("name", ["README.md", "features.json"])
def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path, program: Make, name: str) -> None:
    (tmp_path / name).write_text("my own text\n", encoding="utf-8")
    built(program, tmp_path, "arrow")
    assert (tmp_path / name).read_text(encoding="utf-8") == "my own text\n"
    assert len(list(tmp_path.iterdir())) == 4


def test_a_card_of_ours_is_renewed(tmp_path: Path, program: Make) -> None:
    built(program, tmp_path, "arrow", count=20)
    built(program, tmp_path, "arrow", count=3)
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "3 rows of 21 tokens" in text
    assert [line.strip("- ") for line in text.splitlines() if "part-" in line] == [
        path.name for path in tmp_path.glob("part-*")
    ]
    assert "split: train" in text, "all three rows are of one split, so it has that name"


READER = """
import json, sys
import datasets
folder, file_format = sys.argv[1:]
whole = datasets.load_dataset(folder)
(split,) = whole
table = whole[split].with_format("arrow")[:]
found = {"split": split, "rows": len(whole[split]), "ids": table["input_ids"].to_pylist(),
         "columns": table.column_names, "types": [str(field.type) for field in table.schema]}
if file_format == "parquet":
    for name in ("train", "held_out"):
        part = datasets.load_dataset(folder, name)
        found[name] = part[name]["instance"][:]
else:
    files = [str(path) for path in __import__("pathlib").Path(folder).glob("part-*")]
    plain = datasets.load_dataset("arrow", data_files=files)["train"]
    assert len(plain) == len(whole[split])
print(json.dumps(found))
"""


@pytest.mark.parametrize("name", FORMATS)
def test_the_datasets_library_loads_the_folder_as_it_is(
    tmp_path: Path, program: Make, name: FileFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("datasets")
    monkeypatch.setattr("scenelang.shards.shard_writer.BATCH_ROWS", 3)
    shards = built(program, tmp_path / "shards", name)
    for variable in ("HF_HOME", "HF_DATASETS_CACHE"):
        monkeypatch.setenv(variable, str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    command = [sys.executable, "-c", READER, str(tmp_path / "shards"), name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["split"], found["rows"]) == ("rows", 20)
    assert found["ids"] == [row.input_ids.tolist() for row in shards]
    assert found["columns"] == shard_schema().names
    assert len(np.unique(found["types"])) > 5
    if name == "parquet":
        assert found["held_out"] == [3, 7, 11, 15, 19]
        assert len(found["train"]) == 15


def test_rows_of_one_split_are_called_by_its_name(tmp_path: Path, program: Make) -> None:
    rows = [one for one in map(program, range(8)) if one.split is Split.HELD_OUT]
    write_shards(rows, tmp_path, file_format="parquet")
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "  - split: held_out" in text
    assert "filters:" not in text
