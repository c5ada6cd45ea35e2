"""How far a build is, on a terminal and in a log."""

from __future__ import annotations

import pytest

from scenelang.cli.count_line import CountLine
from scenelang.compile import Headway

Capture = pytest.CaptureFixture[str]


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_terminal_has_a_bar_with_pace_and_rest_that_is_taken_away(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    clock = Clock()
    with CountLine("six: ", clock) as line:
        line(Headway(0, 4))
        clock.now += 2
        line(Headway(1, 4, scenes=2, rows=3000))
        line(Headway(2, 4, scenes=3, rows=4000))  # too soon to be shown
    assert line.scenes == 3
    assert capsys.readouterr().err == (
        "\rsix: [....................] 0/4 files, 0 rows\x1b[K"
        "\rsix: [#####...............] 1/4 files, 3,000 rows, 1,500 rows/s, 6 s left\x1b[K"
        "\r\x1b[K"
    )


def test_once_all_files_are_done_rows_say_how_much_is_left(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    clock = Clock()
    line = CountLine(clock=clock)
    clock.now += 10
    line(Headway(1, 1, scenes=1, rows=0, rows_to_come=10_000_000))
    clock.now += 10
    line(Headway(1, 1, scenes=1, rows=20_000, rows_to_come=9_980_000))
    assert capsys.readouterr().err == (
        "\r[....................] 1/1 file, 0 rows, 0 rows/s\x1b[K"
        "\r[....................] 1/1 file, 20,000 rows, 1,000 rows/s, 1 h 23 min left\x1b[K"
    )


def test_a_log_has_a_line_now_and_then_and_a_short_build_none(capsys: Capture) -> None:
    clock = Clock()
    with CountLine("six: ", clock) as line:
        for second in range(50):
            line(Headway(second, 100, scenes=second, rows=second))
            clock.now += 1
    assert capsys.readouterr().err.splitlines() == [
        "six: 15/100 files, 15 rows, 1 rows/s, 1 min left",
        "six: 30/100 files, 30 rows, 1 rows/s, 1 min left",
        "six: 45/100 files, 45 rows, 1 rows/s, 55 s left",
    ]
    with CountLine(clock=clock) as short:
        short(Headway(1, 1, scenes=1, rows=1))
    assert capsys.readouterr().err == ""
