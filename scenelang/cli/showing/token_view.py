"""The tokens of a program, beat by beat, each with its loss weight.

Takes: a token program and the names of its beats.
Gives: rich texts. In colour a token's background says its weight; plain, bars part tokens and the weight
stands before each run of equal ones.
May assume: pieces, weights and beats of one length.
Never does: hide white space: a line break shows as a sign of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from scenelang.diagnostics import printable
from scenelang.tokens import TokenProgram

_BREAK = "\u21b5"
_BAR = "\u2502"
_SHADES = (
    (0.0, "grey50", ("grey15", "grey19")),
    (0.5, "white", ("color(22)", "color(28)")),
    (1.0, "black", ("color(71)", "color(77)")),
    (float("inf"), "black", ("color(214)", "color(220)")),
)
"""Upper bounds of weight, the text's colour, and two backgrounds that take turns, so that edges show."""


def token_lines(program: TokenProgram, beat_names: Sequence[str], *, colour: bool) -> Iterator[Text]:
    """All tokens: a head line for each beat, then runs of tokens of one weight."""
    numbers = range(len(program.ids))
    for beat, tokens in groupby(numbers, key=lambda token: program.beats[token]):
        yield Text(f"  {_beat_head(program, beat, beat_names)}", style="bold" if colour else "")
        for weight, run in groupby(tokens, key=lambda token: program.weights[token]):
            yield _run(program, list(run), weight, colour=colour)


def shown_piece(piece: str) -> str:
    """A token's text on one line: line breaks as a sign, quotes around nothing."""
    return printable(piece.replace("\r", "").replace("\n", _BREAK).replace("\t", "\u21e5"))


def legend() -> Text:
    """What the backgrounds mean."""
    words = ("not learned", "weight up to 0.5", "up to 1", "over 1")
    line = Text("  ")
    for word, (_, front, backs) in zip(words, _SHADES, strict=True):
        line.append(f" {word} ", style=f"{front} on {backs[0]}")
        line.append(" ")
    return line


def _beat_head(program: TokenProgram, beat: int, names: Sequence[str]) -> str:
    name = names[beat] if beat < len(names) else f"beat {beat}"
    tension = zip(program.axes, program.tension[beat], strict=True) if program.tension else ()
    return "  ".join([name, *(f"{axis} {value:.2f}" for axis, value in tension)])


def _run(program: TokenProgram, tokens: list[int], weight: float, *, colour: bool) -> Text:
    line = Text(f"{weight:>9.3g}  ", style="dim" if colour else "")
    if not colour:
        pieces = (shown_piece(program.pieces[token]) for token in tokens)
        return line.append(f"{_BAR}{_BAR.join(pieces)}{_BAR}")
    front, backs = next((front, backs) for bound, front, backs in _SHADES if weight <= bound)
    for token in tokens:
        line.append(shown_piece(program.pieces[token]), style=f"not dim {front} on {backs[token % 2]}")
    return line
