"""An archetype file to what it says.

Takes: the text of a file such as `archetypes/discovery.yaml`.
Gives: an `ArchetypeFile`, or None where its name, or what it needs to be an archetype, cannot be read.
May assume: nothing.
Never does: look at any scene but its own example, or at the archetype that it extends.
"""

from __future__ import annotations

from pathlib import PurePath

from scenelang.diagnostics import Collector, Outcome
from scenelang.model import ArchetypeFile, Name, kinds_of
from scenelang.parsing import parse_beat_pattern, parse_layer_band
from scenelang.reading import archetype_parts as parts
from scenelang.reading.archetype_shape import ARCHETYPE, WITHOUT_EXTENDS
from scenelang.reading.messages_archetype import ArchetypeNameDiffers
from scenelang.reading.messages_scene import MissingKey, WrongForm
from scenelang.reading.outer_shape import Fields, form_of, opening, read_fields
from scenelang.reading.read_tree import read_tree
from scenelang.reading.scene_rules import entry_text
from scenelang.reading.scene_words import plain_name
from scenelang.reading.yaml_tree import YamlMapping, YamlScalar
from scenelang.source import SourceText


def read_archetype(source: SourceText, *, trusted: bool = False) -> Outcome[ArchetypeFile]:
    """Reads one archetype file, which carries the name of its archetype.

    Args:
        source: The file's text.
        trusted: True for what ships with scenelang, whose examples are read by its tests, not each time.
    """
    tree = read_tree(source)
    found = Collector(tree.diagnostics)
    archetype = None
    if isinstance(tree.value, YamlMapping):
        archetype = _read(tree.value, source.name, found, trusted=trusted)
    elif tree.value is not None:
        form = form_of(tree.value)
        found.add(
            WrongForm(tree.value.place, "archetype", "a mapping of keys", form, "`archetype: discovery`, …")
        )
    return Outcome(archetype, found.sorted())


def _read(node: YamlMapping, file: str, found: Collector, *, trusted: bool) -> ArchetypeFile | None:
    fields = read_fields(node, ARCHETYPE, found)
    name = _name(fields.scalar("archetype"), file, found)
    is_whole = _is_whole(fields, node, found)
    beats, first_band = fields.scalar("beats"), fields.scalar("first_band")
    pattern = None if beats is None else parts.take(parse_beat_pattern(beats.text), found)
    kinds = None if pattern is None else frozenset(kinds_of(pattern))
    required, optional = parts.read_roles(fields.mapping("roles"), found)
    extends = fields.scalar("extends")
    known_roles = None if "extends" in fields.unusable or extends else (*(required or ()), *(optional or ()))
    archetype = ArchetypeFile(
        name=name or Name("", opening(node)),
        extends=None if extends is None else plain_name(extends, "the name of an archetype", found),
        purpose=_text(fields, "purpose", found),
        leaves=_text(fields, "leaves", found),
        measured=_text(fields, "measured", found),
        required_roles=required,
        optional_roles=optional,
        axes=parts.read_axes(fields.mapping("axes"), kinds, found),
        pattern=pattern,
        weights=tuple(parts.read_weights(fields.mapping("weights"), kinds, found)),
        strata=tuple(parts.read_strata(fields.mapping("strata"), kinds, found)),
        first_band=None if first_band is None else parts.take(parse_layer_band(first_band.text), found),
        depth_bands=parts.read_depth_bands(fields.sequence("depth_bands"), found),
        bands=tuple(parts.read_bands(fields.mapping("bands"), found)),
        chat=tuple(parts.read_chat(fields.mapping("chat"), known_roles, found)),
        example=_example(fields, None if trusted else PurePath(file).stem, found),
        file=file,
    )
    is_sound = is_whole and (pattern is None) == (beats is None)
    return archetype if name and is_sound and (extends or archetype.purpose) else None


def _is_whole(fields: Fields, node: YamlMapping, found: Collector) -> bool:
    """True when everything is there that the archetype must say itself."""
    if fields.entry("extends") is not None or "extends" in fields.unusable:
        return "extends" not in fields.unusable
    missing = [key for key in ARCHETYPE.keys if key.name in WITHOUT_EXTENDS and not fields.entry(key.name)]
    for key in missing:
        if key.name not in fields.unusable:
            found.add(MissingKey(opening(node), key.name, ARCHETYPE.owner, key.line))
    return not missing


def _name(scalar: YamlScalar | None, file: str, found: Collector) -> Name | None:
    name = None if scalar is None else plain_name(scalar, "the name of an archetype", found)
    expected = PurePath(file).stem
    if name is not None and name.text != expected:
        found.add(ArchetypeNameDiffers(name.place, name.text, expected))
    return name


def _text(fields: Fields, key: str, found: Collector) -> str | None:
    entry = fields.entry(key)
    text = None if entry is None else entry_text(entry, "a text", found)
    return None if text is None else text.value


def _example(fields: Fields, archetype: str | None, found: Collector) -> str | None:
    """The text of the example, read as a scene of the archetype unless that is None."""
    entry = fields.entry("example")
    text = None if entry is None else entry_text(entry, "a scene, in a block under `|`", found)
    if text is None or archetype is None:
        return None if text is None else text.value
    from scenelang.reading.archetype_example import read_example  # noqa: PLC0415 - shipped ones do without

    return read_example(text, archetype, found)
