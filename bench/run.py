"""Measures every ratio in this run, prints them as a table, and writes build/bench.json."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
MEASURES = ("lint_cold", "lint_speed", "compile_speed", "compile_floor", "read_speed", "anchor_cost")


def main() -> int:
    """Runs the measures; the exit status is 1 when a ratio misses its bar."""
    sys.path.insert(0, str(ROOT / "bench"))
    records = [record for name in MEASURES for record in importlib.import_module(name).measure()]
    out = ROOT / "build" / "bench.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(records, indent=2) + "\n", encoding="utf-8")
    table = Table("what", "ratio", "bar", "", title="Ratios measured in this run")
    for record in records:
        sign = "≤" if record["better"] == "lower" else "≥"
        bar = "" if record["bar"] is None else f"{sign} {record['bar']}"
        verdict = "" if not bar else "holds" if _holds(record) else "MISSED"
        table.add_row(str(record["name"]), f"{record['ratio']:.3f}", bar, verdict)
    Console().print(table)
    return 0 if all(map(_holds, records)) else 1


def _holds(record: dict[str, object]) -> bool:
    """Whether a ratio keeps to its bar; one without a bar is there to be known."""
    if record["bar"] is None:
        return True
    ratio, bar = float(str(record["ratio"])), float(str(record["bar"]))
    return ratio <= bar if record["better"] == "lower" else ratio >= bar


if __name__ == "__main__":
    raise SystemExit(main())
