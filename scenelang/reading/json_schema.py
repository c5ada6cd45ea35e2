"""The outer shape of scene and archetype files as JSON Schema, for editors and other tools.

Takes: the tables of keys that reading itself uses. Gives: a schema (draft 2020-12) as plain data.
May assume: nothing. Never does: speak of the small languages inside the strings; `scenelang lint` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from scenelang.model import BAND_SIGNALS, ChatRole, Recall, Stratum
from scenelang.reading.archetype_shape import ARCHETYPE, ROLES
from scenelang.reading.key_meanings import MEANINGS
from scenelang.reading.outer_shape import Form, Key, Shape
from scenelang.reading.scene_shape import BEAT, CAST_MEMBER, DRAW, HOLDOUT, SCENE, VARY

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
Parts: TypeAlias = Mapping[str, "dict[str, Json]"]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR: dict[str, Json] = {"type": ["string", "number", "boolean"]}
_TEXTS: dict[str, Json] = {"type": "array", "items": _SCALAR}
_FORMS: Mapping[Form, dict[str, Json]] = {
    Form.TEXT: _SCALAR,
    Form.LIST: {"type": "array"},
    Form.MAPPING: {"type": "object"},
    Form.LIST_OR_TEXT: {"anyOf": [_TEXTS, _SCALAR]},
    Form.LIST_OR_MAPPING: {"type": ["array", "object"]},
}


def scene_schema() -> dict[str, Json]:
    """The schema of one scene: of a `.scene` file, or of one document of it."""
    parts: Parts = {
        "scene": {"const": 1},
        "id": {"type": ["string", "integer"]},
        "stratum": _one_of(Stratum),
        "split": {"enum": ["train", "held_out"]},
        "recall": _one_of(Recall),
        "tags": _TEXTS,
        "cast": _mapping_of(_object(CAST_MEMBER, {"chat": _one_of(ChatRole)})),
        "tension": _mapping_of(_SCALAR),
        "beats": {"type": "array", "minItems": 1, "items": {"anyOf": [_short_beat(), _long_beat()]}},
        "logic": _lines(),
        "self": _TEXTS,
        "anchors": _TEXTS,
        "layers": _lines(),
        "vary": _vary(),
    }
    return {"$schema": _DRAFT, "title": "A scene", **_object(SCENE, parts)}


def archetype_schema() -> dict[str, Json]:
    """The schema of an archetype file."""
    parts: Parts = {
        "roles": _object(ROLES, {"required": _TEXTS, "optional": _TEXTS}),
        "axes": _mapping_of(_SCALAR),
        "weights": _mapping_of(_SCALAR),
        "strata": _mapping_of(_one_of(Stratum)),
        "depth_bands": _TEXTS,
        "bands": {
            "type": "object",
            "properties": dict.fromkeys(BAND_SIGNALS, _SCALAR),
            "additionalProperties": False,
        },
        "chat": _mapping_of(_one_of(ChatRole)),
    }
    return {"$schema": _DRAFT, "title": "An archetype", **_object(ARCHETYPE, parts)}


def _object(shape: Shape, parts: Parts) -> dict[str, Json]:
    """The schema of a mapping with the keys of a shape and no others."""
    schema: dict[str, Json] = {
        "type": "object",
        "properties": {key.name: _key(shape, key, parts) for key in shape.keys},
        "additionalProperties": False,
    }
    required: list[Json] = [key.name for key in shape.keys if key.required]
    return {**schema, "required": required} if required else schema


def _key(shape: Shape, key: Key, parts: Parts) -> dict[str, Json]:
    schema = parts.get(key.name, _FORMS[key.form])
    return {"description": MEANINGS[shape.owner, key.name], **schema}


def _one_of(words: type[Stratum | Recall | ChatRole]) -> dict[str, Json]:
    return {"enum": [word.value for word in words]}


def _mapping_of(values: dict[str, Json]) -> dict[str, Json]:
    return {"type": "object", "additionalProperties": values}


def _lines() -> dict[str, Json]:
    """Lines that YAML may read as a mapping of one key: `s1: a => b`, `at x: reads "y"`."""
    pair: dict[str, Json] = {"type": "object", "maxProperties": 1, "additionalProperties": _SCALAR}
    return {"type": "array", "items": {"anyOf": [_SCALAR, pair]}}


def _short_beat() -> dict[str, Json]:
    return {
        "description": "`kind: text` or `kind(speaker): text`",
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "not": {"required": ["kind"]},
        "additionalProperties": _SCALAR,
    }


def _long_beat() -> dict[str, Json]:
    return _object(BEAT, {"stratum": _one_of(Stratum)})


def _vary() -> dict[str, Json]:
    draw: dict[str, Json] = {"anyOf": [_TEXTS, _object(DRAW, {"distinct": {"type": "boolean"}})]}
    parts: Parts = {
        "count": {"type": "integer", "minimum": 1},
        "seed": {"type": "integer", "minimum": 0},
        "draw": _mapping_of(draw),
        "let": _mapping_of(_SCALAR),
        "holdout": _object(HOLDOUT, {}),
    }
    return _object(VARY, parts)
