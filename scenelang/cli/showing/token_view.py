"""The tokens of a program, beat by beat, each with its loss weight.

Takes: a token program, the names of its beats, and the text of tokens.
Gives: rich texts. In colour a token's background says its weight; plain, bars part tokens and the weight
stands before each run of equal ones. The texts of other scenes are dim, a template's text is set apart.
Where a character is cut into several tokens, the first shows it and the others show that it goes on.
May assume: pieces, weights and beats of one length.
Never does: hide white space: a line break shows as a sign of its own, and lines break between tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from scenelang.cli.showing.sections import section_of_tokens, template_tokens
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
_AVOIDED = ("white", ("color(88)", "color(124)"))


def token_lines(
    program: TokenProgram,
    beat_names: Sequence[str],
    decode: Callable[[Sequence[int]], str],
    columns: int,
    *,
    colour: bool,
) -> Iterator[Text]:
    """All tokens: a head line for each beat and each recalled text, then runs of tokens that weigh the same.

    In colour a run breaks into lines of `columns`; plain, it is one line.
    """
    shown = list(_shown_tokens(program, decode))
    sections = section_of_tokens(program)
    avoid = program.avoid or (0.0,) * len(shown)
    template = template_tokens(program)
    for section, tokens in groupby(range(len(shown)), key=sections.__getitem__):
        yield Text(f"  {_section_head(program, section, beat_names)}", style="bold" if colour else "")
        kinds = groupby(tokens, key=lambda token: (program.weights[token], avoid[token], template[token]))
        for (weight, avoided, by_template), run in kinds:
            label = f"avoid {avoided:.3g}" if avoided else f"{weight:.3g}"
            if colour:
                style = _Style.of(weight, avoided, template=by_template, recalled=section < 0)
                yield from _shaded(shown, list(run), label, style, columns)
            else:
                note = "  (template)" if by_template else ""
                yield Text(f"{label:>9}  {_BAR}{_BAR.join(shown[token] for token in run)}{_BAR}{note}")


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


def legend(program: TokenProgram) -> Text:
    """What the backgrounds and letters mean, as far as the program has such tokens."""
    words = ("not learned", "weight up to 0.5", "up to 1", "over 1")
    line = Text("  ")
    for word, (_, front, backs) in zip(words, _SHADES, strict=True):
        _append(line, word, f"{front} on {backs[0]}")
    if any(program.avoid):
        _append(line, "avoided", f"{_AVOIDED[0]} on {_AVOIDED[1][0]}")
    if program.recalled:
        _append(line, "recalled", _Style.of(0.0, 0.0, template=False, recalled=True).letters(0))
    if any(template_tokens(program)):
        _append(line, "template", _Style.of(0.0, 0.0, template=True, recalled=False).letters(0))
    return line


def _append(line: Text, word: str, style: str) -> None:
    line.append(f" {word} ", style=style)
    line.append(" ")


def _section_head(program: TokenProgram, section: int, names: Sequence[str]) -> str:
    if section < 0:
        recalled = program.recalled[-1 - section]
        return printable(f"recalled {recalled.scene}  {recalled.file}")
    name = names[section] if section < len(names) else f"beat {section}"
    tension = zip(program.axes, program.tension[section], strict=True) if program.tension else ()
    return "  ".join([name, *(f"{axis} {value:.2f}" for axis, value in tension)])


class _Style(NamedTuple):
    """How a run of tokens looks: letters, two backgrounds that take turns, and what stands before both."""

    front: str
    backs: tuple[str, str]
    manner: str

    @staticmethod
    def of(weight: float, avoided: float, *, template: bool, recalled: bool) -> _Style:
        front, backs = next((front, backs) for bound, front, backs in _SHADES if weight <= bound)
        if avoided:
            front, backs = _AVOIDED
        manner = "dim" if recalled else "not dim italic" if template else "not dim"
        return _Style(front, backs, manner)

    def letters(self, token: int) -> str:
        return f"{self.manner} {self.front} on {self.backs[token % 2]}"


def _shaded(
    shown: Sequence[str], tokens: Sequence[int], label: str, style: _Style, columns: int
) -> Iterator[Text]:
    """One run of tokens in colour; a line ends before the token that would cross the last column."""
    line = Text(f"{label:>9}  ", style="dim")
    for token in tokens:
        if line.cell_len + cell_len(shown[token]) > columns and line.cell_len > _INDENT:
            yield line
            line = Text(" " * _INDENT, style="dim")
        line.append(shown[token], style=style.letters(token))
    yield line
