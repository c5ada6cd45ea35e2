"""What the reader of printed token programs has to say."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class ProgramLineUnreadable(Diagnostic):
    """A line of a printed token program that does not read.

    The printed form has one fact a line: a keyword, then its values in a fixed order. Text stands in double
    quotes with the escapes of JSON, numbers stand plain, lists are joined by commas. Print the program again
    rather than mending it by hand.
    """

    code: ClassVar[str] = "SL490"
    title: ClassVar[str] = "line {line} of the token program does not read: {problem}"
    label: ClassVar[str] = "{problem}"
    help: ClassVar[str] = "a `{keyword}` line is written `{form}`"

    line: int
    problem: str
    keyword: str
    form: str


class ProgramLineUnexpected(Diagnostic):
    """A line of a printed token program that does not belong where it stands.

    The order of lines is fixed: the header from `program` to `curriculum`, then `tension`, `recalled`,
    `token`, `attention`, `hidden`, `exposure` and `certificate` lines.
    """

    code: ClassVar[str] = "SL491"
    title: ClassVar[str] = "line {line} of the token program should be {expected}"
    label: ClassVar[str] = "this is `{found}`"
    help: ClassVar[str] = (
        "the order is program, scene, ..., curriculum, tension, recalled, token, attention, hidden, "
        "exposure, certificate"
    )

    line: int
    expected: str
    found: str
