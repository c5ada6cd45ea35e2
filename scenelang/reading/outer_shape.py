"""The outer shape of scenes and archetypes: which keys stand where, and what form their values have.

Takes: a YAML node and a shape.
Gives: the entries whose form is right, by key.
May assume: the node tree is complete; duplicate keys were reported when it was read.
Never does: look inside a text.

The shapes are tables of our own and no pydantic model. A scene with one bad key must still give all its
other parts to the stages behind, every finding needs the place of a key or of a value, and both are plain
here, while a model would give either everything or nothing. The tables hold what a schema for editors
needs: key, form, need, example.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from scenelang.diagnostics import Collector, nearest
from scenelang.parsing import OlderSpelling
from scenelang.reading.messages_scene import EmptyText, MissingKey, UnknownKey, WrongForm
from scenelang.reading.messages_slips import ColonWithoutBlank
from scenelang.reading.messages_yaml import DuplicateKey
from scenelang.reading.yaml_tree import (
    ScalarKind,
    ScalarStyle,
    YamlEntry,
    YamlMapping,
    YamlNode,
    YamlScalar,
    YamlSequence,
)
from scenelang.source import Span

NodeType = TypeVar("NodeType", YamlScalar, YamlSequence, YamlMapping)


class Form(Enum):
    """What stands after a key."""

    TEXT = "a text"
    LIST = "a list"
    MAPPING = "a mapping"
    LIST_OR_TEXT = "a list or one text"
    LIST_OR_MAPPING = "a list or a mapping"


_ACCEPTED: dict[Form, tuple[type[YamlNode], ...]] = {
    Form.TEXT: (YamlScalar,),
    Form.LIST: (YamlSequence,),
    Form.MAPPING: (YamlMapping,),
    Form.LIST_OR_TEXT: (YamlSequence, YamlScalar),
    Form.LIST_OR_MAPPING: (YamlSequence, YamlMapping),
}


_DESCRIBED = "a list of "


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a shape; `example` is what an author might write after it, or `a list of` something."""

    name: str
    form: Form
    example: str
    required: bool = False

    @property
    def shown(self) -> str:
        """The example, fit to stand in a sentence."""
        return self.example if self.example.startswith(_DESCRIBED) else f"`{self.example}`"

    @property
    def line(self) -> str:
        """Key and example, fit to stand in a sentence."""
        if self.example.startswith(_DESCRIBED):
            return f"`{self.name}:` and below it {self.example}"
        return f"`{self.name}: {self.example}`"


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of one kind of mapping. `renamed` are older spellings of keys, each with its new one."""

    owner: str
    keys: tuple[Key, ...]
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All keys that may be written."""
        return tuple(key.name for key in self.keys)

    def key(self, name: str) -> Key:
        """The key of this name, which the table has."""
        return next(key for key in self.keys if key.name == name)


class Fields:
    """The entries of one mapping that have the form their shape asks for.

    `unusable` are the keys that were written in another form, misspelt, or missing though they are required.
    """

    def __init__(self, entries: Mapping[str, YamlEntry], unusable: frozenset[str]) -> None:
        self._entries = entries
        self.unusable = unusable

    def entry(self, name: str) -> YamlEntry | None:
        """Key and value, where the value can be used."""
        return self._entries.get(name)

    def node(self, name: str) -> YamlNode | None:
        """The value of a key, whatever its form."""
        entry = self._entries.get(name)
        return None if entry is None else entry.value

    def scalar(self, name: str) -> YamlScalar | None:
        """The value of a key, if it is a text."""
        return self._of(name, YamlScalar)

    def sequence(self, name: str) -> YamlSequence | None:
        """The value of a key, if it is a list."""
        return self._of(name, YamlSequence)

    def mapping(self, name: str) -> YamlMapping | None:
        """The value of a key, if it is a mapping."""
        return self._of(name, YamlMapping)

    def _of(self, name: str, wanted: type[NodeType]) -> NodeType | None:
        node = self.node(name)
        return node if isinstance(node, wanted) else None


def form_of(node: YamlNode) -> str:
    """What a node is, in an author's words."""
    if isinstance(node, YamlSequence):
        return "a list"
    if isinstance(node, YamlMapping):
        return "a mapping"
    return "empty" if node.kind is ScalarKind.NOTHING else "a text"


def read_fields(node: YamlMapping, shape: Shape, found: Collector) -> Fields:
    """The usable entries of a mapping; says what is unknown, missing or of another form."""
    keys = {key.name: key for key in shape.keys}
    usable: dict[str, YamlEntry] = {}
    meant: set[str] = set()
    for entry in node.entries:
        key = keys.get(shape.renamed.get(entry.name, entry.name))
        torn = _without_blank(entry, shape) if key is None else None
        if torn is not None:
            found.add(torn)
            meant.add(torn.key)
            continue
        if key is None:
            found.add(UnknownKey(entry.key.place, entry.name, shape.owner, shape.names))
            meant.add(nearest(entry.name, shape.names) or entry.name)
            continue
        meant.add(key.name)
        if entry.name != key.name:
            found.add(OlderSpelling(_inside(entry.key), entry.name, key.name))
        if key.name in usable:
            found.add(DuplicateKey(entry.key.place, key.name, usable[key.name].key.place))
        elif _has_form(entry, key, found):
            usable[key.name] = entry
    for key in shape.keys:
        if key.required and key.name not in meant:
            found.add(MissingKey(opening(node), key.name, shape.owner, key.line))
    required = {key.name for key in shape.keys if key.required}
    return Fields(usable, frozenset((meant | required) - usable.keys()))


def _without_blank(entry: YamlEntry, shape: Shape) -> ColonWithoutBlank | None:
    """The message for `{role:thinker}`, which YAML reads as one key without a value."""
    name, _, value = entry.name.partition(":")
    is_alone = entry.key.style is ScalarStyle.PLAIN and entry.value.place.is_empty
    if not (is_alone and value and name in shape.names):
        return None
    return ColonWithoutBlank(entry.key.place, entry.name, name, value)


def _inside(scalar: YamlScalar) -> Span:
    """The place of a word without its quotes."""
    return scalar.text.span(0, len(scalar.text.value))


def _has_form(entry: YamlEntry, key: Key, found: Collector) -> bool:
    value = entry.value
    if isinstance(value, YamlScalar) and value.kind is ScalarKind.NOTHING:
        _refuse_nothing(entry, key, found)
        return False
    if isinstance(value, _ACCEPTED[key.form]):
        return True
    place = value.place if isinstance(value, YamlScalar) else entry.key.place
    found.add(WrongForm(place, key.name, key.form.value, form_of(value), key.shown))
    return False


def _refuse_nothing(entry: YamlEntry, key: Key, found: Collector) -> None:
    place = entry.value.place if not entry.value.place.is_empty else entry.key.place
    if key.form is Form.TEXT:
        found.add(EmptyText(place, key.name))
    else:
        found.add(WrongForm(place, key.name, key.form.value, "empty", key.shown))


def opening(node: YamlMapping) -> Span:
    """A place for what a mapping lacks: its first key, or all of it where it has none."""
    return node.entries[0].key.place if node.entries else node.place
