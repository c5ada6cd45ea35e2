"""How long linting takes, beside what a tokenizer needs for the same texts, and beside yamllint."""

from __future__ import annotations

import gc
import io
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

ROOT = Path(__file__).resolve().parents[1]
SCENES = 5_000
FEW = 250
ROUNDS = 5
CHUNK = 512
TOKENIZER = ROOT / "build" / "tokenizers" / "smollm2" / "tokenizer.json"
_RARELY = 200_000
"""Objects made between two looks for garbage in cycles, as `scenelang lint` has it."""

Record = dict[str, object]


def measure() -> list[Record]:
    """CPU time of one process; medians of interleaved rounds."""
    gc.set_threshold(_RARELY)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_corpus(folder, SCENES)
        texts = [_text_of(file) for file in files]
        tokenizer = Tokenizer.from_file(str(TOKENIZER))
        records = _against_tokenizer(folder, texts, tokenizer)
        return [*records, _against_yamllint(files[:FEW]), _library(tokenizer)]


def _against_tokenizer(folder: Path, texts: list[str], tokenizer: Tokenizer) -> list[Record]:
    scenes, kept = [folder / "scenes"], LintOptions(jobs=1)
    assert lint_paths(scenes).value is not None
    lint_paths(scenes, options=kept)
    cold, warm = [], []
    for _ in range(ROUNDS):
        floor = _seconds(lambda: _encode(tokenizer, texts))
        cold.append(_seconds(lambda: lint_paths(scenes)) / floor)
        warm.append(_seconds(lambda: lint_paths(scenes, options=kept)) / floor)
    return [
        _record(f"lint of {SCENES:,} scenes / encode_batch with offsets", cold, 0.6),
        _record("the same again, nothing changed / encode_batch with offsets", warm, 0.05),
    ]


def _against_yamllint(files: list[Path]) -> Record:
    config = YamlLintConfig("extends: default")
    ratios = []
    for _ in range(ROUNDS):
        theirs = _seconds(lambda: _yamllint(files, config))
        ratios.append(theirs / _seconds(lambda: lint_paths(files)))
    return _record(f"yamllint / lint, on {FEW} of these scenes", ratios, 10.0, better="higher")


def _library(tokenizer: Tokenizer) -> Record:
    """Scenes that people wrote: the share that is looked at in full counts most."""
    folder = ROOT / "scenes"
    texts = [_text_of(file) for file in sorted(folder.rglob("*.scene"))]
    ratios = []
    for _ in range(ROUNDS):
        floor = _seconds(lambda: _encode(tokenizer, texts))
        ratios.append(_seconds(lambda: lint_paths([folder])) / floor)
    return _record("lint of the library of scenes / encode_batch with offsets", ratios, None)


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
