"""Where a file stops being YAML: SL007, SL009 to SL019, SL029, SL045. One such message ends the reading."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related
from scenelang.source import Span, SpanEdit


class TabIndentation(Diagnostic):
    """A tab stands where YAML counts spaces.

    How wide a tab is depends on who looks, so YAML allows only spaces at the start of a line. Tabs inside a
    text are fine. Let your editor turn tabs into spaces.
    """

    code: ClassVar[str] = "SL007"
    title: ClassVar[str] = "a tab is used as indentation"
    label: ClassVar[str] = "a tab"
    help: ClassVar[str] = "indent with spaces"


class BlankIndentation(Diagnostic):
    """A line begins with a blank that is no space, such as the no-break space of a word processor.

    It looks like a space and indents nothing, so the line belongs elsewhere than it seems. Inside a text such
    blanks are fine. Delete it and type spaces.
    """

    code: ClassVar[str] = "SL045"
    title: ClassVar[str] = "{character} is used as indentation"
    label: ClassVar[str] = "looks like a space, and is none"
    help: ClassVar[str] = "delete it, and indent with spaces"

    character: str


class ReservedStart(Diagnostic):
    """A text starts with a character that means something else in YAML: `@ % ! & * ? | > ] } ,`, a backtick.

    Inside a `|` block, or in quotes, such a character is ordinary:

        - think: |
            *Now* he sees it.
    """

    code: ClassVar[str] = "SL009"
    title: ClassVar[str] = "text cannot start with `{sign}` here"
    label: ClassVar[str] = "YAML gives this character a meaning of its own"
    help: ClassVar[str] = "write the text as a `|` block on the next lines, or put it in quotes"

    sign: str
    edits: tuple[SpanEdit, ...] = ()

    def fix(self) -> Fix | None:
        """The text as a block, where it stands on one line."""
        return Fix("write the text as a `|` block", self.edits) if self.edits else None


class TextStartsWithBracket(Diagnostic):
    """A text starts with `[` or `{`, which YAML reads as a list or a mapping, and goes on after its end.

    This is the usual way to meet it; the `|` is missing:

        - guess: [It is pure.]{#first}

    Write it as a block:

        - guess: |
            [It is pure.]{#first}
    """

    code: ClassVar[str] = "SL010"
    title: ClassVar[str] = "text cannot start with `{sign}` here: YAML reads a {kind}"
    label: ClassVar[str] = "this opens a {kind}"
    help: ClassVar[str] = "write the text as a `|` block on the next lines"

    sign: str
    kind: str
    rest: Span
    edits: tuple[SpanEdit, ...] = ()

    def fix(self) -> Fix | None:
        """The text as a block, where it stands on one line."""
        return Fix("write the text as a `|` block", self.edits) if self.edits else None

    def related(self) -> tuple[Related, ...]:
        """What follows the end of the list or mapping."""
        return (Related(self.rest, f"this stands after the end of the {self.kind}"),)


class BracketNotClosed(Diagnostic):
    """A list in `[ ]` or a mapping in `{ }` cannot be read to its end.

    Either the closing bracket is missing, or a comma between two values, or the bracket was meant as text:
    then write the text as a `|` block.
    """

    code: ClassVar[str] = "SL011"
    title: ClassVar[str] = "the {kind} that `{sign}` opens cannot be read to its end"
    label: ClassVar[str] = "opened here"
    help: ClassVar[str] = (
        "put `{closing}` or a comma where it is missing; if this is text, write it as a `|` block"
    )

    sign: str
    kind: str
    closing: str
    stop: Span

    def related(self) -> tuple[Related, ...]:
        """Where reading stopped."""
        return (Related(self.stop, "reading stopped here"),)


class ColonInText(Diagnostic):
    """A colon followed by a space inside a text on the line of its key.

    YAML takes `word: ` for a key, so `- think: he said: stop` would be a key in a key. Write the text as a
    `|` block, in which a colon is an ordinary character.
    """

    code: ClassVar[str] = "SL012"
    title: ClassVar[str] = "a colon and a space cannot stand inside this text"
    label: ClassVar[str] = "YAML takes what is before the colon for a key"
    help: ClassVar[str] = "write the text as a `|` block on the next lines, or put it in quotes"

    edits: tuple[SpanEdit, ...] = ()

    def fix(self) -> Fix | None:
        """The text as a block, where it stands on one line."""
        return Fix("write the text as a `|` block", self.edits) if self.edits else None


class QuoteNotClosed(Diagnostic):
    """A quoted text is opened and never closed.

    Add the closing quote. A text that merely starts with a quotation mark is best written as a `|` block.
    """

    code: ClassVar[str] = "SL013"
    title: ClassVar[str] = "this quote is never closed"
    label: ClassVar[str] = "opened here"
    help: ClassVar[str] = "add `{sign}` at the end of the text, or write the text as a `|` block"

    sign: str


class TextAfterQuote(Diagnostic):
    """Something follows the end of a quoted text on its line.

    `'It's so'` ends after `It`; `"Yes," she said` after `Yes,`. Write the text as a `|` block; or double a
    single quote inside single quotes (`'It''s so'`), or put a backslash before a double quote inside
    double quotes.
    """

    code: ClassVar[str] = "SL014"
    title: ClassVar[str] = "text after the end of a quoted text"
    label: ClassVar[str] = "the quoted text ended before this"
    help: ClassVar[str] = "write the whole text as a `|` block; or {mend} if the quote belongs to the text"

    mend: str
    opened: Span

    def related(self) -> tuple[Related, ...]:
        """The opening quote."""
        return (Related(self.opened, "the quoted text starts here"),)


class BadEscape(Diagnostic):
    r"""A backslash in double quotes starts an escape, and this is none.

    The escapes are `\\ \" \/ \n \t \r \0 \a \b \e \f \v \N \_ \L \P \ ` (a space), `\x` and two, `\u` and
    four, `\U` and eight hexadecimal digits. Characters beyond U+FFFF take `\U` or stand as they are: pairs
    of `\ud83d\ude00` are refused. In a `|` block or in single quotes a backslash is an ordinary character.
    """

    code: ClassVar[str] = "SL015"
    title: ClassVar[str] = "`{written}` is no escape"
    label: ClassVar[str] = "not known in double quotes"
    help: ClassVar[str] = (
        'write `\\\\` for a backslash; `\\n`, `\\t`, `\\"`, `\\xHH`, `\\uHHHH`, `\\UHHHHHHHH` are escapes; '
        "or write the text as a `|` block, in which a backslash is ordinary"
    )

    written: str


class BadIndentation(Diagnostic):
    """A line starts in a column that fits no line above.

    Lines of one list or mapping start in the same column. A line that is indented further than its neighbours
    is taken for a part of the text above; one that is indented less ends the list or mapping.
    """

    code: ClassVar[str] = "SL016"
    title: ClassVar[str] = "this line is indented wrongly: it starts in column {column}"
    label: ClassVar[str] = "{reason}"
    help: ClassVar[str] = "start it in column {allowed}, where the lines above start that it can belong to"

    column: int
    allowed: str
    reason: str


class KeyWithoutColon(Diagnostic):
    """A line among `key: value` lines is no `key: value`.

    Write the colon and a space after the key. If the line belongs to the text above, indent it further than
    the key of that text, and start the text with `|`.
    """

    code: ClassVar[str] = "SL017"
    title: ClassVar[str] = "this line has no `key: value`"
    label: ClassVar[str] = "no colon and space after a key"
    help: ClassVar[str] = (
        "write `key: value`; if the line belongs to the text above, indent it like that text (a `|` block)"
    )


class TextOnHeaderLine(Diagnostic):
    """Something stands on the line of `|` or `>` that does not belong there.

    These signs say that a text follows on the next lines, indented. On their own line only `-` (drop the last
    line break), `+` (keep all), a digit from 1 to 9 (the indentation) and a comment may follow.
    """

    code: ClassVar[str] = "SL018"
    title: ClassVar[str] = "this cannot stand on the line of `{sign}`"
    label: ClassVar[str] = "only `-`, `+`, a digit from 1 to 9 or a comment may follow `{sign}`"
    help: ClassVar[str] = "start the text on the next line, indented further than its key"

    sign: str


class MixedBlock(Diagnostic):
    """List items and keys are mixed in one block.

    In one block either every line is `- item` or every line is `key: value`. A list starts below its key:

        logic:
          - a, b => c
    """

    code: ClassVar[str] = "SL019"
    title: ClassVar[str] = "{found} cannot stand here"
    label: ClassVar[str] = "{wanted} is expected"
    help: ClassVar[str] = (
        "a list starts on the line below its key; in one block all lines are `- item` or all `key: value`"
    )

    found: str
    wanted: str


class NotYaml(Diagnostic):
    """The file stops being readable YAML here, in a way that no other message explains.

    Look at this line and the one above: brackets and quotes closed? lines of one block in one column? texts
    with unusual first characters written as `|` blocks?
    """

    code: ClassVar[str] = "SL029"
    title: ClassVar[str] = "this is not readable YAML"
    label: ClassVar[str] = "reading stopped here"
    help: ClassVar[str] = (
        "look at this line and the one above: brackets, quotes and indentation; write texts as `|` blocks"
    )
