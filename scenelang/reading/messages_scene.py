"""What is said of the outer form of scenes and archetypes: keys, forms, names, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, nearest


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


@dataclass(frozen=True, slots=True)
class UnknownKey(Diagnostic):
    """A key that this part of a file does not have.

    Nothing would read it, so what stands under it would be lost without a word. Most often it is a slip of
    the hand, and the help names the key that is nearest; else take it out.
    """

    code: ClassVar[str] = "SL030"
    title: ClassVar[str] = "{owner} has no key `{name}`"
    label: ClassVar[str] = "not a key here"

    name: str
    owner: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest key, and all of them."""
        meant = nearest(self.name, self.allowed)
        hint = f"Did you mean `{meant}`? " if meant else ""
        return f"{hint}Keys here: {_listed(self.allowed)}."


@dataclass(frozen=True, slots=True)
class LaterKey(Diagnostic):
    """A key of the language that this version does not carry out yet.

    It would have no effect, and a scene that asks for something must not be trained as if it had not. Take
    the key out until the version that knows it.
    """

    code: ClassVar[str] = "SL031"
    title: ClassVar[str] = "`{name}` is not in this version of the language yet"
    label: ClassVar[str] = "would have no effect"
    help: ClassVar[str] = "Take `{name}` out; a later version of scenelang will know it."

    name: str


@dataclass(frozen=True, slots=True)
class MissingKey(Diagnostic):
    """A key that must be there is not.

    A scene needs `scene`, `id`, `archetype` and `beats`; other parts have needs of their own, which the
    help names.
    """

    code: ClassVar[str] = "SL032"
    title: ClassVar[str] = "{owner} needs the key `{name}`"
    label: ClassVar[str] = "`{name}` is missing here"
    help: ClassVar[str] = "Write `{name}: {example}`."

    name: str
    owner: str
    example: str


@dataclass(frozen=True, slots=True)
class WrongForm(Diagnostic):
    """A value has another form than its key takes: a text where a list belongs, say.

    YAML has three forms. A text stands on the key's line or in a block under `|`. A list has one item a line,
    each after `- `. A mapping has one `key: value` a line. A key with nothing after it is empty, and an empty
    key says nothing: write its value or take it out.
    """

    code: ClassVar[str] = "SL033"
    title: ClassVar[str] = "`{name}` takes {wanted}, and this is {given}"
    label: ClassVar[str] = "{given}"
    help: ClassVar[str] = "Write it as {example}."

    name: str
    wanted: str
    given: str
    example: str


@dataclass(frozen=True, slots=True)
class VersionNotFirst(Diagnostic):
    """The language version does not stand first.

    `scene: 1` is the first key of every scene, so that any tool can tell from the first line how to read the
    rest.
    """

    code: ClassVar[str] = "SL034"
    title: ClassVar[str] = "`scene` must be the first key"
    label: ClassVar[str] = "another key stands before this one"
    help: ClassVar[str] = "Move `scene: 1` to the top of the file."


@dataclass(frozen=True, slots=True)
class UnknownVersion(Diagnostic):
    """A language version that this scenelang does not read.

    There is one version so far: `scene: 1`. A file of a later version needs a later scenelang.
    """

    code: ClassVar[str] = "SL035"
    title: ClassVar[str] = "there is no version `{given}` of the scene language"
    label: ClassVar[str] = "unknown version"
    help: ClassVar[str] = "Write `scene: 1`."

    given: str


@dataclass(frozen=True, slots=True)
class BadName(Diagnostic):
    """A name with a character that names do not hold.

    Names go into file names, references such as `other-scene#span` and shards, so they are plain: letters of
    any script, digits, and the signs that the help lists. A space becomes `-`.
    """

    code: ClassVar[str] = "SL036"
    title: ClassVar[str] = "`{name}` cannot be {what}"
    label: ClassVar[str] = "not allowed here"
    help: ClassVar[str] = "Use {allowed}."

    name: str
    what: str
    allowed: str


@dataclass(frozen=True, slots=True)
class UnknownStratum(Diagnostic):
    """A stratum that does not exist.

    The stratum says what kind of matter a scene is, and so how much it weighs: `thinking` 1.0, `knowledge`
    0.3, `noise` 0. Without the key a scene is `thinking`.
    """

    code: ClassVar[str] = "SL037"
    title: ClassVar[str] = "there is no stratum `{name}`"
    label: ClassVar[str] = "unknown stratum"

    name: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest stratum, and all of them."""
        meant = nearest(self.name, self.allowed)
        hint = f"Did you mean `{meant}`? " if meant else ""
        return f"{hint}Strata: {_listed(self.allowed)}."


@dataclass(frozen=True, slots=True)
class EmptyText(Diagnostic):
    """A text is asked for, and there is none.

    YAML reads a value that is left out, `~` and the bare word `null` as nothing at all. If the word itself is
    meant, quote it: `"null"`.
    """

    code: ClassVar[str] = "SL038"
    title: ClassVar[str] = "`{name}` has no text"
    label: ClassVar[str] = "nothing is said here"
    help: ClassVar[str] = "Write the text, or take `{name}` out. A word that YAML reads as nothing needs quotes."

    name: str


@dataclass(frozen=True, slots=True)
class EmptyList(Diagnostic):
    """A list or a mapping that must hold something is empty."""

    code: ClassVar[str] = "SL039"
    title: ClassVar[str] = "`{name}` is empty"
    label: ClassVar[str] = "at least one belongs here"
    help: ClassVar[str] = "Write {example}."

    name: str
    example: str


@dataclass(frozen=True, slots=True)
class BeatForm(Diagnostic):
    """An item under `beats` that is no beat.

    A beat is one key and one text, `- think: The crown is heavy.`, with the speaker in brackets where there is
    one, `- think(archimedes): …`. To weigh a beat, use the long form, in which everything has its key:

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
        "Write `- kind: text` or `- kind(speaker): text`; the long form has the keys `kind`, `speaker`, `text` "
        "and `weight`."
    )

    seen: str


@dataclass(frozen=True, slots=True)
class RuleForm(Diagnostic):
    """An item of `logic`, `self`, `anchors` or `layers` that has another form than its line takes.

    Each item is one line of a small language. Steps under `logic` may be named (`- first: a, b => c`) and
    lines under `layers` have a colon of their own (`- at answer @ late: reads "no"`); both are one key and
    one value to YAML.
    """

    code: ClassVar[str] = "SL056"
    title: ClassVar[str] = "this is not a line of `{section}`"
    label: ClassVar[str] = "{given}"
    help: ClassVar[str] = "Write `- {example}`."

    section: str
    given: str
    example: str


@dataclass(frozen=True, slots=True)
class BadNumber(Diagnostic):
    """A number is asked for, of a certain kind, and this is none."""

    code: ClassVar[str] = "SL057"
    title: ClassVar[str] = "`{name}` must be {wanted}, and `{given}` is not"
    label: ClassVar[str] = "expected {wanted}"
    help: ClassVar[str] = "Write for example `{name}: {example}`."

    name: str
    wanted: str
    given: str
    example: str


@dataclass(frozen=True, slots=True)
class NoSource(Diagnostic):
    """A draw does not say what is drawn from, or says it twice.

    The values of a draw come from a list (`a: [Ann, Bo]`), from a file of the project
    (`a: {from: lexicon/names}`) or from a range of whole numbers (`n: {range: 2..9}`): one of them.
    """

    code: ClassVar[str] = "SL058"
    title: ClassVar[str] = "`{name}` must be drawn from one source"
    label: ClassVar[str] = "{seen}"
    help: ClassVar[str] = "Write `{name}: {{from: lexicon/names}}`, `{name}: {{range: 2..9}}` or `{name}: [one, two]`."

    name: str
    seen: str


@dataclass(frozen=True, slots=True)
class NotTrueOrFalse(Diagnostic):
    """A value that is neither `true` nor `false`.

    Only these two words are truth values; `yes`, `no`, `on` and `off` are words like any other.
    """

    code: ClassVar[str] = "SL059"
    title: ClassVar[str] = "`{name}` must be `true` or `false`"
    label: ClassVar[str] = "neither"
    help: ClassVar[str] = "Write `{name}: true` or `{name}: false`."

    name: str


@dataclass(frozen=True, slots=True)
class ArchetypeNameDiffers(Diagnostic):
    """An archetype's name is not that of its file.

    Scenes find an archetype by the name of its file, so both must agree.
    """

    code: ClassVar[str] = "SL060"
    title: ClassVar[str] = "this file makes the archetype `{expected}`, not `{name}`"
    label: ClassVar[str] = "differs from the file's name"
    help: ClassVar[str] = "Write `archetype: {expected}`, or rename the file to `{name}.yaml`."

    name: str
    expected: str


@dataclass(frozen=True, slots=True)
class KindNotInPattern(Diagnostic):
    """An archetype speaks of a beat kind that its own pattern never has.

    A weight, or a point of a trajectory, for such a kind would never be used.
    """

    code: ClassVar[str] = "SL061"
    title: ClassVar[str] = "the pattern under `beats` has no `{name}`"
    label: ClassVar[str] = "no beat of this kind"

    name: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest kind, and all of them."""
        meant = nearest(self.name, self.allowed)
        hint = f"Did you mean `{meant}`? " if meant else ""
        return f"{hint}Kinds in the pattern: {_listed(self.allowed)}."
