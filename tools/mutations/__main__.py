"""Spoils library scenes in every way there is and counts how often lint says the right thing.

    python tools/mutations [--seed N] [--cases N] [--kind NAME] [--wrong]

Each kind of mistake is made in at least ten scenes, drawn anew with each seed. A case is right when lint
gives the right code at the right characters and no other error. Where the finding offers a fix, it is made,
and it is right when the scene is as it was before (or, of something added, when nothing is wrong any more).
Writes build/mutations.json.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import kinds  # noqa: F401
from draft import KINDS, Draft, Kind, Mutation
from judge import Mended, findings, judge

from scenelang.reading import load_source, read_scenes

ROOT = Path(__file__).parents[2]
OUT = ROOT / "build" / "mutations.json"
LEAST_RIGHT = 0.98
LEAST_MENDED = 0.95
ENOUGH = 10
"""Scenes a kind; a run with fewer is a sample, and does not take the place of the table."""


def main() -> int:
    """Runs all kinds; exit code 1 where less than 98 % of the cases or 95 % of the fixes are right."""
    options = _options()
    seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
    chosen = {name: kind for name, kind in KINDS.items() if options.kind in name}
    with tempfile.TemporaryDirectory() as folder:
        library = _copy_of_library(Path(folder))
        untouched = sorted(library.rglob("*.scene"))
        dirty = [str(path.relative_to(library)) for path in untouched if findings(path)]
        rows = [_run(name, kind, library, options.cases, seed) for name, kind in chosen.items()]
    _print(rows, seed, wrong=options.wrong)
    for name in dirty:
        print(f"an untouched scene has findings: {name}")
    short = [row.kind for row in rows if row.cases < options.cases]
    for name in short:
        print(f"fewer than {options.cases} scenes can be spoilt this way: {name}")
    out = (
        OUT.with_name("mutations-sample.json")
        if options.out == OUT and options.cases < ENOUGH
        else options.out
    )
    _write(out, rows, seed, dirty)
    return (
        0
        if _share(rows) >= LEAST_RIGHT and _share_mended(rows) >= LEAST_MENDED and not dirty and not short
        else 1
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=None, help="makes the same choices again")
    parser.add_argument("--cases", type=int, default=10, help="scenes for each kind (default: 10)")
    parser.add_argument("--kind", default="", help="only the kinds whose names hold this")
    parser.add_argument("--wrong", action="store_true", help="print every case that is not right")
    parser.add_argument("--out", type=Path, default=OUT, help="where the table goes, as JSON")
    return parser.parse_args()


def _share(rows: list[Row]) -> float:
    cases = sum(row.cases for row in rows)
    return sum(row.right for row in rows) / cases if cases else 0.0


def _share_mended(rows: list[Row]) -> float:
    offered = sum(row.offered for row in rows)
    return sum(row.mended for row in rows) / offered if offered else 1.0


def _write(out: Path, rows: list[Row], seed: int, dirty: list[str]) -> None:
    result = {
        "kinds": len(rows),
        "cases": sum(row.cases for row in rows),
        "right": sum(row.right for row in rows),
        "fixes_offered": sum(row.offered for row in rows),
        "fixes_right": sum(row.mended for row in rows),
        "seed": seed,
        "untouched_with_findings": dirty,
        "rows": [asdict(row) for row in rows],
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _copy_of_library(folder: Path) -> Path:
    library = folder / "scenes"
    shutil.copytree(ROOT / "scenes", library)
    (folder / "scenelang.toml").write_text('sources = ["scenes"]\n', encoding="utf-8")
    return library


@dataclass(slots=True)
class Row:
    """One kind in the table: how many cases were made, how many were right, and those that were not."""

    kind: str
    code: str = ""
    cases: int = 0
    right: int = 0
    offered: int = 0
    mended: int = 0
    wrong: list[dict[str, object]] = field(default_factory=list)
    fixed_wrong: list[str] = field(default_factory=list)


def _run(name: str, kind: Kind, library: Path, cases: int, seed: int) -> Row:
    row = Row(name)
    for path, mutation in _mutations(kind, library, random.Random(f"{seed} {name}")):
        verdict = judge(mutation, path)
        row.code = mutation.code
        row.cases += 1
        row.right += verdict.right
        row.offered += verdict.mended is not Mended.NOT_OFFERED
        row.mended += verdict.mended is Mended.RIGHT
        if verdict.mended is Mended.WRONG:
            row.fixed_wrong.append(str(path.relative_to(library)))
        if not verdict.right:
            expected = f"{mutation.code} {mutation.start} {mutation.end}"
            place = str(path.relative_to(library))
            row.wrong.append({"scene": place, "expected": expected, "said": list(verdict.said)})
        if row.cases == cases:
            break
    return row


def _mutations(kind: Kind, library: Path, rng: random.Random) -> Iterator[tuple[Path, Mutation]]:
    """Spoilt scenes, each of another file, in an order that the seed decides."""
    paths = sorted(library.rglob("*.scene"))
    rng.shuffle(paths)
    for path in paths:
        source = load_source(path).value
        assert source is not None
        scenes = read_scenes(source).value
        assert scenes
        mutation = kind(Draft(path, source.text, rng.choice(scenes), rng))
        if mutation is not None:
            yield path, mutation


def _print(rows: list[Row], seed: int, *, wrong: bool) -> None:
    width = max((len(row.kind) for row in rows), default=0)
    for row in rows:
        mark = "" if row.right == row.cases else "  <-"
        print(f"{row.kind:<{width}}  {row.code}  {row.right:>3} of {row.cases}{mark}")
        for case in row.wrong if wrong else ():
            print(f"    {case['scene']}: expected {case['expected']}, said {case['said']}")
    cases, right = sum(row.cases for row in rows), sum(row.right for row in rows)
    offered, mended = sum(row.offered for row in rows), sum(row.mended for row in rows)
    for row in rows:
        for scene in row.fixed_wrong:
            print(f"a fix does not mend `{row.kind}` in {scene}")
    print(f"\n{len(rows)} kinds, {cases} cases, {right} right: {_share(rows):.2%} (seed {seed})")
    if offered:
        kinds_fixed = sum(row.offered > 0 for row in rows)
        print(
            f"fixes offered for {kinds_fixed} kinds, {offered} cases, {mended} right: {mended / offered:.2%}"
        )


if __name__ == "__main__":
    raise SystemExit(main())
