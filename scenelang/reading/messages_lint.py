"""What can be wrong with what a project asks of lint: SL081 to SL084."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class LintRuleUnknown(Diagnostic):
    """The settings under `[lint]` name a rule that there is not.

    `select` and `ignore` take codes (`SL801`), beginnings of codes (`SL8`), names of rules
    (`kept-blank-lines`), families (`yaml`, `signs`, `structure`, ...) and `all`. Under `[lint.options]` stand
    names of rules, or their codes. A name that means nothing would leave a rule on that was to be off, so it
    is an error.
    """

    code: ClassVar[str] = "SL081"
    title: ClassVar[str] = "no rule is called `{word}`"
    label: ClassVar[str] = "unknown"
    help: ClassVar[str] = "{hint}`scenelang explain --list` shows all codes and rules"

    word: str
    hint: str


class PathPatternWrong(Diagnostic):
    """A pattern under `[lint.per-path]` is none.

    Patterns are written as in `.gitignore`, seen from the folder of the settings: `scenes/micro/**` means all
    below a folder, `*.draft.scene` all files with such a name. One that begins with `!` would mean all
    others; write those.
    """

    code: ClassVar[str] = "SL082"
    title: ClassVar[str] = "`{pattern}` is no pattern of paths"
    label: ClassVar[str] = "means no file"
    help: ClassVar[str] = 'write it as in `.gitignore`, such as `"scenes/micro/**"`'

    pattern: str
