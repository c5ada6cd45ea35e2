"""How long linting takes, beside what a tokenizer needs for the same texts, and beside yamllint."""

from __future__ import annotations

import gc
import io
import os
import tempfile
from pathlib import Path

from corpus import write_corpus
from measuring import (
    ROOT,
    SMOLLM2,
    Record,
    encode,
    made_long_ago,
    record,
    running_text,
    seconds,
    text_with_marks,
)
from tokenizers import Tokenizer
from yamllint import linter
from yamllint.config import YamlLintConfig

from scenelang.linting import LintOptions, lint_paths
from scenelang.linting.lint_run import looker

SCENES = 5_000
FEW = 250
ROUNDS = 5
KEPT = LintOptions(jobs=1)
FRESH = LintOptions(jobs=1, uses_cache=False)
_RARELY = 200_000
"""Objects made between two looks for garbage in cycles, as `scenelang lint` has it."""


def measure() -> list[Record]:
    """CPU time of one process and one thread, medians of interleaved rounds, with all rules that are on."""
    gc.set_threshold(_RARELY)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_corpus(folder, SCENES)
        made_long_ago(folder.rglob("*"))
        tokenizer = Tokenizer.from_file(str(SMOLLM2 / "tokenizer.json"))
        return [
            *_against_tokenizer(folder, files, tokenizer),
            _against_yamllint(files[:FEW]),
            _share(files),
            *_library(tokenizer),
        ]


def _against_tokenizer(folder: Path, files: list[Path], tokenizer: Tokenizer) -> list[Record]:
    texts, marked = list(map(running_text, files)), list(map(text_with_marks, files))
    scenes = [folder / "scenes"]
    _lint(scenes, FRESH)
    _lint(scenes, KEPT)
    first, beside_marks, again, kept = [], [], [], []
    for _ in range(ROUNDS):
        floor = seconds(lambda: encode(tokenizer, texts))
        ours = seconds(lambda: _lint(scenes, FRESH))
        first.append(ours / floor)
        beside_marks.append(ours / seconds(lambda: encode(tokenizer, marked)))
        again.append(seconds(lambda: _lint(scenes, KEPT)) / floor)
        (folder / ".scenelang" / "lint-cache").unlink()
        kept.append(seconds(lambda: _lint(scenes, KEPT)) / floor)
    many = f"lint of {SCENES:,} scenes"
    return [
        record(f"{many} / encode_batch with offsets", first, 0.6),
        record(f"{many} / encode_batch of their texts with all marks in them", beside_marks, None),
        record(f"{many}, nothing changed / encode_batch with offsets", again, 0.05),
        record(f"{many}, what it finds kept / encode_batch with offsets", kept, None),
    ]


def _against_yamllint(files: list[Path]) -> Record:
    config = YamlLintConfig("extends: default")
    ratios = []
    for _ in range(ROUNDS):
        theirs = seconds(lambda: _yamllint(files, config))
        ratios.append(theirs / seconds(lambda: _lint(files, FRESH)))
    return record(f"yamllint / lint, {FEW} of these scenes", ratios, 10.0, better="higher")


def _share(files: list[Path]) -> Record:
    return record("share of these scenes settled by the quick look", [_settled(files)], 1.0, better="higher")


def _library(tokenizer: Tokenizer) -> list[Record]:
    """Scenes that people wrote: most of the time goes to those that need a full look."""
    folder = ROOT / "scenes"
    files = sorted(folder.rglob("*.scene"))
    texts = list(map(running_text, files))
    _lint([folder], FRESH)
    ratios = []
    for _ in range(ROUNDS):
        floor = seconds(lambda: encode(tokenizer, texts))
        ratios.append(seconds(lambda: _lint([folder], FRESH)) / floor)
    return [
        record("lint of the hand-written library / encode_batch with offsets", ratios, None),
        record("share of its files settled by the quick look", [_settled(files)], None),
    ]


def _settled(files: list[Path]) -> float:
    """The share of files that need no full look."""
    names = [file.as_posix() for file in files]
    return 1 - len(looker(names, None, FRESH).unsettled(names)) / len(names)


def _lint(paths: list[Path], options: LintOptions) -> None:
    assert lint_paths(paths, options=options).value is not None


def _yamllint(files: list[Path], config: YamlLintConfig) -> None:
    for file in files:
        list(linter.run(io.StringIO(file.read_text(encoding="utf-8")), config))


if __name__ == "__main__":
    for each in measure():
        print(each)
