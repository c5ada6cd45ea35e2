from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from scenelang.diagnostics import Diagnostic
from scenelang.shards import Manifest, SourceRecord, open_shards, write_shards
from scenelang.shards.manifest import digest_of
from scenelang.tokens import TokenProgram


@pytest.fixture
def folder(tmp_path: Path, program: Callable[..., TokenProgram]) -> Path:
    out = tmp_path / "shards"
    assert write_shards([program(number) for number in range(9)], out).value is not None
    return out


def only_finding(folder: Path, expect_tokenizer: str | None = None) -> Diagnostic:
    outcome = open_shards(folder, expect_tokenizer)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    return found


def shard_in(folder: Path) -> Path:
    (shard,) = folder.glob("*.arrow")
    return shard


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.999])
def test_a_flipped_byte_in_a_shard_is_refused_by_name(folder: Path, share: float) -> None:
    shard = shard_in(folder)
    content = bytearray(shard.read_bytes())
    content[int(share * len(content))] ^= 1
    shard.write_bytes(content)
    found = only_finding(folder)
    assert found.code == "SL505"
    assert found.place.file == str(shard)
    assert found.message == f"shard `{shard.name}` is damaged: its SHA-256 is not the one in the manifest"
    assert found.help_text == "compile again, or copy the whole shard folder again"


def test_a_shard_that_broke_off_is_refused(folder: Path) -> None:
    shard = shard_in(folder)
    shard.write_bytes(shard.read_bytes()[:-100])
    assert only_finding(folder).code == "SL505"


def test_a_missing_shard_is_named(folder: Path) -> None:
    shard = shard_in(folder)
    shard.unlink()
    assert only_finding(folder).message == f"shard `{shard.name}` is missing"


def test_a_flipped_byte_anywhere_in_the_manifest_is_refused(folder: Path) -> None:
    path = folder / "manifest.json"
    sound = path.read_bytes()
    assert len(sound) > 1000
    for place in range(0, len(sound), 7):
        broken = bytearray(sound)
        broken[place] ^= 1
        path.write_bytes(broken)
        found = only_finding(folder)
        assert found.code in {"SL502", "SL503"}, bytes(broken[place - 9 : place + 9])
        assert found.place.file == str(path)
    path.write_bytes(sound)
    assert open_shards(folder).value is not None


def test_a_manifest_edited_by_hand_is_refused(folder: Path) -> None:
    path = folder / "manifest.json"
    content = json.loads(path.read_bytes())
    content["tokenizer"]["vocab_size"] += 1
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert only_finding(folder).message == "the manifest is damaged: its content does not match its digest"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not json", "it is not JSON"),
        (b"\xff\xfe", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[]", "it is no manifest of format `scenelang-shards`"),
        (
            b'{"format": "scenelang-shards", "format_version": 3}',
            "`language_version` is not as this format has it",
        ),
    ],
)
def test_what_is_no_manifest_is_said_without_jargon(folder: Path, content: bytes, reason: str) -> None:
    (folder / "manifest.json").write_bytes(content)
    assert only_finding(folder).message == f"the manifest is damaged: {reason}"


@pytest.mark.parametrize("version", [2, 99])
def test_shards_of_another_format_version_are_to_be_compiled_again(folder: Path, version: int) -> None:
    path = folder / "manifest.json"
    content = json.loads(path.read_bytes())
    content["format_version"] = version
    path.write_text(json.dumps(content), encoding="utf-8")
    found = only_finding(folder)
    assert (found.code, found.message) == ("SL503", f"shard format {version} is not known here")
    assert found.help_text == (
        "this scenelang reads format 3: compile again, or use the scenelang that wrote these"
    )


def test_a_column_that_is_not_there_is_damage_even_when_the_digest_fits(folder: Path) -> None:
    shard = shard_in(folder)
    with pa.ipc.open_file(shard) as reader:
        table = reader.read_all().drop_columns(["avoid_weight"])
    with pa.ipc.new_file(shard, table.schema) as writer:
        writer.write_table(table)
    path = folder / "manifest.json"
    manifest = Manifest.model_validate_json(path.read_bytes())
    digest = hashlib.sha256(shard.read_bytes()).hexdigest()
    record = manifest.shards[0].model_copy(update={"sha256": digest})
    forged = manifest.model_copy(update={"shards": (record,)})
    path.write_bytes(forged.model_copy(update={"digest": digest_of(forged)}).canonical())
    assert only_finding(folder).message == (
        f"shard `{shard.name}` is damaged: its columns or rows are not of this format"
    )


def test_another_tokenizer_is_refused_with_both_fingerprints(folder: Path) -> None:
    assert open_shards(folder, "f" * 64).value is not None
    found = only_finding(folder, "abc123")
    assert found.code == "SL506"
    assert found.message == (
        f"these shards were compiled with tokenizer {'f' * 64}, but abc123 is to read them"
    )


def test_a_folder_without_shards_is_said(tmp_path: Path) -> None:
    found = only_finding(tmp_path)
    assert (found.code, found.message) == ("SL501", f"no shards in `{tmp_path}`")
    (tmp_path / "file").touch()
    assert only_finding(tmp_path / "file").code == "SL501"
    assert only_finding(tmp_path / "nowhere").code == "SL501"


def test_a_shard_that_is_no_arrow_file_is_refused_even_when_its_digest_fits(folder: Path) -> None:
    path = folder / "manifest.json"
    manifest = Manifest.model_validate_json(path.read_bytes())
    shard = folder / manifest.shards[0].file
    shard.write_bytes(b"no arrow")
    record = manifest.shards[0].model_copy(update={"sha256": hashlib.sha256(b"no arrow").hexdigest()})
    forged = manifest.model_copy(update={"shards": (record,)})
    forged = forged.model_copy(update={"digest": digest_of(forged)})
    path.write_bytes(forged.canonical())
    assert only_finding(folder).message == (
        f"shard `{shard.name}` is damaged: its columns or rows are not of this format"
    )


@pytest.mark.parametrize("rows", [1, 9])
def test_a_manifest_is_laid_out_as_json_is(
    tmp_path: Path, program: Callable[..., TokenProgram], rows: int
) -> None:
    sources = {f"{n}.scene": SourceRecord(file=f'quote" \u2028 {n}.scene', sha256=None) for n in range(rows)}
    written = [program(number, file=f"{number}.scene") for number in range(rows)]
    assert write_shards(written, tmp_path, sources=sources).value is not None
    content = (tmp_path / "manifest.json").read_text(encoding="utf-8")
    assert content == json.dumps(json.loads(content), ensure_ascii=False, indent=1) + "\n"
    keys = list(json.loads(content))
    assert keys == list(Manifest.model_fields)
    assert Manifest.model_validate_json(content).canonical() == content.encode()
