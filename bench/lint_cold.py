"""How long one cold lint takes, beside the imports that any such tool must make."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOOR = [sys.executable, "-c", "import yaml, lark; from pydantic import BaseModel"]
LINT = [sys.executable, "-m", "scenelang", "lint"]
ROUNDS = 15


def measure() -> list[dict[str, object]]:
    """Wall time of `scenelang lint` on one clean file over the floor; medians of interleaved runs."""
    scene = str(min((ROOT / "scenes" / "discovery").glob("*.scene")))
    lint = [*LINT, scene]
    for command in (FLOOR, lint):
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    ratios = []
    for _ in range(ROUNDS):
        floor = _seconds(FLOOR)
        ratios.append(_seconds(lint) / floor)
    return [
        {
            "name": "lint one clean file, cold / import yaml, lark, pydantic",
            "ratio": round(statistics.median(ratios), 3),
            "bar": 1.5,
            "better": "lower",
        }
    ]


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start
