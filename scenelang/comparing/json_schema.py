"""The JSON Schema of what `scenelang diff --output-format json` writes."""

from __future__ import annotations

from scenelang.comparing.change_class import ChangeClass
from scenelang.comparing.changes import Status
from scenelang.comparing.diff_json import DIFF_VERSION

_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_NUMBER = {"type": "number"}
_MAYBE_NUMBER = {"type": ["number", "null"]}
_MAYBE_LINE = {"type": ["integer", "null"], "minimum": 1}
_CLASS = {"enum": [kind.value for kind in ChangeClass]}


def diff_output_schema() -> dict[str, object]:
    """The schema of the whole object."""
    whole = _object(
        version={"const": DIFF_VERSION},
        before=_TEXT,
        after=_TEXT,
        **{"class": _CLASS},
        counts=_object(**{kind.value: _COUNT for kind in ChangeClass}),
        totals=_list(_object(name=_TEXT, before=_NUMBER, after=_NUMBER)),
        scenes=_list(_scene()),
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What `scenelang diff --output-format json` writes",
        "description": "`version` changes when a field is renamed, removed or changes its meaning. New fields"
        " may come at any time.",
        **whole,
    }


def _object(**fields: object) -> dict[str, object]:
    return {"type": "object", "required": list(fields), "properties": fields}


def _list(items: object) -> dict[str, object]:
    return {"type": "array", "items": items}


def _scene() -> dict[str, object]:
    instances = _object(compared=_COUNT, before=_COUNT, after=_COUNT)
    text = _object(
        beat=_TEXT,
        before=_TEXT,
        after=_TEXT,
        tokens_before=_COUNT,
        tokens_after=_COUNT,
        line=_MAYBE_LINE,
        times=_COUNT,
    )
    mass = _object(
        kind={"enum": ["beat", "avoid", "span"]}, name=_TEXT, before=_MAYBE_NUMBER, after=_MAYBE_NUMBER
    )
    problem = _object(side={"enum": ["before", "after"]}, code=_TEXT, message=_TEXT, line=_MAYBE_LINE)
    return _object(
        id=_TEXT,
        file=_TEXT,
        status={"enum": [status.value for status in Status]},
        **{"class": _CLASS},
        classes=_list(_CLASS),
        former_id=_TEXT,
        former_file=_TEXT,
        instances=instances,
        fields=_list(_object(name=_TEXT, before=_TEXT, after=_TEXT, **{"class": _CLASS})),
        text=_list(text),
        masses=_list(mass),
        targets=_list(_target()),
        problems=_list(problem),
    )


def _target() -> dict[str, object]:
    return _object(
        action={"enum": ["added", "removed", "changed"]},
        kind=_TEXT,
        rule={**_TEXT, "description": "What the author wrote, or where the target comes from."},
        where={**_TEXT, "description": "The words that it speaks of."},
        layers=_TEXT,
        heads=_TEXT,
        weight=_MAYBE_NUMBER,
        sites={**_COUNT, "description": "Single targets, over all compared instances."},
        differences=_list(_object(name=_TEXT, before=_TEXT, after=_TEXT)),
    )
