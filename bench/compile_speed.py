"""How long a compile takes: beside its tokenizer, beside a naive build, unchanged, and by two processes."""

from __future__ import annotations

import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from corpus import write_corpus
from naive_build import NaiveBuild
from tokenizers import Tokenizer

from scenelang.checking import read_scene_file
from scenelang.compile import compile_paths

ROOT = Path(__file__).resolve().parents[1]
SCENES = 5_000
MANY = 20_000
FEW = 250
ROUNDS = 5
CHUNK = 512
TOKENIZER = ROOT / "build" / "tokenizers" / "smollm2"
_OLD = 60
"""So many seconds old the files are made: a change of the last two might be missed, so nothing is kept."""

Record = dict[str, object]


def measure() -> list[Record]:
    """CPU time of one process and one thread, medians of interleaved rounds; wall time where two work."""
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_corpus(folder / "corpus", SCENES)
        _age(files)
        return [*_against_tokenizer(folder, files), _against_naive(folder, files[:FEW]), *_workers(folder)]


def _against_tokenizer(folder: Path, files: list[Path]) -> list[Record]:
    tokenizer = Tokenizer.from_file(str(TOKENIZER / "tokenizer.json"))
    texts = list(map(_text_of, files))
    fresh, again, changed = [], [], []
    new, kept = folder / "new", folder / "kept"
    for number in range(ROUNDS + 1):
        shutil.rmtree(new, ignore_errors=True)
        floor = _seconds(lambda: _encode(tokenizer, texts))
        fresh.append(_seconds(lambda: _compile(folder, new, cache=False)) / floor)
        _compile(folder, kept)
        again.append(_seconds(lambda: _compile(folder, kept)) / floor)
        _change(files[number * 700], number)
        changed.append(_seconds(lambda: _compile(folder, kept)) / floor)
    many = f"compile of {SCENES:,} scenes"
    return [
        _record(f"{many} / encode_batch with offsets", fresh[1:], 2.0),
        _record(f"{many}, nothing changed / encode_batch with offsets", again[1:], 0.05),
        _record(f"{many}, one changed / encode_batch with offsets", changed[1:], 0.10),
    ]


def _against_naive(folder: Path, files: list[Path]) -> Record:
    """As many scenes both ways; ours are a part of a compile of all, theirs are built alone."""
    naive = NaiveBuild(TOKENIZER)
    naive.write(files[:20], folder / "naive.jsonl")
    ratios = []
    for _ in range(ROUNDS):
        ours = _seconds(lambda: _compile(folder, folder / "shards", cache=False)) * len(files) / SCENES
        ratios.append(_seconds(lambda: naive.write(files, folder / "naive.jsonl")) / ours)
    return _record("naive build / compile, a scene", ratios, 6.0, better="higher")


def _workers(folder: Path) -> list[Record]:
    """One process against two, in wall time, each from the start of the command to its end.

    What happens once (the start, the tokenizer, the caches of either process growing warm) is a fifth of the
    time of so few scenes; so more are measured too, and the bar is theirs.
    """
    return [
        _record(f"compile of {SCENES:,} scenes, 1 worker / 2 workers", _gains(folder), None, better="higher"),
        _record(
            f"compile of {MANY:,} scenes, 1 worker / 2 workers", _gains(_many(folder)), 1.6, better="higher"
        ),
    ]


def _many(folder: Path) -> Path:
    write_corpus(folder / "many" / "corpus", MANY)
    return folder / "many"


def _gains(folder: Path) -> list[float]:
    return [_command_seconds(folder, 1) / _command_seconds(folder, 2) for _ in range(ROUNDS)]


def _command_seconds(folder: Path, workers: int) -> float:
    out = folder / f"by{workers}"
    command = [
        *(sys.executable, "-m", "scenelang", "compile", "scenes", "--out", str(out), "--no-cache"),
        *("--tokenizer", str(TOKENIZER), "--workers", str(workers)),
    ]
    started = time.perf_counter()
    subprocess.run(command, cwd=folder / "corpus", check=True, capture_output=True)
    taken = time.perf_counter() - started
    shutil.rmtree(out)
    return taken


def _compile(folder: Path, out: Path, *, cache: bool = True) -> None:
    built = compile_paths([folder / "corpus" / "scenes"], out, TOKENIZER, workers=1, cache=cache)
    assert built.value is not None, built.diagnostics
    assert built.value.rows == SCENES


def _encode(tokenizer: Tokenizer, texts: list[str]) -> None:
    gc.freeze()
    gc.disable()
    for start in range(0, len(texts), CHUNK):
        for encoding in tokenizer.encode_batch(texts[start : start + CHUNK], add_special_tokens=False):
            assert len(encoding.ids) == len(encoding.offsets)
    gc.enable()
    gc.unfreeze()


def _text_of(file: Path) -> str:
    """The running text of a file's scenes, without marks: what is tokenised."""
    scenes = read_scene_file(file).value or ()
    return "".join(leaf.text for scene in scenes for beat in scene.beats for leaf in beat.text.leaves())


def _change(file: Path, number: int) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("doubt: 0.2", f"doubt: 0.2{number}"), "utf-8")
    _age([file], number + 1)


def _age(files: list[Path], less: int = 0) -> None:
    then = time.time() - _OLD + less
    for path in files:
        os.utime(path, (then, then))


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _record(name: str, ratios: list[float], bar: float | None, better: str = "lower") -> Record:
    return {"name": name, "ratio": round(statistics.median(ratios), 3), "bar": bar, "better": better}


if __name__ == "__main__":
    for record in measure():
        print(record)
