"""How long a compile takes, beside the floor that no compiler gets under: tokenising the same text."""

from __future__ import annotations

import statistics
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from scenelang.compile import compile_paths
from scenelang.lowering import load_tokenizer

ROOT = Path(__file__).resolve().parents[1]
INSTANCES = 4_000
ROUNDS = 5


def measure() -> list[dict[str, object]]:
    """CPU time of scene → shards over `encode_batch` with ids and offsets; medians of interleaved rounds."""
    with tempfile.TemporaryDirectory() as folder:
        scene = _smaller_scene(Path(folder))
        texts = _texts()
        ratios = []
        for number in range(ROUNDS + 1):
            floor = _floor_seconds(texts)
            start = time.process_time()
            built = compile_paths([scene], Path(folder) / f"shards{number}")
            ratios.append((time.process_time() - start) / floor)
            assert built.value is not None, built.diagnostics
    return [
        {
            "name": f"compile {INSTANCES:,} instances of two_hop / encode_batch with offsets",
            "ratio": round(statistics.median(ratios[1:]), 3),
            "bar": 5.0,
            "better": "lower",
        }
    ]


def _smaller_scene(folder: Path) -> Path:
    library = ROOT / "scenes"
    text = (library / "hops" / "two_hop.scene").read_text(encoding="utf-8")
    scene = folder / "two_hop.scene"
    scene.write_text(text.replace("count: 300000", f"count: {INSTANCES}"), encoding="utf-8")
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "names.txt").write_bytes((library / "lexicon" / "names.txt").read_bytes())
    return scene


def _texts() -> list[str]:
    names = (ROOT / "scenes" / "lexicon" / "names.txt").read_text(encoding="utf-8").split()
    rows = []
    for number in range(INSTANCES):
        people = [names[(number * 7 + step * 5) % len(names)] for step in range(7)]
        facts = "".join(f"- {one} writes to {two}.\n" for one, two in pairwise(people))
        rows.append(f"{facts}From {people[0]}, two steps: {people[2]}")
    return rows


def _floor_seconds(texts: list[str]) -> float:
    tokenizer = load_tokenizer(None).value
    assert tokenizer is not None
    start = time.process_time()
    for first in range(0, len(texts), 512):
        for encoding in tokenizer.encode_batch(texts[first : first + 512]):
            assert len(encoding.ids) == len(encoding.offsets)
    return time.process_time() - start
