"""How long a compile takes: beside its tokenizer, beside a naive build, unchanged, and by two processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from corpus import write_corpus
from measuring import SMOLLM2, Record, encode, made_long_ago, record, running_text, seconds
from naive_build import NaiveBuild
from tokenizers import Tokenizer

from scenelang.compile import compile_paths

SCENES = 5_000
FEW = 250
ROUNDS = 5


def measure() -> list[Record]:
    """CPU time of one process and one thread, medians of interleaved rounds; wall time where two work."""
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_corpus(folder / "corpus", SCENES)
        made_long_ago(files)
        return [*_against_tokenizer(folder, files), _against_naive(folder, files[:FEW]), *_workers(folder)]


def _against_tokenizer(folder: Path, files: list[Path]) -> list[Record]:
    tokenizer = Tokenizer.from_file(str(SMOLLM2 / "tokenizer.json"))
    texts = list(map(running_text, files))
    fresh, again, changed = [], [], []
    new, kept = folder / "new", folder / "kept"
    for number in range(ROUNDS + 1):
        shutil.rmtree(new, ignore_errors=True)
        floor = seconds(lambda: encode(tokenizer, texts))
        fresh.append(seconds(lambda: _compile(folder, new, cache=False)) / floor)
        _compile(folder, kept)
        again.append(seconds(lambda: _compile(folder, kept)) / floor)
        _change(files[number * 700], number)
        changed.append(seconds(lambda: _compile(folder, kept)) / floor)
    many = f"compile of {SCENES:,} scenes"
    return [
        record(f"{many} / encode_batch with offsets", fresh[1:], 2.0),
        record(f"{many}, nothing changed / encode_batch with offsets", again[1:], 0.05),
        record(f"{many}, one changed / encode_batch with offsets", changed[1:], 0.10),
    ]


def _against_naive(folder: Path, files: list[Path]) -> Record:
    """As many scenes both ways; ours are a part of a compile of all, theirs are built alone."""
    naive = NaiveBuild(SMOLLM2)
    naive.write(files[:20], folder / "naive.jsonl")
    ratios = []
    for _ in range(ROUNDS):
        ours = seconds(lambda: _compile(folder, folder / "shards", cache=False)) * len(files) / SCENES
        ratios.append(seconds(lambda: naive.write(files, folder / "naive.jsonl")) / ours)
    return record("naive build / compile, a scene", ratios, 6.0, better="higher")


def _workers(folder: Path) -> list[Record]:
    """One process against two in wall time: of the compile, as all ratios here, and of the whole command.

    The start of Python and the end of it, and the load of libraries and of the tokenizer, happen once in
    either command: a sixth of its time.
    """
    inside, commands = [], []
    for _ in range(ROUNDS):
        inside.append(_compile_seconds(folder, 1) / _compile_seconds(folder, 2))
        commands.append(_command_seconds(folder, 1) / _command_seconds(folder, 2))
    many = f"of {SCENES:,} scenes, 1 worker / 2 workers"
    return [
        record(f"compile {many}", inside, 1.6, better="higher"),
        record(f"`scenelang compile` {many}", commands, None, better="higher"),
    ]


def _compile_seconds(folder: Path, workers: int) -> float:
    return _wall_seconds(lambda out: _compile(folder, out, cache=False, workers=workers), folder)


def _command_seconds(folder: Path, workers: int) -> float:
    command = [
        *(sys.executable, "-m", "scenelang", "compile", "scenes", "--no-cache"),
        *("--tokenizer", str(SMOLLM2), "--workers", str(workers)),
    ]
    work = partial(subprocess.run, cwd=folder / "corpus", check=True, capture_output=True)
    return _wall_seconds(lambda out: work([*command, "--out", str(out)]), folder)


def _wall_seconds(work: Callable[[Path], object], folder: Path) -> float:
    """Wall time of some work that writes a shard folder."""
    out = folder / "by-workers"
    started = time.perf_counter()
    work(out)
    taken = time.perf_counter() - started
    shutil.rmtree(out)
    return taken


def _compile(folder: Path, out: Path, *, cache: bool = True, workers: int = 1) -> None:
    built = compile_paths([folder / "corpus" / "scenes"], out, SMOLLM2, workers=workers, cache=cache)
    assert built.value is not None, built.diagnostics
    assert built.value.rows == SCENES


def _change(file: Path, number: int) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("doubt: 0.2", f"doubt: 0.2{number}"), "utf-8")
    made_long_ago([file], number + 1)


if __name__ == "__main__":
    for each in measure():
        print(each)
