"""Attention masses over a run, one line of JSON for each origin and report.

Takes: masses as they were reported. Gives: the file `anchor_mass.jsonl` in the folder of the run.
Never does: keep lines from steps that a resumed run takes again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from scenelang.training.anchor_record import AnchorMass

ANCHOR_FILE = "anchor_mass.jsonl"


def write_anchors(folder: Path, step: int, masses: Iterable[AnchorMass]) -> None:
    """Appends what was reported at a step."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ANCHOR_FILE).open("a", encoding="utf-8") as file:
        for found in masses:
            file.write(json.dumps(_line(step, found)) + "\n")


def cut_anchors(folder: Path, step: int) -> None:
    """Drops the lines of later steps, and a last line that was cut off while it was written."""
    path = folder / ANCHOR_FILE
    if not path.is_file():
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if _step_of(line) <= step), encoding="utf-8")


def _line(step: int, found: AnchorMass) -> dict[str, object]:
    return {
        "step": step,
        "origin": found.origin,
        "winner": f"layer {found.layer}, head {found.head}",
        "mass": round(found.mass, 5),
        "masses": {str(layer): [round(mass, 5) for mass in heads] for layer, heads in found.masses.items()},
    }


def _step_of(line: str) -> float:
    try:
        return int(json.loads(line)["step"])
    except ValueError:
        return float("inf")
