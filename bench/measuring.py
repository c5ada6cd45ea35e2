"""What the measures share: CPU time of this process, the texts of scenes, the tokenizer's floor, records."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from tokenizers import Tokenizer

from scenelang.checking import read_scene_file
from scenelang.model import Variable

ROOT = Path(__file__).resolve().parents[1]
SMOLLM2 = ROOT / "build" / "tokenizers" / "smollm2"
_CHUNK = 512

Record = dict[str, object]


def seconds(work: Callable[[], object]) -> float:
    """CPU time of this process for some work."""
    started = time.process_time()
    work()
    return time.process_time() - started


def record(name: str, ratios: list[float], bar: float | None, better: str = "lower") -> Record:
    """The median of some rounds, as the table shows it."""
    return {"name": name, "ratio": round(statistics.median(ratios), 3), "bar": bar, "better": better}


def running_text(file: Path) -> str:
    """The text of a file's scenes as a model reads it: without marks; variables by their names."""
    beats = (beat for scene in read_scene_file(file).value or () for beat in scene.beats)
    leaves = (leaf for beat in beats for leaf in beat.text.leaves())
    return "".join(leaf.name.text if isinstance(leaf, Variable) else leaf.text for leaf in leaves)


def text_with_marks(file: Path) -> str:
    """The text of a file's scenes as it is written in the beats: with the marks of spans."""
    scenes = read_scene_file(file).value or ()
    return "".join(beat.text.scalar.value for scene in scenes for beat in scene.beats)


def encode(tokenizer: Tokenizer, texts: list[str]) -> None:
    """The floor: ids and offsets of all texts, and no search for garbage meanwhile."""
    gc.freeze()
    gc.disable()
    for start in range(0, len(texts), _CHUNK):
        for encoding in tokenizer.encode_batch(texts[start : start + _CHUNK], add_special_tokens=False):
            assert len(encoding.ids) == len(encoding.offsets)
    gc.enable()
    gc.unfreeze()


def made_long_ago(files: Iterable[Path], newer: int = 0) -> None:
    """Sets the times of files back: what changed in the last two seconds may have changed again unseen."""
    then = time.time() - 60 + newer
    for path in files:
        os.utime(path, (then, then))
