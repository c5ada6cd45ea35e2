"""The JSON Schema of what `--output-format json` and `jsonl` write."""

from __future__ import annotations

from scenelang.diagnostics.diagnostic import Severity
from scenelang.diagnostics.fix import Safety
from scenelang.diagnostics.formats.json_report import JSON_VERSION

_COUNT = {"type": "integer", "minimum": 0}
_MAYBE_NUMBER = {"type": ["integer", "null"], "minimum": 1}


def lint_output_schema() -> dict[str, object]:
    """The schema of the whole object; `#/$defs/line` is that of a line of `jsonl`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What `scenelang lint --output-format json` writes",
        "description": "`version` changes when a field is renamed, removed or changes its meaning. New fields"
        " may come at any time.",
        "type": "object",
        "required": ["version", "diagnostics", "summary"],
        "properties": {
            "version": {"const": JSON_VERSION},
            "diagnostics": {"type": "array", "items": {"$ref": "#/$defs/finding"}},
            "summary": _summary(),
        },
        "$defs": {
            "offset": _offset(),
            "place": _place(),
            "edit": _placed("One change: `replacement` in the place of the span.", replacement=_text("")),
            "fix": _fix(),
            "related": _placed("A second place.", label=_text("What is to be seen there.")),
            "finding": _finding(),
            "line": _line(),
        },
    }


def _text(description: str) -> dict[str, object]:
    return {"type": "string", **({"description": description} if description else {})}


def _offset() -> dict[str, object]:
    return {
        "type": "object",
        "required": ["offset", "line", "column"],
        "properties": {
            "offset": {**_COUNT, "description": "Code points from 0, after a byte-order mark."},
            "line": {**_MAYBE_NUMBER, "description": "From 1; null where the file cannot be read."},
            "column": {**_MAYBE_NUMBER, "description": "Code points from 1; null like the line."},
        },
    }


def _place() -> dict[str, object]:
    return {
        "type": "object",
        "required": ["file", "start", "end"],
        "properties": {
            "file": _text("A path with slashes."),
            "start": {"$ref": "#/$defs/offset"},
            "end": {"$ref": "#/$defs/offset", "description": "The place after the last character."},
        },
    }


def _placed(description: str, **more: object) -> dict[str, object]:
    return {
        "description": description,
        "allOf": [{"$ref": "#/$defs/place"}],
        "required": list(more),
        "properties": more,
    }


def _fix() -> dict[str, object]:
    return {
        "type": "object",
        "required": ["title", "safety", "edits"],
        "properties": {
            "title": _text("What the edits do."),
            "safety": {
                "enum": [safety.value for safety in Safety],
                "description": "A safe fix leaves what a model reads and learns as it was.",
            },
            "edits": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/edit"}},
        },
    }


def _finding() -> dict[str, object]:
    fields: dict[str, object] = {
        "code": {"type": "string", "pattern": r"^SL\d{3}$"},
        "name": _text("The name of the rule or of the message, in words with hyphens."),
        "family": {
            "type": ["string", "null"],
            "description": "The rule's family; null where no rule found it.",
        },
        "severity": {"enum": [severity.value for severity in Severity]},
        "message": _text("What is wrong, in one line."),
        "label": _text("What stands under the place."),
        "help": _text("What to type instead."),
        "related": {"type": "array", "items": {"$ref": "#/$defs/related"}},
        "fix": {"anyOf": [{"$ref": "#/$defs/fix"}, {"type": "null"}]},
        "fingerprint": _text("The same in every run until the text that the finding speaks of changes."),
    }
    return _placed("One finding.", **fields)


def _line() -> dict[str, object]:
    return {
        "description": "A line of `--output-format jsonl`.",
        "allOf": [{"$ref": "#/$defs/finding"}],
        "required": ["version"],
        "properties": {"version": {"const": JSON_VERSION}},
    }


def _summary() -> dict[str, object]:
    names = ("errors", "warnings", "fixable", "fixable_unsafe")
    return {
        "type": "object",
        "required": list(names),
        "properties": dict.fromkeys(names, _COUNT),
        "additionalProperties": {"type": "integer"},
    }
