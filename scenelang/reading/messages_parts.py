"""What is said of the parts of scenes and archetypes: beats, rules, numbers, draws, patterns."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, advice


class BeatForm(Diagnostic):
    """An item under `beats` that is no beat.

    A beat is one key and one text, `- think: The crown is heavy.`, with the speaker in brackets where there
    is one, `- think(archimedes): …`. To weigh a beat, use the long form, in which all has its key:

        - kind: think
          speaker: archimedes
          weight: 0.5
          text: The crown is heavy.

    Two keys in one item are usually a `- ` that was forgotten before the second beat.
    """

    code: ClassVar[str] = "SL055"
    title: ClassVar[str] = "this is not a beat"
    label: ClassVar[str] = "{seen}"
    help: ClassVar[str] = (
        "write `- kind: text` or `- kind(speaker): text`; the long form has the keys `kind`, `speaker`, "
        "`text` and `weight`"
    )

    seen: str


class RuleForm(Diagnostic):
    """An item of `logic`, `self`, `anchors` or `layers` that has another form than its line takes.

    Each item is one line of a small language. Steps under `logic` may be named (`- first: a, b => c`) and
    lines under `layers` have a colon of their own (`- at answer @ late: reads "no"`); both are one key and
    one value to YAML.
    """

    code: ClassVar[str] = "SL056"
    title: ClassVar[str] = "this is not a line of `{section}`"
    label: ClassVar[str] = "{given}"
    help: ClassVar[str] = "write `- {example}`"

    section: str
    given: str
    example: str


class BadNumber(Diagnostic):
    """A number is asked for, of a certain kind, and this is none.

    Weights are numbers from 0 up, counts are whole numbers: `weight: 0.5`, `count: 1000`. Words and sums are
    not read.
    """

    code: ClassVar[str] = "SL057"
    title: ClassVar[str] = "`{name}` must be {wanted}, and `{given}` is not"
    label: ClassVar[str] = "expected {wanted}"
    help: ClassVar[str] = "write for example `{name}: {example}`"

    name: str
    wanted: str
    given: str
    example: str


class NoSource(Diagnostic):
    """A draw does not say what is drawn from, or says it twice.

    The values of a draw come from a list (`a: [Ann, Bo]`), from a file of the project
    (`a: {from: lexicon/names}`) or from a range of whole numbers (`n: {range: 2..9}`): one of them.
    """

    code: ClassVar[str] = "SL058"
    title: ClassVar[str] = "`{name}` must be drawn from one source"
    label: ClassVar[str] = "{seen}"
    help: ClassVar[str] = (
        "write `{name}: {{from: lexicon/names}}`, `{name}: {{range: 2..9}}` or `{name}: [one, two]`"
    )

    name: str
    seen: str


class NotTrueOrFalse(Diagnostic):
    """A value that is neither `true` nor `false`.

    Only these two words are truth values; `yes`, `no`, `on` and `off` are words like any other.
    """

    code: ClassVar[str] = "SL059"
    title: ClassVar[str] = "`{name}` must be `true` or `false`"
    label: ClassVar[str] = "neither"
    help: ClassVar[str] = "write `{name}: true` or `{name}: false`"

    name: str


class ArchetypeNameDiffers(Diagnostic):
    """An archetype's name is not that of its file.

    Scenes find an archetype by the name of its file, so both must agree.
    """

    code: ClassVar[str] = "SL060"
    title: ClassVar[str] = "this file makes the archetype `{expected}`, not `{name}`"
    label: ClassVar[str] = "differs from the file's name"
    help: ClassVar[str] = "write `archetype: {expected}`, or rename the file to `{name}.yaml`"

    name: str
    expected: str


class KindNotInPattern(Diagnostic):
    """An archetype speaks of a beat kind that its own pattern never has.

    A weight, or a point of a trajectory, for such a kind would never be used.
    """

    code: ClassVar[str] = "SL061"
    title: ClassVar[str] = "the pattern under `beats` has no `{name}`"
    label: ClassVar[str] = "no beat of this kind"
    help: ClassVar[str] = "write one of the kinds that the pattern has"

    name: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest kind, and all of them."""
        return advice(self.name, self.allowed, "kinds in the pattern")
