"""Everything an experiment leaves for people: numbers, curves, a page.

Takes: results and a folder. Gives: `results.json`, `curves.png`, `index.html`. Never does: run anything.
"""

from __future__ import annotations

from pathlib import Path

from scenelang.experimenting.curves import write_curves
from scenelang.experimenting.page import page
from scenelang.experimenting.results import ExperimentResults

PAGE_FILE = "index.html"


def write_report(results: ExperimentResults, out: Path) -> None:
    """Writes all files of the report."""
    results.write(out)
    svg = write_curves(results, out)
    (out / PAGE_FILE).write_text(page(results, svg), encoding="utf-8")
