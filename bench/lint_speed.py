"""How long linting takes, beside what a tokenizer needs for the same texts, and beside yamllint."""

from __future__ import annotations

import gc
import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from corpus import write_corpus
from tokenizers import Tokenizer
from yamllint import linter
from yamllint.config import YamlLintConfig

from scenelang.checking import read_scene_file
from scenelang.linting import LintOptions, lint_paths
from scenelang.linting.lint_run import looker

ROOT = Path(__file__).resolve().parents[1]
SCENES = 5_000
FEW = 250
ROUNDS = 5
CHUNK = 512
TOKENIZER = ROOT / "build" / "tokenizers" / "smollm2" / "tokenizer.json"
KEPT = LintOptions(jobs=1)
FRESH = LintOptions(jobs=1, uses_cache=False)
_RARELY = 200_000
"""Objects made between two looks for garbage in cycles, as `scenelang lint` has it."""
_OLD = 60
"""So many seconds old the files are made: a change of the last two might be missed, so nothing is kept."""

Record = dict[str, object]


def measure() -> list[Record]:
    """CPU time of one process and one thread, medians of interleaved rounds, with all rules that are on."""
    gc.set_threshold(_RARELY)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_corpus(folder, SCENES)
        then = time.time() - _OLD
        for path in folder.rglob("*"):
            os.utime(path, (then, then))
        tokenizer = Tokenizer.from_file(str(TOKENIZER))
        of_corpus = _against_tokenizer(folder, [_text_of(file) for file in files], tokenizer)
        return [*of_corpus, _against_yamllint(files[:FEW]), _share(files), *_library(tokenizer)]


def _against_tokenizer(folder: Path, texts: list[str], tokenizer: Tokenizer) -> list[Record]:
    scenes = [folder / "scenes"]
    _lint(scenes, FRESH)
    _lint(scenes, KEPT)
    first, again, kept = [], [], []
    for _ in range(ROUNDS):
        floor = _seconds(lambda: _encode(tokenizer, texts))
        first.append(_seconds(lambda: _lint(scenes, FRESH)) / floor)
        again.append(_seconds(lambda: _lint(scenes, KEPT)) / floor)
        (folder / ".scenelang" / "lint-cache").unlink()
        kept.append(_seconds(lambda: _lint(scenes, KEPT)) / floor)
    many = f"lint of {SCENES:,} scenes"
    return [
        _record(f"{many} / encode_batch with offsets", first, 0.6),
        _record(f"{many}, nothing changed / encode_batch with offsets", again, 0.05),
        _record(f"{many}, what it finds kept / encode_batch with offsets", kept, None),
    ]


def _against_yamllint(files: list[Path]) -> Record:
    config = YamlLintConfig("extends: default")
    ratios = []
    for _ in range(ROUNDS):
        theirs = _seconds(lambda: _yamllint(files, config))
        ratios.append(theirs / _seconds(lambda: _lint(files, FRESH)))
    return _record(f"yamllint / lint, {FEW} of these scenes", ratios, 10.0, better="higher")


def _share(files: list[Path]) -> Record:
    return _record("share of these scenes settled by the quick look", [_settled(files)], 1.0, better="higher")


def _library(tokenizer: Tokenizer) -> list[Record]:
    """Scenes that people wrote: most of the time goes to those that need a full look."""
    folder = ROOT / "scenes"
    files = sorted(folder.rglob("*.scene"))
    texts = [_text_of(file) for file in files]
    _lint([folder], FRESH)
    ratios = []
    for _ in range(ROUNDS):
        floor = _seconds(lambda: _encode(tokenizer, texts))
        ratios.append(_seconds(lambda: _lint([folder], FRESH)) / floor)
    return [
        _record("lint of the hand-written library / encode_batch with offsets", ratios, None),
        _record("share of its files settled by the quick look", [_settled(files)], None),
    ]


def _settled(files: list[Path]) -> float:
    """The share of files that need no full look."""
    names = [file.as_posix() for file in files]
    return 1 - len(looker(names, None, FRESH).unsettled(names)) / len(names)


def _lint(paths: list[Path], options: LintOptions) -> None:
    assert lint_paths(paths, options=options).value is not None


def _encode(tokenizer: Tokenizer, texts: list[str]) -> None:
    for start in range(0, len(texts), CHUNK):
        for encoding in tokenizer.encode_batch(texts[start : start + CHUNK]):
            assert len(encoding.ids) == len(encoding.offsets)


def _yamllint(files: list[Path], config: YamlLintConfig) -> None:
    for file in files:
        list(linter.run(io.StringIO(file.read_text(encoding="utf-8")), config))


def _text_of(file: Path) -> str:
    """The running text of a file's scenes, as it would be tokenised."""
    scenes = read_scene_file(file).value or ()
    return "".join(beat.text.scalar.value for scene in scenes for beat in scene.beats)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _record(name: str, ratios: list[float], bar: float | None, better: str = "lower") -> Record:
    return {"name": name, "ratio": round(statistics.median(ratios), 3), "bar": bar, "better": better}


if __name__ == "__main__":
    for record in measure():
        print(record)
