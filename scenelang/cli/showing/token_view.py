"""The tokens of a program, beat by beat, each with its loss weight.

Takes: a token program, the names of its beats, and the text of tokens.
Gives: rich texts. In colour a token's background says its weight; plain, bars part tokens and the weight
stands before each run of equal ones. Where a character is cut into several tokens, the first shows it and
the others show a sign that it goes on.
May assume: pieces, weights and beats of one length.
Never does: hide white space: a line break shows as a sign of its own, and lines break between tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from scenelang.diagnostics import printable
from scenelang.tokens import TokenProgram

_BREAK = "\u21b5"
_BAR = "\u2502"
_GOES_ON = "\u22ef"
_PARTIAL = "\ufffd"
_INDENT = 11
_SHADES = (
    (0.0, "grey50", ("grey15", "grey19")),
    (0.5, "white", ("color(22)", "color(28)")),
    (1.0, "black", ("color(71)", "color(77)")),
    (float("inf"), "black", ("color(214)", "color(220)")),
)
"""Upper bounds of weight, the text's colour, and two backgrounds that take turns, so that edges show."""


def token_lines(
    program: TokenProgram,
    beat_names: Sequence[str],
    decode: Callable[[Sequence[int]], str],
    columns: int,
    *,
    colour: bool,
) -> Iterator[Text]:
    """All tokens: a head line for each beat, then runs of tokens of one weight in lines of `columns`."""
    shown = list(_shown_tokens(program, decode))
    numbers = range(len(program.ids))
    for beat, tokens in groupby(numbers, key=lambda token: program.beats[token]):
        yield Text(f"  {_beat_head(program, beat, beat_names)}", style="bold" if colour else "")
        for weight, run in groupby(tokens, key=lambda token: program.weights[token]):
            if colour:
                yield from _shaded(shown, list(run), weight, columns)
            else:
                yield Text(f"{weight:>9.3g}  {_BAR}{_BAR.join(shown[token] for token in run)}{_BAR}")


def _shown_tokens(program: TokenProgram, decode: Callable[[Sequence[int]], str]) -> Iterator[str]:
    """Each token's text; where it only ends a character of the token before, a sign in that one's place."""
    whole: list[int] = []
    for token, piece in enumerate(program.pieces):
        ends_another = bool(whole) and _PARTIAL in decode(whole)
        if ends_another and piece[:1] == program.pieces[token - 1][-1:]:
            whole.append(program.ids[token])
            yield shown_piece(_GOES_ON + piece[1:])
        else:
            whole = [program.ids[token]]
            yield shown_piece(piece)


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


def _shaded(shown: Sequence[str], tokens: Sequence[int], weight: float, columns: int) -> Iterator[Text]:
    """One run of tokens in colour; a line ends before the token that would cross the last column."""
    front, backs = next((front, backs) for bound, front, backs in _SHADES if weight <= bound)
    line = Text(f"{weight:>9.3g}  ", style="dim")
    for token in tokens:
        if line.cell_len + cell_len(shown[token]) > columns and line.cell_len > _INDENT:
            yield line
            line = Text(" " * _INDENT, style="dim")
        line.append(shown[token], style=f"not dim {front} on {backs[token % 2]}")
    yield line
