"""Which statements follow from which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from scenelang.model.name import Name
from scenelang.model.template import Template
from scenelang.source import Span


class Operator(StrEnum):
    """What a step claims of its conclusion."""

    ENTAILS = "=>"
    SUGGESTS = "~>"
    REFUTES = "=/>"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A conclusion that is a span of the text."""

    span: Name


@dataclass(frozen=True, slots=True)
class Latent:
    """`(bridge = "Kel")`: a conclusion that is held in the layers and never said."""

    name: Name
    reads: Template
    place: Span


Conclusion: TypeAlias = Spoken | Latent


@dataclass(frozen=True, slots=True)
class LogicStep:
    """`name: premise, premise => conclusion`.

    A premise is a span id, a step's name, the name of a latent conclusion, or `scene-id#span`.
    """

    name: Name | None
    premises: tuple[Name, ...]
    operator: Operator
    conclusion: Conclusion
    place: Span
