r"""What can be wrong with the markup of a beat's text: brackets, braces, marks, variables."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related, did_you_mean, respelling, without
from scenelang.parsing.hidden_signs import hidden_in
from scenelang.source import Span


class BracketNeverClosed(Diagnostic):
    r"""A `[` opens a span and no `]` in the same beat closes it.

    A span never crosses a beat. Close it, as in `[It is so.]{#answer}`, or write `\[` for a bracket that
    belongs to the text.
    """

    code: ClassVar[str] = "SL100"
    title: ClassVar[str] = "this bracket is never closed"
    label: ClassVar[str] = "opens here"
    help: ClassVar[str] = r"close it with `]` in the same beat, or write `\[` for a bracket in the text"


class BracketNeverOpened(Diagnostic):
    r"""A `]` closes a span that was never opened.

    Write `\]` for a bracket that belongs to the text. `[text]` in pairs needs no escape.
    """

    code: ClassVar[str] = "SL101"
    title: ClassVar[str] = "this bracket closes nothing"
    label: ClassVar[str] = "no `[` before it"
    help: ClassVar[str] = r"open the span with `[`, or write `\]` for a bracket in the text"


class BracesWithoutSpan(Diagnostic):
    r"""A `{` does not stand right behind a `]`.

    Marks belong to a span: `[text]{#id}`, with nothing between `]` and `{`. Write `\{` and `\}` for braces
    that belong to the text, and `${name}` for a variable.
    """

    code: ClassVar[str] = "SL102"
    title: ClassVar[str] = "these braces follow no span"
    label: ClassVar[str] = "no `]` right before it"
    help: ClassVar[str] = r"mark a span like `[text]{{#id}}`, or write `\{{` and `\}}` for braces in the text"


class BracesBeforeBracket(Diagnostic):
    r"""A `[` opens a span, and its braces come before any `]` has closed it.

    Close the span right before its braces: `[It is so]{#answer}`. Write `\[`, `\{` and `\}` for brackets and
    braces that belong to the text.
    """

    code: ClassVar[str] = "SL159"
    title: ClassVar[str] = "`]` is missing before these braces"
    label: ClassVar[str] = "the span is not closed yet"
    help: ClassVar[str] = r"write `]` right before `{{`, as in `[text]{{#id}}`"

    opened: Span

    def related(self) -> tuple[Related, ...]:
        """Where the span opens."""
        return (Related(self.opened, "opens here"),)


class BraceNeverOpened(Diagnostic):
    r"""A `}` closes nothing.

    Write `\}` for a brace that belongs to the text, as in `the set \{1, 2\}`.
    """

    code: ClassVar[str] = "SL103"
    title: ClassVar[str] = "this brace closes nothing"
    label: ClassVar[str] = "no `{{` before it"
    help: ClassVar[str] = r"delete it, or write `\}}` for a brace in the text"


class BracesNeverClosed(Diagnostic):
    """The marks of a span begin with `{` and do not end.

    Close them with `}` before any other bracket or brace: `[text]{#answer w=0.5}`.
    """

    code: ClassVar[str] = "SL104"
    title: ClassVar[str] = "these braces are never closed"
    label: ClassVar[str] = "opens here"
    help: ClassVar[str] = "close them with `}}`, as in `[text]{{#id}}`"


class EmptyMarks(Diagnostic):
    """A span has braces with nothing in them, so that the brackets do nothing.

    Write a mark, such as `{#answer}`, or delete the braces; `[text]` alone is plain text, brackets included.
    """

    code: ClassVar[str] = "SL105"
    title: ClassVar[str] = "these braces mark nothing"
    label: ClassVar[str] = "empty"
    help: ClassVar[str] = (
        "write a mark such as `#id`, `.concept`, `w=0.5`, `read` or `avoid`, or delete the braces"
    )


class UnknownMark(Diagnostic):
    """A word in a span's braces is no mark.

    Marks are `#id`, `.concept`, `key=value`, `w=0.5` (scales the loss weight), `read` (context, never
    learned) and `avoid` (something not to say).
    """

    code: ClassVar[str] = "SL106"
    title: ClassVar[str] = "unknown mark `{mark}`"
    label: ClassVar[str] = "not a mark"
    help: ClassVar[str] = (
        "{colon}allowed are `#id`, `.concept`, `key=value`, `w=0.5`, `read`, `avoid`; parted by blanks"
    )

    mark: str
    known: tuple[str, ...]
    colon: str = ""

    @property
    def message(self) -> str:
        """What is wrong, with the signs of the word that cannot be seen."""
        return self._filled(self.title) + hidden_in(self.mark)

    @property
    def help_text(self) -> str:
        """The nearest mark, and what is allowed."""
        return did_you_mean(self.mark, self.known) + self._filled(self.help)

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.mark, self.known)


class BadSpanId(Diagnostic):
    """What follows `#` in a span's braces is no id.

    An id has letters of any script, digits and `_`, and single `-` or `.` between them: `answer`,
    `first-guess`, `шаг.2`.
    """

    code: ClassVar[str] = "SL107"
    title: ClassVar[str] = "`{id}` is not an id"
    label: ClassVar[str] = "not an id"
    help: ClassVar[str] = (
        "an id has letters, digits and `_`, with single `-` or `.` between them: `#first-guess`"
    )

    id: str

    @property
    def message(self) -> str:
        """What is wrong, with the signs of the word that cannot be seen."""
        return self._filled(self.title) + hidden_in(self.id)


class TwoIds(Diagnostic):
    """A span has two ids.

    Keep one, and use it wherever the span is named: in `logic`, `self`, `anchors` and `layers`.
    """

    code: ClassVar[str] = "SL108"
    title: ClassVar[str] = "a span has one id, and `{id}` is its second"
    label: ClassVar[str] = "second id"
    help: ClassVar[str] = "delete one of them; `.{id}` would make it a concept"

    id: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """Where the first id stands."""
        return (Related(self.first, "first id"),)


class BadConceptName(Diagnostic):
    """What follows `.` in a span's braces is no name of a concept.

    A name has letters of any script, digits and `_`, and single `-` or `.` between them.
    """

    code: ClassVar[str] = "SL109"
    title: ClassVar[str] = "`{name}` is not the name of a concept"
    label: ClassVar[str] = "not a name"
    help: ClassVar[str] = (
        "a name has letters, digits and `_`, with single `-` or `.` between them: `.density`"
    )

    name: str

    @property
    def message(self) -> str:
        """What is wrong, with the signs of the word that cannot be seen."""
        return self._filled(self.title) + hidden_in(self.name)


class BadSpanWeight(Diagnostic):
    """The weight in a span's braces is not a number from 0 to 1000.

    It is written in digits with a point where one is needed: `w=0.5` halves the loss weight of the span's
    tokens, `w=2` doubles it. `read` is the same as `w=0`.
    For something not to say, write `avoid`, never a negative weight.
    """

    code: ClassVar[str] = "SL110"
    title: ClassVar[str] = "`{weight}` is not a weight"
    label: ClassVar[str] = "not a number from 0 to 1000"
    help: ClassVar[str] = "write a number such as `w=0.5`; for something not to say, write `avoid`"

    weight: str


class ReservedKey(Diagnostic):
    """A `key=value` in a span's braces uses a key that looks like a mark, and would do nothing.

    `#answer` gives an id, `.density` a concept, `w=0.5` a weight; `read` and `avoid` take no value.
    """

    code: ClassVar[str] = "SL111"
    title: ClassVar[str] = "`{key}=` does nothing here"
    label: ClassVar[str] = "not a key"
    help: ClassVar[str] = "write `{instead}`"

    key: str
    instead: str


class MarkTwice(Diagnostic):
    """A span says the same mark twice. Delete one; with two values, nobody knows which is meant."""

    code: ClassVar[str] = "SL112"
    title: ClassVar[str] = "`{mark}` stands twice in these braces"
    label: ClassVar[str] = "again here"
    help: ClassVar[str] = "delete one of them"

    mark: str
    first: Span

    def fix(self) -> Fix | None:
        """The braces without it; of two values nobody knows which is meant."""
        before = Span(self.place.file, self.place.start - 1, self.place.end)
        return None if "=" in self.mark else without(before, f"the second `{self.mark}`")

    def related(self) -> tuple[Related, ...]:
        """Where the mark stands first."""
        return (Related(self.first, "first here"),)


class ReadAndAvoid(Diagnostic):
    """A span is both `read` and `avoid`.

    `read` means that the span is never learned, `avoid` that the model learns not to say it. One of the two
    would do nothing.
    """

    code: ClassVar[str] = "SL113"
    title: ClassVar[str] = "a span cannot be both `read` and `avoid`"
    label: ClassVar[str] = "both at once"
    help: ClassVar[str] = "keep `read` for context that is never learned, or `avoid` for something not to say"

    other: Span

    def related(self) -> tuple[Related, ...]:
        """Where the other mark stands."""
        return (Related(self.other, "and this"),)


class VariableNeverClosed(Diagnostic):
    r"""A `${` begins a variable and no `}` ends it.

    Write `${name}`, or `\$` for a dollar sign that stands before a brace in the text.
    """

    code: ClassVar[str] = "SL114"
    title: ClassVar[str] = "this variable is never closed"
    label: ClassVar[str] = "opens here"
    help: ClassVar[str] = r"write it like `${{name}}`, or write `\$` for a dollar sign in the text"


class BadVariableName(Diagnostic):
    r"""What stands in `${...}` is no variable's name.

    A name has letters, digits and `_` and begins with a letter or `_`. To compute something, give it a name
    under `let` and use that.
    """

    code: ClassVar[str] = "SL115"
    title: ClassVar[str] = "`{name}` is not a variable's name"
    label: ClassVar[str] = "not a name"
    help: ClassVar[str] = (
        "a name has letters, digits and `_`, such as `${{total}}`; to compute a value, name it under `let`"
    )

    name: str

    @property
    def message(self) -> str:
        """What is wrong, with the signs of the word that cannot be seen."""
        return self._filled(self.title) + hidden_in(self.name)


class VariableInMarks(Diagnostic):
    """A variable stands in a span's braces, where it would not be filled in.

    Marks are the same in every instance. Variables belong in the text, and in what layer rules read.
    """

    code: ClassVar[str] = "SL116"
    title: ClassVar[str] = "a variable cannot stand in a span's braces"
    label: ClassVar[str] = "would not be filled in"
    help: ClassVar[str] = "write a fixed value; use `${{name}}` in the text or under `layers`"


class MarkWithoutValue(Diagnostic):
    """A `key=value` in a span's braces lacks its key or its value.

    Write both, with no blanks around `=`; quote a value that holds blanks: `topic="the crown"`.
    """

    code: ClassVar[str] = "SL117"
    title: ClassVar[str] = "`{mark}` is not `key=value`"
    label: ClassVar[str] = "key or value is missing"
    help: ClassVar[str] = (
        'write `key=value` with no blanks around `=`; quote a value with blanks: `key="two words"`'
    )

    mark: str

    @property
    def message(self) -> str:
        """What is wrong, with the signs of the word that cannot be seen."""
        return self._filled(self.title) + hidden_in(self.mark)
