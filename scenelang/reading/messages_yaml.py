"""What can be wrong with the YAML of a file where it is well-formed: SL008 and SL020 to SL028."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related
from scenelang.source import Span, SpanEdit


class TextLostToComment(Diagnostic):
    """A `#` after a space starts a comment in YAML, so the text ends before it without a word.

    `- turn: go to room #2 now` reads as `go to room`; the model would learn the stump.
    Write the text as a block, in which `#` is an ordinary character:

        - turn: |
            go to room #2 now
    """

    code: ClassVar[str] = "SL008"
    title: ClassVar[str] = "`#` starts a comment here, and the text is cut off"
    label: ClassVar[str] = "YAML drops this"
    help: ClassVar[str] = (
        "write the text as a `|` block on the next lines; there `#` is an ordinary character"
    )

    edits: tuple[SpanEdit, ...] = ()

    def fix(self) -> Fix | None:
        """The text as a block, where it stands on one line."""
        return Fix("write the text as a `|` block", self.edits) if self.edits else None


class DuplicateKey(Diagnostic):
    """A mapping has the same key twice.

    YAML says keys are unique; programs that do not check keep one of the values and drop the other without
    a word. Rename one of them, or put both under one key. (Beats are a list, so kinds may come again there:
    every beat starts with `- `.)
    """

    code: ClassVar[str] = "SL020"
    title: ClassVar[str] = "the key `{name}` is here twice"
    label: ClassVar[str] = "the second one"
    help: ClassVar[str] = "rename one of the two, or put both values under one key"

    name: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """Where the key stands for the first time."""
        return (Related(self.first, "the first one"),)


class KeyNotText(Diagnostic):
    """A key of a mapping is not text: it is a number, a truth value, a list or a mapping.

    Keys are names. `12: ...` has a number for its key, `[a]: ...` a list. Put quotes around it: `"12": ...`.
    """

    code: ClassVar[str] = "SL021"
    title: ClassVar[str] = "a key must be text; this is {kind}"
    label: ClassVar[str] = "put quotes around it, or write a name"
    help: ClassVar[str] = 'put double quotes around the key: `"...": value`'

    kind: str


class ReferenceRefused(Diagnostic):
    """YAML's anchors (`&name`), aliases (`*name`) and merge keys (`<<`) are not part of this language.

    They let a file say in one place what it means in another, and a few lines of them can grow to gigabytes.
    Write the value out where it is needed. If `*` or `&` is the first character of a text, write the text as
    a `|` block or put it in quotes.
    """

    code: ClassVar[str] = "SL022"
    title: ClassVar[str] = "YAML anchors, aliases and merge keys are not allowed ({count} in this file)"
    label: ClassVar[str] = "`{written}` is one"
    help: ClassVar[str] = "write the value out; if this is text, put it in quotes or write it as a `|` block"

    written: str
    count: int


class UnknownTag(Diagnostic):
    """A word that starts with `!` before a value is a YAML tag, and this one is unknown.

    Known tags are `!!str`, `!!int`, `!!float`, `!!bool` and `!!null` on scalars, `!!seq` on lists and `!!map`
    on mappings. If the `!` belongs to a text, write the text as a `|` block or put it in quotes.
    """

    code: ClassVar[str] = "SL023"
    title: ClassVar[str] = "unknown tag `{written}`"
    label: ClassVar[str] = "YAML takes this for a tag"
    help: ClassVar[str] = "leave it out; if it is text, put the text in quotes or write it as a `|` block"

    written: str


class TagMismatch(Diagnostic):
    """The value does not fit the tag before it: `!!int seven`.

    Change the value or leave the tag out; `!!str` takes any text.
    """

    code: ClassVar[str] = "SL024"
    title: ClassVar[str] = "this value does not fit its tag `!!{tag}`"
    label: ClassVar[str] = "not what the tag says"
    help: ClassVar[str] = "change the value, or leave `!!{tag}` out"

    tag: str


class SeveralDocuments(Diagnostic):
    """A second YAML document starts in this file (`---`, or text after `...`).

    One file holds one scene (one archetype, one recipe). Put the second one into a file of its own.
    """

    code: ClassVar[str] = "SL025"
    title: ClassVar[str] = "a second document starts in this file"
    label: ClassVar[str] = "here"
    help: ClassVar[str] = "one file holds one document; move the second one to a file of its own"


class TooDeep(Diagnostic):
    """Lists and mappings are nested deeper than anything in this language needs.

    The limit keeps a damaged or hostile file from using up time and memory.
    """

    code: ClassVar[str] = "SL026"
    title: ClassVar[str] = "this is nested more than {limit} levels deep"
    label: ClassVar[str] = "one level too many"
    help: ClassVar[str] = "nothing needs more than {limit} levels; if this is text, write it as a `|` block"

    limit: int


class TooManyValues(Diagnostic):
    """The file has more values than any file written by hand.

    Word lists belong into lexicon files, one value a line; many instances of a scene are made with `vary`.
    """

    code: ClassVar[str] = "SL027"
    title: ClassVar[str] = "this file has more than {limit} values"
    label: ClassVar[str] = "one too many"
    help: ClassVar[str] = "split the file; long word lists belong into a lexicon file, one value a line"

    limit: int


class ScalarNotMapped(Diagnostic):
    """The way from this text's characters back to the file cannot be shown to be exact.

    Weights and targets hang on exact places, so nothing is guessed. A `|` block always works.
    """

    code: ClassVar[str] = "SL028"
    title: ClassVar[str] = "the places of this text's characters cannot be told exactly"
    label: ClassVar[str] = "this text"
    help: ClassVar[str] = "write it as a `|` block on the next lines"
