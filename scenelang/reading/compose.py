"""From YAML events to a tree, without recursion and within limits.

Takes: a source text. Gives: a tree of nodes with places, and what is wrong with it. May assume: nothing.
Never does: resolve references, build more than the limits allow, give a meaning to keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.reading.core_types import SCALAR_TAGS, core_value, tagged_value
from scenelang.reading.messages_files import EmptyFile
from scenelang.reading.messages_yaml import (
    DuplicateKey,
    KeyNotText,
    ReferenceRefused,
    ScalarNotMapped,
    SeveralDocuments,
    TagMismatch,
    TooDeep,
    TooManyValues,
    UnknownTag,
)
from scenelang.reading.odd_blanks import blank_before_key
from scenelang.reading.scalar_map import content_start, map_scalar
from scenelang.reading.yaml_events import EventKind, YamlEvent
from scenelang.reading.yaml_tree import (
    STYLES,
    ScalarKind,
    ScalarStyle,
    ScalarValue,
    YamlEntry,
    YamlMapping,
    YamlNode,
    YamlScalar,
    YamlSequence,
)
from scenelang.source import ScalarText, SourceText, Span

MAX_DEPTH = 64
MAX_NODES = 250_000
_KEY_KINDS = {
    ScalarKind.TEXT: "text",
    ScalarKind.INTEGER: "a whole number",
    ScalarKind.DECIMAL: "a number",
    ScalarKind.TRUTH: "a truth value",
    ScalarKind.NOTHING: "the empty value",
}
_REFERENCE = re.compile(r"[&*][^\s,\[\]{}]+")
_CORE = "tag:yaml.org,2002:"


class Unreadable(Exception):
    """Ends composing at a message after which no tree can be trusted; caught in this room."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


@dataclass(slots=True)
class OpenNode:
    """A list or mapping whose end is still to come."""

    is_mapping: bool
    is_flow: bool
    start: int
    items: list[YamlNode] = field(default_factory=list)
    entries: dict[str, YamlEntry] = field(default_factory=dict)
    key: YamlNode | None = None


class Composer:
    """Takes events one by one; `root` and `found` are the result.

    `open_nodes`, `last` and `references` tell whoever explains a syntax error what was being read.
    """

    def __init__(self, source: SourceText, count: int = 0) -> None:
        """`count` is the number of values in the documents before this one."""
        self._source = source
        self.count = count
        self.references: list[Span] = []
        self._documents = 0
        self.root: YamlNode | None = None
        self.found: list[Diagnostic] = []
        self.open_nodes: list[OpenNode] = []
        self.last: YamlNode | None = None

    def take(self, event: YamlEvent) -> bool:
        """Takes the next event; gives False when the rest of the file is of no use.

        Raises:
            Unreadable: a limit is passed.
        """
        kind = event.kind
        if kind is EventKind.END:
            self._close(event)
            return True
        if kind is EventKind.DOCUMENT:
            return self._open_document(event)
        self.count += 1
        if self.count > MAX_NODES or len(self.open_nodes) >= MAX_DEPTH:
            raise Unreadable(self._limit(event))
        if event.anchor is not None:
            self._refuse_reference(event)
        if kind is EventKind.SCALAR:
            self._add(self._scalar(event))
        elif kind is EventKind.ALIAS:
            self._add(self._alias(event))
        else:
            self._open(event)
        return True

    def finish(self) -> Outcome[YamlNode]:
        """The tree, unless references stand in it or there is none."""
        if self.references:
            first = self.references[0]
            refused = ReferenceRefused(first, self._source.text_of(first), len(self.references))
            return Outcome(None, (*self.found, refused))
        if self.root is None or _is_absent(self.root):
            return Outcome(None, (EmptyFile(Span.start_of(self._source.name)),))
        return Outcome(self.root, tuple(self.found))

    def _open_document(self, event: YamlEvent) -> bool:
        self._documents += 1
        if self._documents == 1:
            return True
        self.found.append(SeveralDocuments(self._place(event.start, event.end)))
        return False

    def _limit(self, event: YamlEvent) -> Diagnostic:
        """The limit that a value passes."""
        here = self._place(event.start, min(event.start + 1, len(self._source.text)))
        return TooManyValues(here, MAX_NODES) if self.count > MAX_NODES else TooDeep(here, MAX_DEPTH)

    def _open(self, event: YamlEvent) -> None:
        is_mapping = event.kind is EventKind.MAPPING
        start = content_start(self._source.text, event)
        wanted = "map" if is_mapping else "seq"
        if event.tag not in (None, "!", f"{_CORE}{wanted}"):
            self._unknown_tag(event)
        self.open_nodes.append(OpenNode(is_mapping, event.flow, start))

    def _refuse_reference(self, event: YamlEvent) -> None:
        found = _REFERENCE.search(self._source.text, event.start)
        assert found is not None
        self.references.append(self._place(found.start(), found.end()))

    def _close(self, event: YamlEvent) -> None:
        done = self.open_nodes.pop()
        end = event.end if done.is_flow or self.last is None else self.last.place.end
        place = self._place(done.start, max(end, done.start))
        if done.is_mapping:
            self._add(YamlMapping(tuple(done.entries.values()), place))
        else:
            self._add(YamlSequence(tuple(done.items), place))

    def _add(self, node: YamlNode) -> None:
        self.last = node
        if not self.open_nodes:
            self.root = node
            return
        parent = self.open_nodes[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            self._add_entry(parent, parent.key, node)
            parent.key = None

    def _add_entry(self, parent: OpenNode, key: YamlNode, value: YamlNode) -> None:
        """Adds a key and its value.

        Raises:
            Unreadable: the key is indented with blanks that are no spaces.
        """
        if not isinstance(key, YamlScalar) or not key.is_text:
            self.found.append(KeyNotText(key.place, _kind_of_key(key)))
            return
        name = key.text.value
        odd = blank_before_key(self._source, key.place.start) if key.style is ScalarStyle.PLAIN else None
        if odd is not None:
            raise Unreadable(odd)
        if name == "<<" and key.style is ScalarStyle.PLAIN:
            self.references.append(key.place)
        first = parent.entries.get(name)
        if first is not None:
            self.found.append(DuplicateKey(key.place, name, first.key.place))
            return
        parent.entries[name] = YamlEntry(key, value)

    def _scalar(self, event: YamlEvent) -> YamlScalar:
        style = STYLES[event.style]
        is_block = style is ScalarStyle.LITERAL or style is ScalarStyle.FOLDED
        text = map_scalar(self._source, event, self._parent_indent() if is_block else -1)
        if text is None:
            raise Unreadable(ScalarNotMapped(self._place(event.start, event.end)))
        kind, value, tag = self._typed(event, text.value, style)
        return YamlScalar(text, kind, value, style, tag)

    def _alias(self, event: YamlEvent) -> YamlScalar:
        place = self._place(event.start, event.end)
        text = ScalarText(self._source.text_of(place), place, (), ())
        return YamlScalar(text, ScalarKind.TEXT, text.value, ScalarStyle.PLAIN)

    def _typed(
        self, event: YamlEvent, written: str, style: ScalarStyle
    ) -> tuple[ScalarKind, ScalarValue, str | None]:
        if event.tag is None and style is ScalarStyle.PLAIN:
            return *core_value(written), None
        if event.tag is None or event.tag == "!":
            return ScalarKind.TEXT, written, None
        tag = event.tag.removeprefix(_CORE)
        if not event.tag.startswith(_CORE) or tag not in SCALAR_TAGS:
            self._unknown_tag(event)
            return ScalarKind.TEXT, written, None
        typed = tagged_value(tag, written)
        if typed is None:
            place = self._place(content_start(self._source.text, event), event.end)
            self.found.append(TagMismatch(place, tag))
            return ScalarKind.TEXT, written, tag
        return *typed, tag

    def _unknown_tag(self, event: YamlEvent) -> None:
        text = self._source.text
        end = event.start
        while end < len(text) and text[end] not in " \t\r\n,":
            end += 1
        place = self._place(event.start, end)
        self.found.append(UnknownTag(place, self._source.text_of(place)))

    def _parent_indent(self) -> int:
        for node in reversed(self.open_nodes):
            if not node.is_flow:
                return self._source.position(node.start).column - 1
        return -1

    def _place(self, start: int, end: int) -> Span:
        return Span(self._source.name, start, max(start, end))


def _is_absent(node: YamlNode) -> bool:
    return isinstance(node, YamlScalar) and node.place.is_empty and not node.text.value


def _kind_of_key(key: YamlNode) -> str:
    if isinstance(key, YamlScalar):
        return _KEY_KINDS[key.kind] if not key.place.is_empty else "an empty key"
    return "a mapping" if isinstance(key, YamlMapping) else "a list"
