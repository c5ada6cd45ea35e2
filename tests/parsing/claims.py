"""What the values of the small languages claim of their places, checked against the characters there.

Each claim is put as (place, what the text there must be), for every value inside a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass

from scenelang.model import (
    Attribute,
    Binary,
    Constant,
    Exposure,
    Keyframe,
    Literal,
    MarkedSpan,
    Name,
    Positions,
    Unary,
    Variable,
)
from scenelang.signals import LayerBand
from scenelang.source import ScalarText, Span

Claim = tuple[Span, Callable[[str], bool]]


def values_in(value: object) -> Iterator[object]:
    """A value and all values inside it."""
    yield value
    if isinstance(value, tuple):
        for part in value:
            yield from values_in(part)
    elif is_dataclass(value) and not isinstance(value, Span | ScalarText):
        for field in fields(value):
            yield from values_in(getattr(value, field.name))


def claims_of(value: object, scalar: ScalarText) -> Iterator[Claim]:
    """Every claim of a value, and of the values inside it."""
    for part in values_in(value):
        for kind, claim in _CLAIMS.items():
            if isinstance(part, kind):
                yield claim(part, scalar)


def _name(name: Name, _: ScalarText) -> Claim:
    """Blanks around the `#` of another scene's span are no part of its name; quotes are no part of a text."""
    said = {name.text, *_in_quotes(name.text)}
    return name.place, lambda text: text in said or re.sub(r"\s*#\s*", "#", text) == name.text


def _in_quotes(text: str) -> tuple[str, str]:
    return f'"{text}"', f"'{text}'"


def _literal(literal: Literal, scalar: ScalarText) -> Claim:
    return scalar.span(literal.start, literal.start + len(literal.text)), lambda text: text == literal.text


def _variable(variable: Variable, scalar: ScalarText) -> Claim:
    place = scalar.span(variable.start, variable.end)
    return place, lambda text: text == f"${{{variable.name.text}}}"


def _marked(span: MarkedSpan, _: ScalarText) -> Claim:
    return span.place, lambda text: text.startswith("[") and text.endswith("}") and "]{" in text


def _attribute(attribute: Attribute, _: ScalarText) -> Claim:
    return attribute.key.place.join(attribute.value.place), lambda text: text.startswith(f"{attribute.key}=")


def _constant(constant: Constant, _: ScalarText) -> Claim:
    value = constant.value
    if isinstance(value, bool):
        return constant.place, lambda text: text == str(value).lower()
    if isinstance(value, str):
        return constant.place, lambda text: text in _in_quotes(value)
    return constant.place, lambda text: float(text) == value


def _keyframe(keyframe: Keyframe, _: ScalarText) -> Claim:
    return keyframe.place, lambda text: float(text.split("@")[0]) == keyframe.value


def _positions(positions: Positions, _: ScalarText) -> Claim:
    return positions.place, lambda text: positions.span.text in text and text == text.strip()


def _unary(unary: Unary, _: ScalarText) -> Claim:
    return unary.place, lambda text: text.startswith(unary.operator.text)


def _binary(binary: Binary, _: ScalarText) -> Claim:
    return binary.place, lambda text: binary.operator.text in text and text == text.strip()


def _exposure(exposure: Exposure, _: ScalarText) -> Claim:
    def holds(text: str) -> bool:
        *module, layers = text.split("@")
        named = module[0].strip() == exposure.module.value if module else exposure.module.value == "all"
        return named and (layers.strip() == str(exposure.layers) or exposure.layers == _band(layers))

    return exposure.place, holds


def _band(text: str) -> LayerBand | None:
    bounds = [bound.strip() for bound in text.split("..")]
    numbers = [float(bound.removesuffix("%")) for bound in bounds]
    make = LayerBand.percent if bounds[0].endswith("%") else LayerBand.index
    return make(numbers[0], numbers[-1])  # type: ignore[arg-type]


_CLAIMS: dict[type, Callable[..., Claim]] = {
    Name: _name,
    Literal: _literal,
    Variable: _variable,
    MarkedSpan: _marked,
    Attribute: _attribute,
    Constant: _constant,
    Keyframe: _keyframe,
    Positions: _positions,
    Unary: _unary,
    Binary: _binary,
    Exposure: _exposure,
}
