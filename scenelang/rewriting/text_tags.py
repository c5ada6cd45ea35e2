"""Ids for whatever has none: scenes without `id`, marked spans without `#`.

Takes: a text, and the ids that are or were used.
Gives: the text with the ids written in, by minimal edits, and how many there are.
May assume: nothing; what does not read gets no id.
Never does: change or move an id; name brackets that the author left unmarked, for they are text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from scenelang.diagnostics import Diagnostic, Severity
from scenelang.model import Beat, Latent, MarkedSpan, Scene
from scenelang.printing import flow_scalar
from scenelang.reading import YamlEntry, YamlMapping, YamlScalar, read_documents
from scenelang.rewriting.id_ledger import IdLedger
from scenelang.rewriting.made_ids import scene_id, span_id
from scenelang.rewriting.messages import IdNotMade
from scenelang.source import SourceText, Span, SpanEdit, apply_edits

_OPENED = "]{"


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text with ids, and how many scenes and spans were given one.

    `unread` are the errors of the text with its ids, `unread_before` those of the text as it was.
    """

    source: SourceText
    scenes: int
    spans: int
    found: tuple[Diagnostic, ...] = ()
    unread_before: tuple[Diagnostic, ...] = ()
    unread: tuple[Diagnostic, ...] = ()


def tag_text(source: SourceText, ledger: IdLedger) -> Tagged:
    """The text with an id for every scene and every marked span."""
    tagging = _Tagging(source, ledger)
    documents, said = read_documents(source)
    for node, scene in documents or ():
        if scene is not None and isinstance(node, YamlMapping):
            tagging.scene(node, scene)
    return replace(tagging.done(), unread_before=tuple(one for one in said if one.severity is Severity.ERROR))


class _Tagging:
    """Collects the edits of one file."""

    def __init__(self, source: SourceText, ledger: IdLedger) -> None:
        self._source = source
        self._ledger = ledger
        self._given: set[str] = set()
        self._edits: list[SpanEdit] = []
        self._found: list[Diagnostic] = []
        self._scenes = 0
        self._line_break = "\r\n" if "\r\n" in source.text else "\n"

    def scene(self, node: YamlMapping, scene: Scene) -> None:
        """Gives ids to a scene and its spans."""
        name: str | None = scene.id.text
        if not name and _lacks_id(node):
            name = self._name(node, scene)
        taken = {*_names_in(scene)}
        for beat in scene.beats:
            for span in sorted(beat.text.spans(), key=lambda each: each.place.end):  # inner ones first
                if span.id is None:
                    self._span(span, beat, name or "", taken)

    def _name(self, node: YamlMapping, scene: Scene) -> str | None:
        stem = PurePath(self._source.name).name.removesuffix(".scene")
        name = scene_id(stem, self._is_taken, len(self._given))
        if name is None:
            self._found.append(IdNotMade(scene.id.place, stem))
            return None
        self._given.add(name)
        self._scenes += 1
        self._edits.append(id_edit(self._source, node, name, self._line_break))
        return name

    def _is_taken(self, word: str) -> bool:
        return self._ledger.has_scene(word) or word in self._given

    def _span(self, span: MarkedSpan, beat: Beat, scene: str, taken: set[str]) -> None:
        opened = self._source.text.rfind(_OPENED, span.place.start, span.place.end)
        if opened < 0:  # the bracket is written as an escape
            return
        name = span_id(span, beat.kind.text, lambda word: word in taken or self._ledger.has_span(scene, word))
        taken.add(name)
        at = opened + len(_OPENED)
        gap = "" if self._source.text[at] in " \t\r\n}" else " "
        self._edits.append(SpanEdit(Span(self._source.name, at, at), f"#{name}{gap}"))

    def done(self) -> Tagged:
        """The text with all edits."""
        tagged = apply_edits(self._source, self._edits)
        return Tagged(tagged, self._scenes, len(self._edits) - self._scenes, tuple(self._found))


def id_edit(source: SourceText, node: YamlMapping, id_: str, line_break: str = "\n") -> SpanEdit:
    """The edit that writes an id: behind an empty `id:`, else on a line below `scene`, else in front."""
    empty, version, first = node.entry("id"), node.entry("scene"), node.entries[0]
    name = flow_scalar(id_)  # `123` and `null` would not be texts
    if empty is not None:
        return SpanEdit(empty.value.place, f" {name}")
    if source.text[node.place.start] == "{":
        at = first.place.start if version is None else version.place.end
        return SpanEdit(Span(source.name, at, at), f"id: {name}, " if version is None else f", id: {name}")
    margin = " " * (source.position(first.key.place.start).column - 1)
    if version is None:
        here = Span(source.name, first.key.place.start, first.key.place.start)
        return SpanEdit(here, f"id: {name}{line_break}{margin}")
    end = source.line_span(source.position(_last_place(version)).line).end
    return SpanEdit(Span(source.name, end, end), f"{line_break}{margin}id: {name}")


def _last_place(entry: YamlEntry) -> int:
    """The last character of an entry's value on its own line."""
    return max(entry.value.place.end - 1, entry.key.place.start)


def _lacks_id(node: YamlMapping) -> bool:
    """Whether no id is written at all; one that cannot be read is the author's to mend."""
    value = node.get("id")
    return value is None or (isinstance(value, YamlScalar) and value.place.is_empty)


def _names_in(scene: Scene) -> Iterator[str]:
    """All names that rules of a scene may speak of."""
    for beat in scene.beats:
        yield beat.kind.text
        yield from (span.id.text for span in beat.text.spans() if span.id is not None)
    for step in scene.logic:
        yield from (step.name.text,) if step.name is not None else ()
        yield from (step.conclusion.name.text,) if isinstance(step.conclusion, Latent) else ()
    yield from (axis.axis.text for axis in scene.tension)
