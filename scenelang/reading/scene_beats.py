"""Beats: the short form `- kind(speaker): text` and the long form with a key for everything.

Takes: the list under `beats`.
Gives: beats in order; one whose text cannot be read is kept with its place and without pieces.
May assume: nothing about the items.
Never does: ask whether a kind or a speaker is known.
"""

from __future__ import annotations

from scenelang.diagnostics import Collector
from scenelang.model import Beat, BeatText
from scenelang.parsing import BeatHead, parse_beat_head, parse_beat_text
from scenelang.reading.comments import comment_cuts_text
from scenelang.reading.messages_parts import BeatForm
from scenelang.reading.messages_scene import EmptyText, WrongForm
from scenelang.reading.outer_shape import form_of, read_fields
from scenelang.reading.scene_rules import read_exposure
from scenelang.reading.scene_shape import BEAT
from scenelang.reading.scene_words import stratum, weight, word
from scenelang.reading.yaml_tree import ScalarKind, YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence
from scenelang.source import SourceText

_LONG_FORM_KEYS = frozenset(BEAT.names)


def read_beats(node: YamlSequence, source: SourceText, found: Collector) -> tuple[Beat, ...]:
    """All beats of the list that have a kind and a text."""
    beats = (_read_beat(item, source, found) for item in node.items)
    return tuple(beat for beat in beats if beat is not None)


def _read_beat(item: YamlNode, source: SourceText, found: Collector) -> Beat | None:
    if not isinstance(item, YamlMapping) or not item.entries:
        found.add(BeatForm(item.place, f"{form_of(item)} without a kind"))
        return None
    keys = [entry.name for entry in item.entries]
    if "kind" in keys or keys[0] in _LONG_FORM_KEYS:
        return _read_long(item, source, found)
    if len(keys) > 1:
        found.add(BeatForm(item.entries[1].key.place, "a second key in one beat"))
        return None
    return _read_short(item.entries[0], source, found)


def _read_short(entry: YamlEntry, source: SourceText, found: Collector) -> Beat | None:
    head = _read_head(entry.key, found)
    text = _read_text(entry, entry.name, source, found)
    if head is None or text is None:
        return None
    return Beat(head.kind, head.speaker, text, None, entry.place)


def _read_long(item: YamlMapping, source: SourceText, found: Collector) -> Beat | None:
    fields = read_fields(item, BEAT, found)
    kind, speaker, factor = fields.scalar("kind"), fields.scalar("speaker"), fields.scalar("weight")
    head = None if kind is None else _read_head(kind, found)
    text_entry, matter, exposed = fields.entry("text"), fields.scalar("stratum"), fields.node("expose")
    text = None if text_entry is None else _read_text(text_entry, "text", source, found)
    own_weight = None if factor is None else weight(factor, "weight", found)
    own_stratum = None if matter is None else stratum(matter, found)
    own_exposure = () if exposed is None else read_exposure(exposed, found)
    if head is None or text is None:
        return None
    speaks = head.speaker if speaker is None else word(speaker)
    return Beat(head.kind, speaks, text, own_weight, item.place, own_stratum, own_exposure)


def _read_head(scalar: YamlScalar, found: Collector) -> BeatHead | None:
    outcome = parse_beat_head(scalar.text)
    found.extend(outcome.diagnostics)
    return outcome.value


def _read_text(entry: YamlEntry, name: str, source: SourceText, found: Collector) -> BeatText | None:
    value = entry.value
    if not isinstance(value, YamlScalar):
        found.add(WrongForm(entry.key.place, name, "a text", form_of(value), "a text, in a block under `|`"))
        return None
    cut = comment_cuts_text(source, value)
    if cut is not None:
        found.add(cut)
    elif value.kind is ScalarKind.NOTHING or not value.text.value.strip():
        found.add(EmptyText(value.place if not value.place.is_empty else entry.key.place, name))
    if value.kind is ScalarKind.NOTHING or not value.text.value.strip():
        return None
    outcome = parse_beat_text(value.text)
    found.extend(outcome.diagnostics)
    return outcome.value or BeatText(value.text, ())
