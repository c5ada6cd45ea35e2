"""Texts of a file as rules about signs look at them: as a model reads them, with the way back to the file.

Takes: a file's documents.
Gives: its beats' texts, and the other texts that a model is given, without markup.
May assume: the documents were read from the file.
Never does: judge a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.running_text import VARIABLE
from scenelang.model import Beat, Name, Scene, Variable
from scenelang.reading import ScalarStyle, YamlMapping, YamlNode, YamlScalar, YamlSequence
from scenelang.source import ScalarText, SourceText, Span, SpanEdit

_STYLES = {style.value: style for style in ScalarStyle if style is not ScalarStyle.PLAIN}
_BREAKS_PLAIN = re.compile(r"[ \t]#|:[ \t]|:\Z|\A[-?:,\[\]{}#&*!|>'\"%@`\s]|\s\Z")
_BREAKS_BLOCK = re.compile(r"\A(?:\s|\Z)")
_QUOTES = (ScalarStyle.SINGLE, ScalarStyle.DOUBLE)
_QUOTED = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text without its markup. `offsets` are the places of its characters in the decoded scalar."""

    scalar: ScalarText
    style: ScalarStyle
    read: str
    offsets: Sequence[int]
    language: str = "en"

    def place(self, start: int, end: int) -> Span:
        """Where the file says `read[start:end]`, markup between its characters included."""
        return self.scalar.span(self.offsets[start], self.offsets[end - 1] + 1)

    def is_written_out(self, start: int, source: SourceText) -> bool:
        """True where a character stands in the file as it is, and not as an escape or a fold."""
        return source.text_of(self.place(start, start + 1)) == self.read[start]

    def edit(self, start: int, end: int, new: str) -> SpanEdit | None:
        """`new` in the place of `read[start:end]`; None where markup or the style stands against it."""
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        if last - first != end - start or VARIABLE in self.read[start:end]:
            return None
        value = f"{self.scalar.value[:first]}{new}{self.scalar.value[last:]}"
        breaks = _BREAKS_PLAIN if self.style is ScalarStyle.PLAIN else _BREAKS_BLOCK
        if not value.strip() or (self.style not in _QUOTES and breaks.search(value)):
            return None
        return SpanEdit(self.scalar.span(first, last), _spelt(new, self.style))


def line_break(source: SourceText) -> str:
    """The line break that a file writes."""
    return "\r\n" if "\r\n" in source.text else "\n"


def style_of(scalar: ScalarText, source: SourceText) -> ScalarStyle:
    """How a scalar is written, by its first sign."""
    start = scalar.place.start
    return _STYLES.get(source.text[start : start + 1], ScalarStyle.PLAIN)


def beat_texts(subject: FileSubject) -> Iterator[tuple[Beat, WrittenText]]:
    """The texts of all beats that can be read."""
    for scene in subject.scenes:
        for beat in scene.beats:
            if beat.text.pieces:
                yield beat, _of_beat(beat, scene.language, subject.source)


def scene_texts(scene: Scene, source: SourceText) -> tuple[WrittenText, ...]:
    """The texts of one scene's beats."""
    return tuple(_of_beat(beat, scene.language, source) for beat in scene.beats if beat.text.pieces)


def trained_texts(subject: FileSubject) -> Iterator[WrittenText]:
    """All that a model may be given: texts of beats, drawn values, and texts in quotes within rules."""
    for _, text in beat_texts(subject):
        yield text
    for document in subject.documents:
        if isinstance(document.node, YamlMapping) and document.scene is not None:
            yield from _short_texts(document.node, document.scene.language)


def named(scene: Scene) -> Iterator[Name]:
    """The names that a scene gives: its own, those of its spans, speakers, tags and variables."""
    yield scene.id
    yield from scene.tags
    yield from (member.name for member in scene.cast)
    for beat in scene.beats:
        yield from (span.id for span in beat.text.spans() if span.id is not None)
    if scene.vary is not None:
        yield from (name for draw in scene.vary.draws for name in draw.names)
        yield from (let.name for let in scene.vary.lets)


def drawn_values(node: YamlMapping) -> Iterator[YamlScalar]:
    """The values that a scene lists under `vary: draw:`."""
    vary = node.get("vary")
    draws = vary.get("draw") if isinstance(vary, YamlMapping) else None
    for entry in draws.entries if isinstance(draws, YamlMapping) else ():
        source = entry.value
        yield from items_of(source.get("from") if isinstance(source, YamlMapping) else source)


def items_of(node: YamlNode | None) -> Iterable[YamlScalar]:
    """The scalars of a list; nothing of any other node."""
    items = node.items if isinstance(node, YamlSequence) else ()
    return (item for item in items if isinstance(item, YamlScalar))


def _of_beat(beat: Beat, language: str, source: SourceText) -> WrittenText:
    parts: list[str] = []
    offsets: list[int] = []
    for piece in beat.text.leaves():
        if isinstance(piece, Variable):
            parts.append(VARIABLE)
            offsets.append(piece.start)
        else:
            parts.append(piece.text)
            offsets += range(piece.start, piece.start + len(piece.text))
    scalar = beat.text.scalar
    return WrittenText(scalar, style_of(scalar, source), "".join(parts), offsets, language)


def _short_texts(node: YamlMapping, language: str) -> Iterator[WrittenText]:
    """Drawn values, and what stands between quotes in rules."""
    for scalar in drawn_values(node):
        value = scalar.text.value
        yield WrittenText(scalar.text, scalar.style, value, range(len(value)), language)
    for section in ("logic", "layers"):
        for scalar in items_of(node.get(section)):
            for found in _QUOTED.finditer(scalar.text.value):
                offsets = range(*found.span(1))
                yield WrittenText(scalar.text, scalar.style, found[1], offsets, language)


def _spelt(text: str, style: ScalarStyle) -> str:
    if style is ScalarStyle.SINGLE:
        return text.replace("'", "''")
    if style is ScalarStyle.DOUBLE:
        return text.replace("\\", "\\\\").replace('"', '\\"')
    return text
