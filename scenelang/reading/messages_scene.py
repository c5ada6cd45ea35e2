"""What is said of the outer form of scenes and archetypes: keys, forms, names, numbers."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, advice, respelling
from scenelang.parsing import hidden_in


class UnknownKey(Diagnostic):
    """A key that this part of a file does not have.

    Nothing would read it, so what stands under it would be lost without a word. Most often it is a slip of
    the hand, and the help names the key that is nearest; else take it out.
    """

    code: ClassVar[str] = "SL030"
    title: ClassVar[str] = "{owner} has no key `{name}`"
    label: ClassVar[str] = "not a key here"
    help: ClassVar[str] = "write one of the keys that the message lists"

    name: str
    owner: str
    allowed: tuple[str, ...]

    @property
    def message(self) -> str:
        """What is wrong, with the signs of the word that cannot be seen."""
        return self._filled(self.title) + hidden_in(self.name)

    @property
    def help_text(self) -> str:
        """The nearest key, and all of them."""
        return advice(self.name, self.allowed, "keys here")

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)


class MissingKey(Diagnostic):
    """A key that must be there is not.

    A scene needs `scene`, `id`, `archetype` and `beats`; other parts have needs of their own, which the
    help names.
    """

    code: ClassVar[str] = "SL032"
    title: ClassVar[str] = "{owner} needs the key `{name}`"
    label: ClassVar[str] = "`{name}` is missing here"
    help: ClassVar[str] = "write {example}"

    name: str
    owner: str
    example: str


class WrongForm(Diagnostic):
    """A value has another form than its key takes: a text where a list belongs, say.

    YAML has three forms. A text stands on the key's line or in a block under `|`. A list has one item a line,
    each after `- `. A mapping has one `key: value` a line. A key with nothing after it is empty, and an empty
    key says nothing: write its value or take it out.
    """

    code: ClassVar[str] = "SL033"
    title: ClassVar[str] = "`{name}` takes {wanted}, and this is {given}"
    label: ClassVar[str] = "{given}"
    help: ClassVar[str] = "write it as {example}"

    name: str
    wanted: str
    given: str
    example: str


class VersionNotFirst(Diagnostic):
    """The language version does not stand first.

    `scene: 1` is the first key of every scene, so that any tool can tell from the first line how to read the
    rest.
    """

    code: ClassVar[str] = "SL034"
    title: ClassVar[str] = "`scene` must be the first key"
    label: ClassVar[str] = "another key stands before this one"
    help: ClassVar[str] = "move `scene: 1` to the top of the scene"


class UnknownVersion(Diagnostic):
    """A language version that this scenelang does not read.

    There is one version so far: `scene: 1`. A file of a later version needs a later scenelang.
    """

    code: ClassVar[str] = "SL035"
    title: ClassVar[str] = "there is no version `{given}` of the scene language"
    label: ClassVar[str] = "unknown version"
    help: ClassVar[str] = "write `scene: 1`"

    given: str


class BadName(Diagnostic):
    """A name with a character that names do not hold.

    Names go into file names, references such as `other-scene#span` and shards, so they are plain: letters of
    any script, digits, and the signs that the help lists. A space becomes `-`.
    """

    code: ClassVar[str] = "SL036"
    title: ClassVar[str] = "`{name}` cannot be {what}"
    label: ClassVar[str] = "not allowed here"
    help: ClassVar[str] = "use {allowed}"

    name: str
    what: str
    allowed: str

    @property
    def message(self) -> str:
        """What is wrong, with the signs of the word that cannot be seen."""
        return self._filled(self.title) + hidden_in(self.name)


class UnknownStratum(Diagnostic):
    """A stratum that does not exist.

    The stratum says what kind of matter a scene is, and so how much it weighs: `thinking` 1.0, `knowledge`
    0.3, `noise` 0. Without the key a scene is `thinking`.
    """

    code: ClassVar[str] = "SL037"
    title: ClassVar[str] = "there is no stratum `{name}`"
    label: ClassVar[str] = "unknown stratum"
    help: ClassVar[str] = "write `thinking`, `knowledge` or `noise`"

    name: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest stratum, and all of them."""
        return advice(self.name, self.allowed, "strata")

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)


class EmptyText(Diagnostic):
    """A text is asked for, and there is none.

    YAML reads a value that is left out, `~` and the bare word `null` as nothing at all. If the word itself is
    meant, quote it: `"null"`.
    """

    code: ClassVar[str] = "SL038"
    title: ClassVar[str] = "`{name}` has no text"
    label: ClassVar[str] = "nothing is said here"
    help: ClassVar[str] = (
        "write the text, or take `{name}` out; a word that YAML reads as nothing needs quotes"
    )

    name: str


class EmptyList(Diagnostic):
    """A list or a mapping that must hold something is empty.

    `beats: []` says that there is something and then gives nothing; write at least one item.
    """

    code: ClassVar[str] = "SL039"
    title: ClassVar[str] = "`{name}` is empty"
    label: ClassVar[str] = "at least one belongs here"
    help: ClassVar[str] = "write {example}"

    name: str
    example: str
