"""Findings as text for people: title, place, the line with carets, related places, what to type.

Takes: diagnostics, and a way to find the source text of a file by its name.
Gives: one string, without a line break at its end.
May assume: nothing; a place whose file cannot be shown is named and no more.
Never does: print, or decide whether there is a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from scenelang.diagnostics.diagnostic import Diagnostic, Severity
from scenelang.diagnostics.snippet import SnippetLine, lies_in, snippet
from scenelang.diagnostics.terminal_text import bounded, printable
from scenelang.source import SourceText, Span

FindSource: TypeAlias = Callable[[str], SourceText | None]
"""Gives the text of a file by the name that its spans carry, or None."""

_RED, _YELLOW, _BLUE, _CYAN, _BOLD, _RESET = (
    "\x1b[1;31m",
    "\x1b[1;33m",
    "\x1b[1;34m",
    "\x1b[1;36m",
    "\x1b[1m",
    "\x1b[0m",
)
_COLOUR_OF = {Severity.ERROR: _RED, Severity.WARNING: _YELLOW}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How findings are laid out: colour or none, and how many columns a source line may fill."""

    colour: bool = False
    columns: int = 120

    def paint(self, colour: str, text: str) -> str:
        """The text in a colour, where colour is wanted."""
        return f"{colour}{text}{_RESET}" if self.colour and text else text


PLAIN = TextStyle()


def render_text(diagnostics: Iterable[Diagnostic], find_source: FindSource, style: TextStyle = PLAIN) -> str:
    """All findings in their order, an empty line between two."""
    return "\n\n".join("\n".join(_finding(found, find_source, style)) for found in diagnostics)


def count_line(diagnostics: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`; `no findings` where there is nothing."""
    severities = [found.severity for found in diagnostics]
    parts = []
    for severity in Severity:
        count = severities.count(severity)
        if count:
            parts.append(f"{count} {severity.value}{'' if count == 1 else 's'}")
    return ", ".join(parts) or "no findings"


def _finding(found: Diagnostic, find_source: FindSource, style: TextStyle) -> Iterator[str]:
    colour = _COLOUR_OF[found.severity]
    head = style.paint(colour, f"{found.severity.value}[{found.code}]")
    yield f"{head}{style.paint(_BOLD, f': {_said(found.message)}')}"
    related = found.related()
    margin = max(_margin(find_source, place) for place in (found.place, *(other.place for other in related)))
    shower = _Shower(find_source, style, margin)
    yield from shower.place("-->", found.place, found.label_text, colour)
    for other in related:
        yield from shower.place(":::", other.place, other.label, _BLUE)
    if found.help_text:
        yield from _help(_said(found.help_text), style, margin)


def _said(text: str) -> str:
    return printable(bounded(text))


def _help(text: str, style: TextStyle, margin: int) -> Iterator[str]:
    first, *rest = text.split("\n")
    yield f"{' ' * margin} {style.paint(_BLUE, '=')} {style.paint(_CYAN, 'help')}: {first}"
    for line in rest:
        yield f"{' ' * (margin + len(' = help: '))}{line}".rstrip()


def _margin(find_source: FindSource, place: Span) -> int:
    """Digits of the greatest line number that will be shown."""
    source = find_source(place.file)
    if source is None or not lies_in(source, place):
        return 1
    return len(str(source.position(place.end).line))


@dataclass(frozen=True, slots=True)
class _Shower:
    """Lays out one place: where it is, the lines, the carets, the label."""

    find_source: FindSource
    style: TextStyle
    margin: int

    def place(self, arrow: str, place: Span, label: str, colour: str) -> Iterator[str]:
        source = self.find_source(place.file)
        arrow = f"{' ' * self.margin}{self.style.paint(_BLUE, arrow)}"
        if source is None or not lies_in(source, place):
            label = _said(label)
            yield f"{arrow} {printable(place.file)}{f': {label}' if label else ''}"
            return
        line, column = source.position(place.start)
        yield f"{arrow} {printable(place.file)}:{line}:{column}"
        yield self._gutter("")
        yield from self._lines(snippet(source, place, "^", self.style.columns), _said(label), colour)

    def _lines(self, lines: tuple[SnippetLine, ...], label: str, colour: str) -> Iterator[str]:
        for index, line in enumerate(lines):
            if index and line.number > lines[index - 1].number + 1:
                yield self.style.paint(_BLUE, "..." if self.margin < 3 else "." * self.margin)
            yield self._gutter(str(line.number), line.text)
            said = f"{line.carets} {label}" if label and line is lines[-1] else line.carets
            yield self._gutter("", f"{line.indent}{self.style.paint(colour, said)}")

    def _gutter(self, number: str, text: str = "") -> str:
        bar = self.style.paint(_BLUE, f"{number:>{self.margin}} |")
        return f"{bar} {text}" if text else bar
