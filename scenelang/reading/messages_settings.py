"""What can be wrong with a recipe, a plan or a project's settings: SL040 to SL044."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class UnknownSetting(Diagnostic):
    """A settings file has a key that nothing reads.

    A misspelt key would leave the setting at its default without a word, so every unknown key is an error.
    The message lists what may stand here.
    """

    code: ClassVar[str] = "SL040"
    title: ClassVar[str] = "unknown setting `{name}`"
    label: ClassVar[str] = "nothing reads this"
    help: ClassVar[str] = "{hint}what may stand here: {allowed}"

    name: str
    hint: str
    allowed: str


class MissingSetting(Diagnostic):
    """A setting that has no default is not given.

    Add the key on a line of its own, in the column of its neighbours.
    """

    code: ClassVar[str] = "SL041"
    title: ClassVar[str] = "the setting `{name}` is missing"
    label: ClassVar[str] = "`{name}` belongs to this"
    help: ClassVar[str] = "add `{name}: ...`; it has no default"

    name: str


class WrongSetting(Diagnostic):
    """The value of a setting is of the wrong kind or out of range.

    The message says what is allowed. Numbers stand without quotes; `true` and `false` are truth values,
    `yes` and `no` are text.
    """

    code: ClassVar[str] = "SL042"
    title: ClassVar[str] = "`{name}` cannot be {written}"
    label: ClassVar[str] = "not allowed here"
    help: ClassVar[str] = "write {wanted}"

    name: str
    written: str
    wanted: str


class SettingsNotKeys(Diagnostic):
    """A settings file must be `key: value` lines, and this one is a list or a single value.

    Write every setting on a line of its own, its name first: `steps: 2000`.
    """

    code: ClassVar[str] = "SL043"
    title: ClassVar[str] = "a settings file is made of `key: value` lines"
    label: ClassVar[str] = "this is {written}"
    help: ClassVar[str] = "what may stand here: {allowed}"

    written: str
    allowed: str


class SettingsDisagree(Diagnostic):
    """A setting, or several together, break a rule that the message states.

    Each value is of the right kind by itself; change one of them so that the rule holds.
    """

    code: ClassVar[str] = "SL044"
    title: ClassVar[str] = "{reason}"
    label: ClassVar[str] = "in here"
    help: ClassVar[str] = "change the settings so that this holds"

    reason: str
