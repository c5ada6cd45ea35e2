"""The targets of a program: which tokens, which layers, which heads, who asked for it and where.

Takes: a token program, a way to decode a token, and a way to find sources.
Gives: rich texts, one a target; places are links in colour.
May assume: positions lie in the program.
Never does: list more tokens than a line can hold; what is left out is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.text import Text

from scenelang.cli.showing.token_view import shown_piece
from scenelang.diagnostics import FindSource, printable
from scenelang.signals import LayerBand, ModelMap, Module, runs_text
from scenelang.source import Span
from scenelang.tokens import AttentionTarget, HiddenKind, HiddenTarget, TokenProgram

_MOST_TOKENS = 8


def place_text(place: Span, find_source: FindSource, *, colour: bool) -> Text:
    """`file:line:col`, a link to that line where there is colour."""
    source = find_source(place.file)
    if source is None or place.end > len(source.text):
        return Text(printable(place.file))
    line, column = source.position(place.start)
    link = f"not bold blue link {Path(place.file).resolve().as_uri()}#{line}"
    return Text(printable(f"{place.file}:{line}:{column}"), style=link if colour else "")


def band_text(band: LayerBand, model: ModelMap | None) -> str:
    """A band as it is written, and which layers of the model it is, where one is given."""
    if model is None:
        return str(band)
    layers = model.layers_of(band)
    return f"{band} (layer{'' if len(layers) == 1 else 's'} {runs_text(layers)})"


def exposure_lines(
    program: TokenProgram, find_source: FindSource, *, colour: bool, model: ModelMap | None = None
) -> Iterator[Text]:
    """Each exposed range: its tokens, what they may move, and who said so."""
    for one in program.exposure:
        first, last = (shown_piece(program.pieces[token]) for token in (one.start, one.end - 1))
        module = "all parts" if one.module is Module.ALL else one.module.value
        line = Text(f'  [{one.start}..{one.end}]  "{first}" .. "{last}": ', style="not bold")
        line.append(f"{module} @ {band_text(one.layers, model)}  ", style="not bold cyan" if colour else "")
        yield line.append_text(place_text(one.place, find_source, colour=colour))


class TargetView:
    """Lays out the targets of one program."""

    def __init__(
        self,
        program: TokenProgram,
        decode: Callable[[Sequence[int]], str],
        find_source: FindSource,
        *,
        colour: bool,
        model: ModelMap | None = None,
    ) -> None:
        self._program = program
        self._model = model
        self._decode = decode
        self._find_source = find_source
        self._colour = colour
        targets: tuple[AttentionTarget | HiddenTarget, ...] = (*program.attention, *program.hidden)
        origins = [one.origin for one in targets]
        self._origin_columns = max(map(len, origins), default=0)

    def lines(self) -> Iterator[Text]:
        """All attention targets, then all hidden-layer targets."""
        for target in self._program.attention:
            yield self._line(
                target, self._attention(target), f"{self._band(target.layers)}  heads {target.heads}"
            )
        for hidden in self._program.hidden:
            yield self._line(hidden, self._hidden(hidden), self._band(hidden.layers))

    def _band(self, band: LayerBand) -> str:
        return band_text(band, self._model)

    def _line(self, target: AttentionTarget | HiddenTarget, what: Text, layers: str) -> Text:
        line = Text(f"  {target.origin:<{self._origin_columns}}  ", style="bold" if self._colour else "")
        line.append_text(what)
        line.append(f"  @ {layers}  w {target.weight:g}  ", style="not bold cyan" if self._colour else "")
        return line.append_text(place_text(target.place, self._find_source, colour=self._colour))

    def _attention(self, target: AttentionTarget) -> Text:
        groups = " | ".join(self._tokens(group) for group in target.key_groups)
        arrow = "-/>" if target.away else "->"
        return Text(f"{self._tokens(target.queries)} {arrow} {groups}", style="not bold")

    def _hidden(self, target: HiddenTarget) -> Text:
        return Text(f"at {self._tokens(target.positions)}: {self._wanted(target)}", style="not bold")

    def _wanted(self, target: HiddenTarget) -> str:
        if target.kind is HiddenKind.READS:
            return f'reads "{shown_piece(self._decode((target.token,)))}" (id {target.token})'
        if target.kind is HiddenKind.MIRRORS:
            return f"mirrors {self._tokens(target.others)}"
        if target.kind is HiddenKind.CONCEPT and not target.weight:
            return printable(f"an instance of {target.name}")
        if target.kind is HiddenKind.TENSION:
            return printable(f"tension {target.name} = {float(target.value):.3g}")
        value = f" = {target.value}" if target.value else ""
        return printable(f"{target.kind.value} {target.name}{value}".rstrip())

    def _tokens(self, positions: Sequence[int]) -> str:
        pieces = self._program.pieces
        shown = [f'"{shown_piece(pieces[place])}"[{place}]' for place in positions[:_MOST_TOKENS]]
        if len(positions) > _MOST_TOKENS:
            shown.append(f"and {len(positions) - _MOST_TOKENS} more")
        return " ".join(shown)
