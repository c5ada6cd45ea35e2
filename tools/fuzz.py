"""Feeds the reader what nobody would write, and keeps whatever it does not survive.

    python tools/fuzz.py --minutes 10

Inputs are random bytes, random signs of the language, and real files cut, spliced, shuffled and with bytes
flipped. Every input follows from a seed and a number, so a run goes on where the last of its seed stopped,
and any input can be made again. What crashes the reader, takes it more than ten seconds, or brings a message
without a place in the file, is kept in `build/fuzz/` with what happened.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from scenelang.diagnostics import Outcome, render_text
from scenelang.reading import decoded_source, read_archetype, read_lexicon, read_scene, read_scenes
from scenelang.source import SourceText

ROOT = Path(__file__).resolve().parents[1]
SECONDS_FOR_ONE = 10
KEPT_OF_A_KIND = 5
HEAD = b"scene: 1\nid: a\narchetype: discovery\n"
SIGNS = (
    *"[]{}#.=\"'\\$,:@()|?*+-/%<>!&~`;^ \t\n\r",
    *(
        "---\n",
        "...\n",
        "- ",
        ": ",
        " #",
        "|\n  ",
        ">-\n  ",
        "=>",
        "~>",
        "=/>",
        "->",
        "-/>",
        "..",
        "${",
        "]{#a}",
    ),
    *(
        "scene: 1\n",
        "beats:\n",
        "  - ask: |\n",
        "logic:\n",
        "self:\n",
        "layers:\n",
        "vary:\n",
        "expose: ",
        "cast: ",
    ),
    *(
        "early",
        "60%",
        "w 0.5",
        "reads",
        "answers",
        "and",
        "not",
        "1e9",
        "0x1F",
        "null",
        "true",
        "~",
        "!!int ",
    ),
    *("é", "шаг", "漢", "😀", "\u0301", "\u200b", "\u202e", "\xa0", "\ufeff", "\x00", "\x85", "\u2028", "क्ष"),
)
READERS: dict[str, tuple[Callable[[SourceText], Outcome[object]], ...]] = {
    ".scene": (read_scenes, read_scene),
    ".yaml": (read_archetype,),
    ".txt": (read_lexicon,),
}


class TookTooLong(BaseException):
    """Raised inside the reader when one input takes longer than any input may."""


@dataclass(frozen=True)
class Input:
    """One input: the ending of the file it would be, and its bytes."""

    suffix: str
    content: bytes


class Inputs:
    """Inputs by number, the same for the same seed and the same real files."""

    def __init__(self, seed: int, folder: Path = ROOT / "scenes") -> None:
        self._seed = seed
        paths = sorted(path for path in folder.rglob("*") if path.suffix in READERS)
        self._files = {
            suffix: [_bytes(path) for path in paths if path.suffix == suffix] for suffix in READERS
        }
        self._makers: tuple[Callable[[random.Random], Input], ...] = (
            *(self._random_bytes,) * 4,
            *(self._random_signs,) * 4,
            *(self._window,) * 5,
            *(self._mutated,) * 2,
        )

    def make(self, number: int) -> Input:
        """The input of this number."""
        dice = random.Random(f"{self._seed}:{number}")
        return dice.choice(self._makers)(dice)

    def _random_bytes(self, dice: random.Random) -> Input:
        content = dice.randbytes(dice.randrange(60))
        head = HEAD if dice.random() < 0.2 else b""
        return Input(dice.choice((".scene", ".yaml", ".txt")), head + content)

    def _random_signs(self, dice: random.Random) -> Input:
        signs = "".join(dice.choices(SIGNS, k=dice.randrange(40))).encode()
        head = HEAD if dice.random() < 0.3 else b""
        return Input(dice.choice((".scene", ".scene", ".yaml")), head + signs)

    def _window(self, dice: random.Random) -> Input:
        """A piece of a real scene under a head of its own, changed here and there."""
        piece = _cut(dice, self._file(dice, ".scene"), 400)
        return Input(".scene", HEAD + self._changed(dice, piece, ".scene"))

    def _mutated(self, dice: random.Random) -> Input:
        suffix = dice.choice((".scene", ".scene", ".scene", ".yaml", ".txt"))
        return Input(suffix, self._changed(dice, self._file(dice, suffix), suffix))

    def _file(self, dice: random.Random, suffix: str) -> bytes:
        return dice.choice(self._files[suffix] or [b""])

    def _changed(self, dice: random.Random, content: bytes, suffix: str) -> bytes:
        for _ in range(dice.choice((0, 1, 1, 1, 2, 3, 8))):
            content = dice.choice(_CHANGES)(dice, content, self._file(dice, suffix))
        return content


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def _cut(dice: random.Random, content: bytes, most: int) -> bytes:
    start = dice.randrange(len(content) + 1)
    return content[start : start + dice.randrange(most)]


def _flip(dice: random.Random, content: bytes, _: bytes) -> bytes:
    """Some bits of some bytes turn over."""
    changed = bytearray(content)
    for _time in range(dice.randint(1, 4)) if changed else ():
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _leave_out(dice: random.Random, content: bytes, _: bytes) -> bytes:
    start = dice.randrange(len(content) + 1)
    return content[:start] + content[start + dice.randrange(80) :]


def _insert_signs(dice: random.Random, content: bytes, _: bytes) -> bytes:
    start = dice.randrange(len(content) + 1)
    return content[:start] + "".join(dice.choices(SIGNS, k=dice.randint(1, 4))).encode() + content[start:]


def _splice(dice: random.Random, content: bytes, other: bytes) -> bytes:
    start = dice.randrange(len(content) + 1)
    return content[:start] + _cut(dice, other, 200) + content[start + dice.randrange(80) :]


def _swap_lines(dice: random.Random, content: bytes, _: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    if lines:
        first, second = dice.randrange(len(lines)), dice.randrange(len(lines))
        lines[first], lines[second] = lines[second], lines[first]
    return b"".join(lines)


def _repeat(dice: random.Random, content: bytes, _: bytes) -> bytes:
    start = dice.randrange(len(content) + 1)
    return content[:start] + _cut(dice, content, 60) * dice.randint(2, 12) + content[start:]


def _other_breaks(dice: random.Random, content: bytes, _: bytes) -> bytes:
    return content.replace(b"\n", dice.choice((b"\r\n", b"\r")))


def _other_indentation(dice: random.Random, content: bytes, _: bytes) -> bytes:
    lines = content.split(b"\n")
    line = dice.randrange(len(lines))
    lines[line] = dice.choice((b" ", b"   ", b"\t", b"- ")) + lines[line]
    return b"\n".join(lines)


_CHANGES: tuple[Callable[[random.Random, bytes, bytes], bytes], ...] = (
    _flip,
    _leave_out,
    _insert_signs,
    _splice,
    _swap_lines,
    _repeat,
    _other_breaks,
    _other_indentation,
)


def failure_of(given: Input) -> str | None:
    """What went wrong with an input, as text; None where the reader did what it must."""
    try:
        with _time_limit(SECONDS_FOR_ONE):
            return _unsound(given)
    except (Exception, TookTooLong):  # noqa: BLE001 - any exception at all is what is looked for
        return traceback.format_exc()


def _unsound(given: Input) -> str | None:
    """Why an answer is not one that may be given: no value and no message, or a message out of place."""
    source, found = decoded_source(f"fuzz{given.suffix}", given.content)
    if source is None:
        return None if found else "no text and no message"
    for read in READERS[given.suffix]:
        outcome = read(source)
        if outcome.value is None and not outcome.diagnostics:
            return f"{read.__name__}: no value and no message"
        for each in outcome.diagnostics:
            places = [each.place, *(other.place for other in each.related())]
            if not all(source.whole.contains(place) for place in places):
                return f"{read.__name__}: {each.code} has a place outside the file"
            if not (each.message and each.help_text):
                return f"{read.__name__}: {each.code} says nothing"
        render_text(outcome.diagnostics[:2], lambda _: source)
    return None


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raises `TookTooLong` inside the block when it runs longer, where the platform has a way to do so."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TookTooLong(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Run:
    """One run of the fuzzer: counts, keeps what fails, remembers how far it came."""

    def __init__(self, seed: int, out: Path, check: Callable[[Input], str | None] = failure_of) -> None:
        self._seed = seed
        self._out = out
        self._check = check
        self._inputs = Inputs(seed)
        self._kinds: Counter[str] = Counter()
        self.next = self._progress().get(str(seed), 0)

    @property
    def failures(self) -> int:
        """How many inputs failed in this run."""
        return self._kinds.total()

    def go(self, until: float) -> int:
        """Tries one input after the other until the clock says so; gives how many there were."""
        began, told = self.next, time.monotonic()
        while time.monotonic() < until:
            self._try(self.next)
            self.next += 1
            if time.monotonic() - told > 10:
                told = time.monotonic()
                self._remember()
                print(f"seed {self._seed}, input {self.next:,}: {self.failures:,} failures", flush=True)
        self._remember()
        return self.next - began

    def _try(self, number: int) -> None:
        given = self._inputs.make(number)
        failure = self._check(given)
        if failure is None:
            return
        kind = failure.strip().splitlines()[-1]
        self._kinds[kind] += 1
        if self._kinds[kind] <= KEPT_OF_A_KIND:
            stem = f"seed-{self._seed}-input-{number}"
            self._out.mkdir(parents=True, exist_ok=True)
            (self._out / f"{stem}{given.suffix}").write_bytes(given.content)
            (self._out / f"{stem}.why.txt").write_text(failure, encoding="utf-8")
            print(f"FAILED: {kind} (kept as {self._out / stem}{given.suffix})", flush=True)

    def _progress(self) -> dict[str, int]:
        path = self._out / "progress.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def _remember(self) -> None:
        self._out.mkdir(parents=True, exist_ok=True)
        progress = {**self._progress(), str(self._seed): self.next}
        (self._out / "progress.json").write_text(json.dumps(progress), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Runs the fuzzer; 1 where anything failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10, help="how long to go on (default: 10)")
    parser.add_argument("--seed", type=int, default=1, help="goes on where the last run of this seed stopped")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "build" / "fuzz", help="where failing inputs are kept"
    )
    options = parser.parse_args(arguments)
    run = Run(options.seed, options.out)
    print(f"seed {options.seed}, from input {run.next:,}")
    count = run.go(time.monotonic() + 60 * options.minutes)
    print(f"{count:,} inputs, {run.failures:,} failures")
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
