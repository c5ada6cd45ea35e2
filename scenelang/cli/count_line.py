"""How far a build is: a line on a terminal that is gone when it is done, or now and then a line in a log."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from scenelang.cli.counted import counted

if TYPE_CHECKING:
    from scenelang.compile import Headway

_BLINK = 0.1
"""Seconds between two looks of a line on a terminal."""
_SILENCE = 15.0
"""Seconds between two lines in a log; a build that takes less says nothing."""
_BAR = 20
_MINUTE, _HOUR = 60, 3600


class CountLine:
    """Counts files and rows on standard error; `scenes` is how many scenes there are, as far as is known."""

    def __init__(self, title: str = "", clock: Callable[[], float] = time.monotonic) -> None:
        self.scenes = 0
        self._title = title
        self._clock = clock
        self._on_terminal = sys.stderr.isatty()
        self._started = clock()
        self._shown = -math.inf if self._on_terminal else self._started
        self._ranges_since: tuple[float, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __call__(self, headway: Headway) -> None:
        """Shows how far the build is, unless it did so a moment ago."""
        self.scenes = headway.scenes
        now = self._clock()
        if headway.rows_to_come is not None and self._ranges_since is None:
            self._ranges_since = now, headway.rows
        if now - self._shown < (_BLINK if self._on_terminal else _SILENCE):
            return
        self._shown = now
        if self._on_terminal:
            text, end = f"\r{self._title}{_bar(headway)} {self._line(headway, now)}\x1b[K", ""
        else:
            text, end = f"{self._title}{self._line(headway, now)}", "\n"
        print(text, end=end, file=sys.stderr, flush=True)

    def _line(self, headway: Headway, now: float) -> str:
        """Files, rows, rows in a second, and how long it may still take."""
        files = f"{headway.files:,}/{counted(headway.all_files, 'file')}"
        words = [files, counted(headway.rows, "row")]
        if now > self._started:
            words.append(f"{headway.rows / (now - self._started):,.0f} rows/s")
        left = self._seconds_left(headway, now)
        return ", ".join(words if left is None else [*words, f"{_duration(left)} left"])

    def _seconds_left(self, headway: Headway, now: float) -> float | None:
        """As long as what is left takes at the pace so far; None before anything is done."""
        if headway.rows_to_come is None:
            pace, left = headway.files / max(now - self._started, 1e-9), headway.all_files - headway.files
        else:
            since, before = self._ranges_since or (now, headway.rows)
            pace, left = (headway.rows - before) / max(now - since, 1e-9), headway.rows_to_come
        return left / pace if pace else None

    def __exit__(self, *_: object) -> None:
        if self._on_terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _bar(headway: Headway) -> str:
    """How much of the build is done, as far as is known."""
    if headway.rows_to_come is None:
        share = headway.files / max(headway.all_files, 1)
    else:
        share = headway.rows / max(headway.rows + headway.rows_to_come, 1)
    full = int(share * _BAR)
    return f"[{'#' * full}{'.' * (_BAR - full)}]"


def _duration(seconds: float) -> str:
    """`5 s`, `2 min`, `3 h 10 min`."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{seconds // _HOUR:.0f} h {seconds % _HOUR / _MINUTE:.0f} min"
