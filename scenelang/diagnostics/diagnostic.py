"""What can be said to an author: one frozen class per message, with a code that never changes."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, Self, dataclass_transform

from scenelang.diagnostics.fix import Fix
from scenelang.diagnostics.retired_codes import RETIRED_CODES
from scenelang.source import Span

_CODE = re.compile(r"SL\d{3}\Z")
_REGISTRY: dict[str, type[Diagnostic]] = {}


class Severity(StrEnum):
    """How much a finding weighs: an error stops a compile, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Related(NamedTuple):
    """A second place that belongs to a finding, and what is to be seen there."""

    place: Span
    label: str


@dataclass_transform(frozen_default=True)
@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Base of every message. Subclasses are frozen dataclasses whose fields are data.

    A subclass needs no decorator: it is made a dataclass when the first finding of its kind is made, or
    when `prepare` is called. There are hundreds of kinds, and a clean file meets none of them.

    Class attributes are templates filled with `str.format` from the fields: `title` says what is wrong,
    `label` stands under the caret, `help` says what to type instead and what is allowed. The class
    docstring is the manual page that `scenelang explain CODE` prints.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    title: ClassVar[str]
    label: ClassVar[str] = ""
    help: ClassVar[str] = ""

    place: Span

    def __init_subclass__(cls) -> None:
        if "code" not in cls.__dict__:
            return
        if not _CODE.match(cls.code):
            raise TypeError(f"{cls.__name__}: a code is SL and three digits, not {cls.code!r}")
        if cls.code in RETIRED_CODES:
            raise TypeError(f"{cls.code} is retired, and no code is used twice")
        known = _REGISTRY.get(cls.code)
        # A slotted dataclass makes its class twice under one qualified name; that is no clash.
        if known is not None and known.__qualname__ != cls.__qualname__:
            raise TypeError(f"{cls.code} is taken by {known.__name__}")
        _REGISTRY[cls.code] = cls

    def __new__(cls, *_: Any, **__: Any) -> Self:
        """A blank finding of a kind that is ready."""
        if "__dataclass_params__" not in cls.__dict__:
            cls.prepare()
        return object.__new__(cls)

    @classmethod
    def prepare(cls) -> None:
        """Makes the class a dataclass, and those it stands on, where they are none yet."""
        for kind in reversed(cls.__mro__):
            if issubclass(kind, Diagnostic) and "__dataclass_params__" not in kind.__dict__:
                dataclass(frozen=True)(kind)

    def _filled(self, template: str) -> str:
        names = self.__dataclass_fields__
        return template.format(**{name: getattr(self, name) for name in names})

    @property
    def message(self) -> str:
        """What is wrong, in one line."""
        return self._filled(self.title)

    @property
    def label_text(self) -> str:
        """What stands under the caret."""
        return self._filled(self.label)

    @property
    def help_text(self) -> str:
        """What to type instead; empty when there is nothing to add."""
        return self._filled(self.help)

    def related(self) -> tuple[Related, ...]:
        """Further places that explain the finding."""
        return ()

    def fix(self) -> Fix | None:
        """How to mend it by edits; None where only an author can say."""
        return None

    def weighing(self, severity: Severity) -> Self:
        """The same finding with another severity, as a project may ask."""
        if severity is self.severity:
            return self
        other = copy(self)
        object.__setattr__(other, "severity", severity)
        return other


def registered_diagnostics() -> dict[str, type[Diagnostic]]:
    """Every message class imported so far, by code."""
    return dict(sorted(_REGISTRY.items()))
