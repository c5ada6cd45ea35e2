"""What a setting may be, in plain words: from a validator's error to what an author should write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, get_args

if TYPE_CHECKING:
    from pydantic import BaseModel

_WANTED = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a smaller whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "bool_type": "`true` or `false`",
    "bool_parsing": "`true` or `false`",
    "string_type": "text, in quotes where it looks like a number",
    "path_type": "a path",
    "none_required": "nothing",
    "greater_than": "a number greater than {gt}",
    "greater_than_equal": "a number of at least {ge}",
    "less_than": "a number less than {lt}",
    "less_than_equal": "a number of at most {le}",
    "multiple_of": "a multiple of {multiple_of}",
    "string_too_short": "text of at least {min_length} characters",
    "string_too_long": "text of at most {max_length} characters",
    "string_pattern_mismatch": "text of the form `{pattern}`",
    "too_short": "a list of {min_length} or more",
    "too_long": "a list of at most {max_length}",
}
_LIST_ERRORS = frozenset({"list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"})
_KEYS_ERRORS = frozenset(
    {"dict_type", "mapping_type", "model_type", "model_attributes_type", "dataclass_type", "typed_dict_type"}
)
_CHOICE_ERRORS = frozenset({"literal_error", "enum", "union_tag_invalid"})
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'")


def wanted_value(kind: str, context: Mapping[str, Any]) -> str:
    """What should stand in place of a value that a validator refused for `kind`."""
    if kind in _LIST_ERRORS:
        return "a list"
    if kind in _KEYS_ERRORS:
        return "`key: value` lines"
    if kind in _CHOICE_ERRORS:
        return _choices(str(context.get("expected", context.get("expected_tags", ""))))
    template = _WANTED.get(kind)
    return "a value of another kind" if template is None else template.format_map(_Plain(context))


def is_type_error(kind: str) -> bool:
    """True when the value is not even of the right kind, so that a sibling in a union may be meant."""
    return kind in _LIST_ERRORS or kind in _KEYS_ERRORS or kind.endswith("_type")


def list_words(words: Iterable[str]) -> str:
    """Words as a list to read: `a`, `b` and `c`, or `nothing`."""
    quoted = [f"`{word}`" for word in words]
    if len(quoted) < 2:
        return "".join(quoted) or "nothing"
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def allowed_settings(model: type[BaseModel], path: tuple[int | str, ...]) -> tuple[str, ...]:
    """The keys that may stand at a path from the root of the settings."""
    models: tuple[type[BaseModel], ...] = (model,)
    for step in path:
        if isinstance(step, str):
            models = _models_under(models, step) or models
    return tuple(dict.fromkeys(name for each in models for name in _keys(each)))


def _models_under(models: tuple[type[BaseModel], ...], key: str) -> tuple[type[BaseModel], ...]:
    found: list[type[BaseModel]] = []
    for model in models:
        for name, field in model.model_fields.items():
            if key in (name, field.alias):
                found.extend(_models_in(field.annotation))
    return tuple(found)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if hasattr(annotation, "model_fields"):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _keys(model: type[BaseModel]) -> Iterable[str]:
    return (field.alias or name for name, field in model.model_fields.items())


def _choices(expected: str) -> str:
    words = _QUOTED.findall(expected)
    quoted = [f"`{word}`" for word in words] or [expected or "a known word"]
    if len(quoted) == 1:
        return quoted[0]
    return f"one of {', '.join(quoted[:-1])} or {quoted[-1]}"


class _Plain(dict[str, Any]):
    """The context of an error for a template: numbers without a needless `.0`, nothing ever missing."""

    def __getitem__(self, key: str) -> Any:
        value = self.get(key, "?")
        return int(value) if isinstance(value, float) and value.is_integer() else value
