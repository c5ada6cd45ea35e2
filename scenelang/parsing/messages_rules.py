"""What can be wrong with the shape of any rule: empty, unfinished, or something out of place."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class EmptyRule(Diagnostic):
    """A place for a rule holds nothing.

    An empty rule would silently do nothing. Write the rule, or delete the line.
    """

    code: ClassVar[str] = "SL120"
    title: ClassVar[str] = "there is nothing here where {what} should be"
    label: ClassVar[str] = "empty"
    help: ClassVar[str] = "write {what}, such as `{example}`, or delete the line"

    what: str
    example: str


class Unexpected(Diagnostic):
    """Something stands in a rule where the rule allows something else.

    The message lists all that could stand there. For example `weight, silver -> test` under `logic`
    needs one of the arrows `=>`, `~>` and `=/>`, since `->` belongs to attention rules.
    """

    code: ClassVar[str] = "SL121"
    title: ClassVar[str] = "expected {expected}, found {found}"
    label: ClassVar[str] = "expected {expected}"
    help: ClassVar[str] = "write it like `{example}`"

    expected: str
    found: str
    what: str
    example: str


class EndsTooEarly(Diagnostic):
    """A rule stops before it is whole.

    For example `weight, silver =>` names no conclusion. The caret stands where the missing part belongs.
    """

    code: ClassVar[str] = "SL122"
    title: ClassVar[str] = "{what} ends too early: expected {expected}"
    label: ClassVar[str] = "expected {expected}"
    help: ClassVar[str] = "write it like `{example}`"

    expected: str
    what: str
    example: str


class StrayText(Diagnostic):
    """A rule is whole, and then goes on.

    What stands behind the rule would be ignored, so it is refused instead. Delete it, or put it in a rule
    of its own.
    """

    code: ClassVar[str] = "SL123"
    title: ClassVar[str] = "{what} ends before {found}"
    label: ClassVar[str] = "this is not part of it"
    help: ClassVar[str] = "delete it or move it; the whole looks like `{example}`"

    found: str
    what: str
    example: str


class QuoteNeverClosed(Diagnostic):
    r"""Quoted text begins and does not end.

    Close it with the same quote. A quote that belongs to the text is written `\"`.
    """

    code: ClassVar[str] = "SL124"
    title: ClassVar[str] = "this quote is never closed"
    label: ClassVar[str] = "opens here"
    help: ClassVar[str] = r"close it with `{quote}`; a quote inside the text is written `\{quote}`"

    quote: str


class UnknownEscape(Diagnostic):
    r"""A backslash between the quotes of a rule stands before a character that needs none.

    `reads "\n"` would ask for a backslash and an `n`. Characters stand between quotes as they are; only `\"`,
    `\'`, `\\`, `\$`, `\[`, `\]`, `\{` and `\}` are escapes. To write a character by its number, put the whole
    rule in double quotes, in which YAML knows `\n` and `\u2028`, with `'` for the quotes inside.
    """

    code: ClassVar[str] = "SL157"
    title: ClassVar[str] = "`{escape}` is no escape between the quotes of a rule"
    label: ClassVar[str] = "a backslash before a character that needs none"
    help: ClassVar[str] = (
        "write the character itself, or `\\\\` for a backslash; escapes are "
        "`\\\"`, `\\'`, `\\\\`, `\\$`, `\\[`, `\\]`, `\\{{`, `\\}}`; "
        "YAML knows `\\n` and `\\u2028` where the whole rule stands in double quotes"
    )

    escape: str


class EmptyQuotes(Diagnostic):
    """There is no text between the quotes where a rule needs some.

    `reads "not"` asks for the text's first token, and a latent conclusion is held by its text; an empty one
    would hold nothing.
    """

    code: ClassVar[str] = "SL156"
    title: ClassVar[str] = "there is no text between these quotes"
    label: ClassVar[str] = "empty"
    help: ClassVar[str] = 'write the text between the quotes, such as `"not"`'


class NestedTooDeep(Diagnostic):
    """Brackets, or one operator after another, go deeper than anybody can read.

    The limit keeps time and memory bounded. Split the text or the expression into parts.
    """

    code: ClassVar[str] = "SL125"
    title: ClassVar[str] = "this is nested more than {limit} levels deep"
    label: ClassVar[str] = "too deep from here"
    help: ClassVar[str] = "split it into parts of at most {limit} levels"

    limit: int


class RuleTooLong(Diagnostic):
    """A rule is longer than any rule has reason to be.

    The limit keeps time and memory bounded. A long text under `logic`, `self`, `anchors` or `layers` is
    most often a beat's text that slipped to the wrong place.
    """

    code: ClassVar[str] = "SL126"
    title: ClassVar[str] = "{what} has {length} characters; at most {limit} are allowed"
    label: ClassVar[str] = "too long"
    help: ClassVar[str] = "split it, or move a text to `beats`; the whole looks like `{example}`"

    length: int
    limit: int
    what: str
    example: str


class NumberTooLong(Diagnostic):
    """A number has more digits than can mean anything here.

    At most 15 digits can be kept exactly.
    """

    code: ClassVar[str] = "SL127"
    title: ClassVar[str] = "this number has too many digits"
    label: ClassVar[str] = "more than {limit} digits"
    help: ClassVar[str] = "write at most {limit} digits"

    limit: int


class NegativeWeight(Diagnostic):
    """The weight of a rule is below zero.

    A weight scales how much a target counts. To keep attention away from a span, write `-/>`; to make a
    span something not to say, mark it `avoid`.
    """

    code: ClassVar[str] = "SL128"
    title: ClassVar[str] = "a weight is never negative, and this is {weight}"
    label: ClassVar[str] = "below 0"
    help: ClassVar[str] = (
        "write 0 or more, such as `w 0.5`; to turn a target round, write `-/>` or mark `avoid`"
    )

    weight: str


class WeightOfNothing(Diagnostic):
    """A rule has weight 0: it asks for supervision and then switches it off.

    Delete the rule, or give it a weight above 0.
    """

    code: ClassVar[str] = "SL129"
    title: ClassVar[str] = "a rule of weight 0 does nothing"
    label: ClassVar[str] = "weight 0"
    help: ClassVar[str] = "delete the rule, or write a weight above 0, such as `w 0.5`"
