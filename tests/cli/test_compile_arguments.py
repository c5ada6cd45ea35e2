"""What `scenelang compile` can be asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.cli import main
from scenelang.cli.dispatch import build_parser
from scenelang.cli.watch import watch
from scenelang.shards import read_manifest

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--ray-address", "auto"], "--ray-address goes with `--engine ray`"),
        (
            ["--watch", "--out", "s3://bucket/shards"],
            "--watch sees this machine's files alone; leave URLs out",
        ),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(
    scene_file: Write, capsys: Capture, words: list[str], said: str
) -> None:
    assert main(["compile", str(scene_file()), *words]) == 2
    assert capsys.readouterr().err == f"scenelang: {said}\n"


@pytest.mark.parametrize("size", ["0", "many", "3x", "-4MB", "1,5GB", ".5MB", "1.MB", "0.5B", "1PB"])
def test_a_size_that_is_none_is_wrong_usage(scene_file: Write, capsys: Capture, size: str) -> None:
    assert main(["compile", str(scene_file()), f"--shard-size={size}"]) == 2
    said = f"{size!r} is no size; write one such as 64MB or 1.5GiB, from 1 byte on, in B, KB, MB, GB, TB, KiB"
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("size", "count"),
    [("1TB", 10**12), ("1.5MB", 1_500_000), ("0.1 gib", 107_374_182), ("2TiB", 2 * 2**40), ("7", 7)],
)
def test_sizes_are_read_with_units_and_decimals(size: str, count: int) -> None:
    parsed = build_parser("compile").parse_args(["compile", "--shard-size", size, "--cache-size", size])
    assert (parsed.shard_size, parsed.cache_size) == (count, count)


@pytest.mark.parametrize(
    "words",
    [
        ["compile", "scenes", "--out", ""],
        ["compile", "scenes", "--out", " "],
        ["compile", "", "--out", "build"],
        ["compile", "scenes", "--out", "build", "--tokenizer", ""],
        ["compile", "scenes", "--out", "build", "--output-file", ""],
        ["experiment", "plan.yaml", "--out", ""],
        ["train", ""],
        ["train", "recipe.yaml", "--resume", ""],
        ["inspect", ""],
        ["clean", ""],
        ["lint", ""],
    ],
)
def test_an_empty_path_is_wrong_usage(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "an empty path names nothing; is a variable not set?" in err
    assert list(tmp_path.iterdir()) == []


def test_shards_end_at_the_size_that_was_asked_for(
    scene_file: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = scene_file()
    text = path.read_text().replace("Is it gold", "Is bar ${a} gold")
    path.write_text(text + "vary:\n  count: 2500\n  draw:\n    a: {range: 1..100000}\n")
    for size, shards in (("1KiB", 3), ("1GB", 1)):
        out = tmp_path / size
        assert main(["compile", str(path), "--out", str(out), "--shard-size", size]) == 0
        assert len(read_manifest(out).shards) == shards
    assert main(["compile", str(path), "--out", str(tmp_path / "parquet"), "--shards", "parquet"]) == 0
    assert [shard.file[-8:] for shard in read_manifest(tmp_path / "parquet").shards] == [".parquet"]


def test_a_watched_project_is_compiled_again_after_a_change(
    scene_file: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    path = scene_file()
    changes = iter(
        (lambda: path.write_text(path.read_text().replace("weight, spill =>", "weigth, spill =>")),)
    )

    def sleep(_: float) -> None:
        change = next(changes, None)
        if change is not None:
            change()
        elif "SL201" in "".join(seen):
            raise KeyboardInterrupt
        seen.append(capsys.readouterr().out)

    seen: list[str] = []
    monkeypatch.setattr("scenelang.cli.watch.watch", lambda *words: watch(*words, sleep=sleep))
    assert main(["compile", str(path), "--out", str(tmp_path / "out"), "--watch"]) == 0
    assert "1 row (1 train)" in "".join(seen)
    assert read_manifest(tmp_path / "out").rows == 1
