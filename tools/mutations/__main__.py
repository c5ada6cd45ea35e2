"""Spoils library scenes in every way there is and counts how often lint says the right thing.

    python tools/mutations [--seed N] [--cases N] [--kind NAME] [--wrong]

Each kind of mistake is made in at least ten scenes, drawn anew with each seed. A case is right when lint gives
the right code at the right characters and no other error. Writes build/mutations.json.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import kinds  # noqa: F401
from draft import KINDS, Draft, Kind, Mutation
from judge import findings, judge

from scenelang.reading import load_source, read_scenes

ROOT = Path(__file__).parents[2]
OUT = ROOT / "build" / "mutations.json"
LEAST_RIGHT = 0.98


def main() -> int:
    """Runs all kinds; exit code 1 where less than 98 % of the cases are right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=None, help="makes the same choices again")
    parser.add_argument("--cases", type=int, default=10, help="scenes for each kind (default: 10)")
    parser.add_argument("--kind", default="", help="only the kinds whose names hold this")
    parser.add_argument("--wrong", action="store_true", help="print every case that is not right")
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
    with tempfile.TemporaryDirectory() as folder:
        library = _copy_of_library(Path(folder))
        dirty = [path for path in sorted(library.rglob("*.scene")) if findings(path)]
        rows = [_run(name, KINDS[name], library, options.cases, seed) for name in KINDS if options.kind in name]
    _print(rows, seed, wrong=options.wrong)
    cases, right = sum(row["cases"] for row in rows), sum(row["right"] for row in rows)
    result = {"kinds": len(rows), "cases": cases, "right": right, "seed": seed, "rows": rows}
    result["untouched_with_findings"] = [str(path.relative_to(library)) for path in dirty]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for path in result["untouched_with_findings"]:
        print(f"an untouched scene has findings: {path}")
    short = [row["kind"] for row in rows if row["cases"] < options.cases]
    for name in short:
        print(f"fewer than {options.cases} scenes can be spoilt this way: {name}")
    return 0 if cases and right / cases >= LEAST_RIGHT and not dirty and not short else 1


def _copy_of_library(folder: Path) -> Path:
    library = folder / "scenes"
    shutil.copytree(ROOT / "scenes", library)
    (folder / "scenelang.toml").write_text('sources = ["scenes"]\n', encoding="utf-8")
    return library


def _run(name: str, kind: Kind, library: Path, cases: int, seed: int) -> dict[str, object]:
    rng = random.Random(f"{seed} {name}")
    right, wrong, codes = 0, [], set()
    made = 0
    for path, mutation in _mutations(kind, library, rng):
        verdict = judge(mutation, path)
        made += 1
        right += verdict.right
        codes.add(mutation.code)
        if not verdict.right:
            expected = f"{mutation.code} {mutation.start} {mutation.end}"
            place = str(path.relative_to(library))
            wrong.append({"scene": place, "expected": expected, "said": list(verdict.said)})
        if made == cases:
            break
    return {"kind": name, "code": " ".join(sorted(codes)), "cases": made, "right": right, "wrong": wrong}


def _mutations(kind: Kind, library: Path, rng: random.Random) -> object:
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


def _print(rows: list[dict[str, object]], seed: int, *, wrong: bool) -> None:
    width = max((len(str(row["kind"])) for row in rows), default=0)
    for row in rows:
        mark = "" if row["right"] == row["cases"] else "  <-"
        print(f"{row['kind']:<{width}}  {row['code']:<12} {row['right']:>3} of {row['cases']}{mark}")
        for case in row["wrong"] if wrong else ():
            print(f"    {case['scene']}: expected {case['expected']}, said {case['said']}")
    cases, right = sum(row["cases"] for row in rows), sum(row["right"] for row in rows)
    share = right / cases if cases else 0.0
    print(f"\n{len(rows)} kinds, {cases} cases, {right} right: {share:.2%} (seed {seed})")


if __name__ == "__main__":
    raise SystemExit(main())
