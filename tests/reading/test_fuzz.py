"""100,000 inputs that nobody would write neither crash the reader nor keep it: `tools/fuzz.py`, for a while.

The seed is another one at each run of the tests, and a failure says it, so that nothing is tuned to one list.
"""

from __future__ import annotations

import json
import random
import sys
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEC = spec_from_file_location("fuzz", ROOT / "tools" / "fuzz.py")
assert SPEC is not None
assert SPEC.loader is not None
FUZZ = module_from_spec(SPEC)
sys.modules["fuzz"] = FUZZ
SPEC.loader.exec_module(FUZZ)
PARTS, EACH = 4, 25_000


@pytest.mark.parametrize("part", range(PARTS))
def test_a_hundred_thousand_inputs_never_crash_the_reader(part: int) -> None:
    seed = random.SystemRandom().randrange(2**32)
    inputs = FUZZ.Inputs(seed)
    for number in range(part * EACH, (part + 1) * EACH):
        given = inputs.make(number)
        failure = FUZZ.failure_of(given)
        assert failure is None, f"seed {seed}, input {number}: {given}\n{failure}"


def test_the_same_seed_gives_the_same_inputs() -> None:
    first, second, other = FUZZ.Inputs(3), FUZZ.Inputs(3), FUZZ.Inputs(4)
    made = [first.make(number) for number in range(50)]
    assert made == [second.make(number) for number in range(50)]
    assert made != [other.make(number) for number in range(50)]


def test_inputs_are_of_every_kind_and_some_of_them_are_scenes() -> None:
    inputs = FUZZ.Inputs(5)
    made = [inputs.make(number) for number in range(400)]
    assert {given.suffix for given in made} == {".scene", ".yaml", ".txt"}
    sources = [FUZZ.decoded_source("f", given.content).value for given in made if given.suffix == ".scene"]
    values = [FUZZ.read_scenes(source).value for source in sources if source is not None]
    assert sum(value is not None for value in values) > 40
    assert sum(value is None for value in values) > 40


def test_a_crash_is_told_with_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: object) -> None:
        raise KeyError("lost")

    monkeypatch.setitem(FUZZ.READERS, ".txt", (crash,))
    failure = FUZZ.failure_of(FUZZ.Input(".txt", b"Ann\n"))
    assert failure is not None
    assert failure.strip().endswith("KeyError: 'lost'")


@pytest.mark.skipif(not hasattr(FUZZ.signal, "SIGALRM"), reason="the platform has no alarm")
def test_a_reader_that_hangs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FUZZ, "SECONDS_FOR_ONE", 0.05)
    monkeypatch.setitem(FUZZ.READERS, ".txt", (lambda _: time.sleep(60),))
    failure = FUZZ.failure_of(FUZZ.Input(".txt", b"Ann\n"))
    assert failure is not None
    assert "TookTooLong" in failure


def test_silence_is_a_failure_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_: object) -> object:
        return FUZZ.Outcome(None)

    monkeypatch.setitem(FUZZ.READERS, ".txt", (silent,))
    assert FUZZ.failure_of(FUZZ.Input(".txt", b"Ann\n")) == "silent: no value and no message"


def test_failing_inputs_are_kept_and_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    def check(given: object) -> str | None:
        return "why\nBad: input"

    run = FUZZ.Run(9, tmp_path, check)
    first = run.go(time.monotonic() + 0.5)
    assert first > 0
    assert run.failures == first
    kept = [path for path in tmp_path.iterdir() if path.name.startswith("seed-9-input-")]
    assert 2 <= len(kept) <= 2 * FUZZ.KEPT_OF_A_KIND
    assert json.loads((tmp_path / "progress.json").read_text()) == {"9": first}
    assert FUZZ.Run(9, tmp_path, check).next == first
    assert FUZZ.Run(8, tmp_path, check).next == 0


def test_the_tool_says_how_many_inputs_it_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert FUZZ.main(["--minutes", "0.005", "--seed", "6", "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "seed 6, from input 0"
    assert said[-1].endswith(" inputs, 0 failures")
