"""A file's text to a scene: the outer form here, the lines inside by their small languages.

Takes: the text of a file.
Gives: a `Scene` wherever there is an outer form at all, with every finding of every part.
May assume: nothing.
Never does: ask what a name stands for; that is checking. A part that could not be read in full is named in
    `Scene.unread`, so that later stages keep still where they would only repeat it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple, TypeVar

from scenelang.diagnostics import Collector, Outcome
from scenelang.model import Beat, CastMember, ChatRole, Name, Recall, Scene, Stratum
from scenelang.reading.messages_scene import (
    EmptyList,
    UnknownVersion,
    VersionNotFirst,
    WrongForm,
)
from scenelang.reading.outer_shape import form_of, opening, read_fields
from scenelang.reading.read_tree import read_tree, read_trees
from scenelang.reading.scene_beats import read_beats
from scenelang.reading.scene_rules import (
    read_anchors,
    read_exposure,
    read_layers,
    read_logic,
    read_references,
    read_tension,
)
from scenelang.reading.scene_shape import CAST_MEMBER, SCENE
from scenelang.reading.scene_vary import read_vary
from scenelang.reading.scene_words import choice, note, plain_name, stratum, word, words
from scenelang.reading.scenes_apart import scenes_apart
from scenelang.reading.yaml_tree import (
    ScalarKind,
    YamlEntry,
    YamlMapping,
    YamlNode,
    YamlScalar,
    YamlSequence,
)
from scenelang.source import SourceText

Part = TypeVar("Part")
Node = TypeVar("Node", bound=YamlNode)

LANGUAGE_VERSION = 1
DEFAULT_LANGUAGE = "en"


def read_scene(source: SourceText) -> Outcome[Scene]:
    """Reads a file of one scene. There is a value unless the file is no YAML mapping at all."""
    tree = read_tree(source)
    (node,), said = scenes_apart((tree.value,), tree.diagnostics)
    found = Collector(said)
    scene = None if node is None else _read(source, node, found)
    return Outcome(scene, found.sorted())


def read_scenes(source: SourceText) -> Outcome[tuple[Scene, ...]]:
    """Reads a `.scene` file: one scene, or several parted by lines `---`.

    The value has every scene that is a YAML mapping, whatever is wrong with the others; it is None where
    there is none.
    """
    documents, found = read_documents(source)
    scenes = tuple(document.scene for document in documents or () if document.scene is not None)
    return Outcome(scenes or None, found)


class SceneDocument(NamedTuple):
    """One document of a file: its YAML tree, and the scene in it where the tree is a mapping."""

    node: YamlNode
    scene: Scene | None


def read_documents(source: SourceText) -> Outcome[tuple[SceneDocument, ...]]:
    """Reads a `.scene` file as `read_scenes` does, and keeps the trees; None where it has no tree at all."""
    trees = read_trees(source)
    nodes, said = scenes_apart(trees.value or (), trees.diagnostics)
    found = Collector(said)
    documents = tuple(SceneDocument(node, _read(source, node, found)) for node in nodes if node is not None)
    return Outcome(documents or None, found.sorted())


def _read(source: SourceText, tree: YamlNode, found: Collector) -> Scene | None:
    if isinstance(tree, YamlMapping):
        return _SceneReader(source, tree, found).read()
    form = form_of(tree)
    found.add(WrongForm(tree.place, "scene", "a mapping of keys", form, "`scene: 1`, `id: …`"))
    return None


class _Split(StrEnum):
    """On which side of the split all instances of a scene are."""

    TRAIN = "train"
    HELD_OUT = "held_out"


class _SceneReader:
    """Reads the parts of one scene, each with its own findings, so that broken parts are known."""

    def __init__(self, source: SourceText, node: YamlMapping, found: Collector) -> None:
        self._source = source
        self._node = node
        self._found = found
        self._fields = read_fields(node, SCENE, found)
        self._unread = set(self._fields.unusable)

    def read(self) -> Scene:
        """All parts, in the order in which authors write them."""
        fields = self._fields
        version = self._part("scene", fields.scalar("scene"), self._version)
        language, recall = fields.scalar("language"), fields.scalar("recall")
        return Scene(
            file=self._source.name,
            version=version or LANGUAGE_VERSION,
            id=self._name("id", "the id of a scene"),
            archetype=self._name("archetype", "the name of an archetype"),
            stratum=self._part("stratum", fields.scalar("stratum"), stratum) or Stratum.THINKING,
            language=DEFAULT_LANGUAGE if language is None else language.text.value,
            tags=self._words("tags"),
            source=self._note("source"),
            licence=self._note("licence"),
            use=self._words("use"),
            expose=self._part("expose", fields.node("expose"), read_exposure) or (),
            recall=self._part("recall", recall, _recall) or Recall.ORDER,
            recall_place=None if recall is None else recall.place,
            held_out=self._part("split", fields.scalar("split"), _split) is _Split.HELD_OUT,
            cast=self._part("cast", fields.mapping("cast"), _cast) or (),
            tension=self._part("tension", fields.mapping("tension"), read_tension) or (),
            beats=self._part("beats", fields.sequence("beats"), self._beats) or (),
            logic=self._rules("logic", read_logic),
            references=self._rules("self", read_references),
            anchors=self._rules("anchors", read_anchors),
            layers=self._rules("layers", read_layers),
            vary=self._part("vary", fields.mapping("vary"), read_vary),
            place=self._node.place,
            unread=frozenset(self._unread),
        )

    def _part(
        self, section: str, node: Node | None, read: Callable[[Node, Collector], Part | None]
    ) -> Part | None:
        if node is None:
            return None
        mine = Collector()
        value = read(node, mine)
        if mine.has_errors:
            self._unread.add(section)
        self._found.extend(mine.sorted())
        return value

    def _name(self, key: str, what: str) -> Name:
        """The name under a key; an empty one at the file's start where there is none."""
        scalar = self._fields.scalar(key)
        name = self._part(key, scalar, lambda node, mine: plain_name(node, what, mine))
        if name is None:
            self._unread.add(key)
        return name or Name("", opening(self._node))

    def _note(self, key: str) -> Name | None:
        """The text under a key that says something about the scene, whatever its signs."""
        return self._part(key, self._fields.scalar(key), lambda node, mine: note(node, key, mine))

    def _words(self, key: str) -> tuple[Name, ...]:
        node = self._fields.node(key)
        return self._part(key, node, lambda found_node, mine: words(found_node, key, mine)) or ()

    def _rules(
        self, key: str, read: Callable[[YamlSequence, SourceText, Collector], tuple[Part, ...]]
    ) -> tuple[Part, ...]:
        node = self._fields.sequence(key)
        return self._part(key, node, lambda lines, mine: read(lines, self._source, mine)) or ()

    def _beats(self, node: YamlSequence, found: Collector) -> tuple[Beat, ...]:
        if not node.items:
            found.add(EmptyList(node.place, "beats", "`- kind: text`, one item a beat"))
        return read_beats(node, self._source, found)

    def _version(self, node: YamlScalar, found: Collector) -> int | None:
        first = self._node.entries[0]
        if first.value is not node:
            found.add(VersionNotFirst(node.place))
        if node.kind is ScalarKind.INTEGER and node.value == LANGUAGE_VERSION:
            return LANGUAGE_VERSION
        found.add(UnknownVersion(node.place, node.text.value))
        return None


def _recall(node: YamlScalar, found: Collector) -> Recall | None:
    return choice(node, "recall", Recall, found)


def _split(node: YamlScalar, found: Collector) -> _Split | None:
    return choice(node, "split", _Split, found)


def _cast(node: YamlMapping, found: Collector) -> tuple[CastMember, ...]:
    members = (_member(entry, found) for entry in node.entries)
    return tuple(member for member in members if member is not None)


def _member(entry: YamlEntry, found: Collector) -> CastMember | None:
    name = plain_name(entry.key, "the name of a speaker", found)
    if not isinstance(entry.value, YamlMapping):
        found.add(_no_member(entry))
        return None
    fields = read_fields(entry.value, CAST_MEMBER, found)
    role, chat = fields.scalar("role"), fields.scalar("chat")
    speaks_as = None if chat is None else choice(chat, "chat", ChatRole, found)
    return None if name is None or role is None else CastMember(name, word(role), speaks_as)


def _no_member(entry: YamlEntry) -> WrongForm:
    value = entry.value
    place = value.place if isinstance(value, YamlScalar) and not value.place.is_empty else entry.key.place
    return WrongForm(place, entry.name, "a mapping", form_of(value), "`{role: thinker}`")
