"""What is said of the parts of scenes and archetypes: beats, rules, numbers, words, draws."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related, advice, respelling
from scenelang.source import Span


class BeatForm(Diagnostic):
    """An item under `beats` that is no beat.

    A beat is one key and one text, `- think: The crown is heavy.`, with the speaker in brackets where there
    is one, `- think(archimedes): …`. The long form has a key for everything:

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
        "`text`, `weight`, `stratum` and `expose`"
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


class NotAChoice(Diagnostic):
    """A key that takes one of a few words has another word.

    `recall` is `order` or `inline`, `split` is `train` or `held_out`, and in a chat somebody speaks as
    `system`, `user` or `assistant`. The help lists the words that may stand here.
    """

    code: ClassVar[str] = "SL062"
    title: ClassVar[str] = "`{name}` cannot be `{given}`"
    label: ClassVar[str] = "not one of its words"
    help: ClassVar[str] = "write one of the words that the message lists"

    given: str
    name: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest word, and all of them."""
        return advice(self.given, self.allowed, f"words for `{self.name}`")

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.given, self.allowed)


class ExposedTwice(Diagnostic):
    """The same part of the same layers is written twice under one `expose`.

    Exposure is a set of parts: all that are named take gradient from the text, and saying one of them again
    adds nothing. Most often another part was meant.
    """

    code: ClassVar[str] = "SL063"
    title: ClassVar[str] = "this part of the layers is exposed twice"
    label: ClassVar[str] = "again here"
    help: ClassVar[str] = "delete one of them, or write the part that was meant"

    first: Span

    def related(self) -> tuple[Related, ...]:
        """Where the part stands first."""
        return (Related(self.first, "first here"),)
