"""A whole token program on a terminal: what it is, its tokens, its targets, where its spans landed.

Takes: a token program and what is needed to name its parts.
Gives: nothing; it prints.
May assume: a program made by `lowering`.
Never does: compute anything that training would see; what it shows is what is in the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from scenelang.cli.showing.target_view import TargetView, exposure_lines, place_text
from scenelang.cli.showing.token_view import legend, shown_piece, token_lines
from scenelang.diagnostics import FindSource, printable
from scenelang.signals import ModelMap
from scenelang.source import Span
from scenelang.tokens import TokenProgram

_PLAIN_COLUMNS = 10_000


class _PipeConsole(Console):
    """A console that leaves a reader who went away to the caller, as any other output does."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def show_program(
    program: TokenProgram,
    beat_names: Sequence[str],
    decode: Callable[[Sequence[int]], str],
    find_source: FindSource,
    *,
    colour: bool,
    model: ModelMap | None = None,
    begins: Span | None = None,
) -> None:
    """Prints a program.

    Args:
        program: What to show.
        beat_names: The names of its beats.
        decode: Gives the text of tokens.
        find_source: Gives the text of the scene's file, for lines and columns.
        begins: Where the scene stands in its file; at its start unless given.
        colour: Colours, shades and links; without it, plain text that says the same.
        model: The model whose layers bands are shown as; None leaves them as they are written.
    """
    console = _PipeConsole(
        force_terminal=colour or None,
        color_system="256" if colour else None,
        width=None if colour else _PLAIN_COLUMNS,
        highlight=False,
        markup=False,
        emoji=False,
    )
    targets = list(TargetView(program, decode, find_source, colour=colour, model=model).lines())
    for line in _head(program, begins or Span(program.file, 0, 0), find_source, colour=colour):
        console.print(line)
    console.print(_title("tokens", colour=colour))
    for line in token_lines(program, beat_names, decode, console.width, colour=colour):
        console.print(line, overflow="fold")
    if colour:
        console.print(legend(program))
    console.print(_title("targets" if targets else "no targets", colour=colour))
    for line in targets:
        console.print(line, overflow="fold")
    if program.exposure:
        console.print(_title("exposure", colour=colour))
    for line in exposure_lines(program, find_source, colour=colour, model=model):
        console.print(line, overflow="fold")
    if program.certificates:
        console.print(_title("spans", colour=colour))
    for line in _certificates(program):
        console.print(line, overflow="fold")


def _title(words: str, *, colour: bool) -> Text:
    return Text(f"\n{words}", style="bold" if colour else "")


def _head(program: TokenProgram, begins: Span, find_source: FindSource, *, colour: bool) -> Iterator[Text]:
    place = place_text(begins, find_source, colour=colour)
    name = Text().append(program.scene, style="bold" if colour else "")
    yield name.append("  ").append_text(place)
    tags = f", tags {', '.join(program.tags)}" if program.tags else ""
    rendering = "" if program.rendering == "plain" else f", rendering {program.rendering}"
    yield Text(
        f"instance {program.instance} ({program.split.value.replace('_', ' ')}),"
        f" archetype {program.archetype}, stratum {program.stratum}, language {program.language}{tags}"
        f"{rendering}"
    )
    avoid = f", avoid {sum(program.avoid):g}" if program.avoid else ""
    yield Text(
        f"{len(program.ids)} tokens, weight {sum(program.weights):g}{avoid},"
        f" curriculum {program.curriculum:.3f}"
    )
    if program.prerequisites:
        yield Text(printable(f"comes after {', '.join(program.prerequisites)}"))
    if program.binding:
        yield Text(printable(", ".join(f"{name} = {value}" for name, value in program.binding)))


def _certificates(program: TokenProgram) -> Iterator[Text]:
    widest = max((len(one.span) for one in program.certificates), default=0)
    for one in program.certificates:
        yield Text(f'  {one.span:<{widest}}  [{one.start}..{one.end}]  "{shown_piece(one.decoded)}"')
