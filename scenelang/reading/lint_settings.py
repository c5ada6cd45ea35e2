"""What a project asks of `scenelang lint`, as it is written; which rules are meant is asked later."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias

from scenelang.model import Name
from scenelang.source import Span

OptionValue: TypeAlias = "bool | int | float | str | tuple[str, ...]"
"""What an option of a rule may be."""


class PathChoice(NamedTuple):
    """`"scenes/micro/**" = {ignore = ["signs"]}`: rules for the files that a pattern means."""

    pattern: Name
    select: tuple[Name, ...] = ()
    ignore: tuple[Name, ...] = ()


class OptionSetting(NamedTuple):
    """`most = 3` under `[lint.options.kept-blank-lines]`; `place` is that of the value."""

    rule: Name
    name: Name
    value: OptionValue
    place: Span


@dataclass(frozen=True, slots=True)
class LintSettings:
    """What stands under `[lint]`. `select` is None where it is not written: then all usual rules are on."""

    select: tuple[Name, ...] | None = None
    extend_select: tuple[Name, ...] = ()
    ignore: tuple[Name, ...] = ()
    per_path: tuple[PathChoice, ...] = ()
    options: tuple[OptionSetting, ...] = ()
    require_reason: bool = False
    baseline: Path | None = None
    baseline_place: Span | None = None
