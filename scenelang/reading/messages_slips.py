"""What YAML reads in its own way without a word, where an author meant something else: SL069 to SL073."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related, without
from scenelang.source import Span, SpanEdit


class RuleLostToComment(Diagnostic):
    """A `#` after a space starts a comment in YAML, and the rule before it is not whole.

    `- answer answers #question` reads as `answer answers`. Names stand in rules without `#`:
    `- answer answers question`; the `#` belongs to the braces that mark a span. Where the `#` is part of a
    quoted text, put the whole rule into quotes of the other kind: `- 'before answer: reads "#2"'`.
    """

    code: ClassVar[str] = "SL069"
    title: ClassVar[str] = "`#` starts a comment here, and the rule before it is cut off"
    label: ClassVar[str] = "YAML drops this"
    help: ClassVar[str] = "{advice}"

    advice: str
    names_span: bool = False

    def fix(self) -> Fix | None:
        """The name without the `#`."""
        sign = Span(self.place.file, self.place.start, self.place.start + 1)
        return without(sign, "`#`") if self.names_span else None


class SceneWithoutMarker(Diagnostic):
    """A second scene begins in a file without a line `---` above it.

    YAML then takes both scenes for one mapping, in which every key is there twice. Write `---`, alone on its
    line, between two scenes. Nothing from the second `scene` key on was read.
    """

    code: ClassVar[str] = "SL070"
    title: ClassVar[str] = "a second scene begins here, without `---` above it"
    label: ClassVar[str] = "the key `scene` again"
    help: ClassVar[str] = "write `---`, alone, on the line above"

    first: Span

    def fix(self) -> Fix:
        """The line that parts them."""
        here = Span(self.place.file, self.place.start, self.place.start)
        return Fix("write `---` above it", (SpanEdit(here, "---\n"),))

    def related(self) -> tuple[Related, ...]:
        """Where the first scene begins."""
        return (Related(self.first, "the first scene begins here"),)


class ColonWithoutBlank(Diagnostic):
    """A key and its value stand together without a blank behind the colon.

    YAML takes `{role:thinker}` for one long key that has no value. The blank makes it a key and a value:
    `{role: thinker}`.
    """

    code: ClassVar[str] = "SL071"
    title: ClassVar[str] = "a blank is missing behind the colon of `{written}`"
    label: ClassVar[str] = "YAML takes all of this for a key"
    help: ClassVar[str] = "write `{key}: {value}`"

    written: str
    key: str
    value: str

    def fix(self) -> Fix | None:
        """A blank behind the colon."""
        if (
            self.written != f"{self.key}:{self.value}"
            or len(self.written) != self.place.end - self.place.start
        ):
            return None
        here = self.place.start + len(self.key) + 1
        return Fix("write a blank behind the colon", (SpanEdit(Span(self.place.file, here, here), " "),))


class MarkerNotAlone(Diagnostic):
    """A line that should part two scenes is not exactly `---`.

    Three dashes alone begin a new scene. `----` is a text to YAML, and behind `--- ` no key can stand on the
    same line: write `scene: 1` on the next one.
    """

    code: ClassVar[str] = "SL072"
    title: ClassVar[str] = "scenes are parted by `---` alone on its line"
    label: ClassVar[str] = "{what}"
    help: ClassVar[str] = "write `---` alone on this line{rest}"

    what: str
    rest: str
