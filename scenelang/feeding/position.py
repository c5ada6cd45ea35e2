"""Where a feed stands, and how that is written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Self

STATE_FORMAT = 1


class Position(NamedTuple):
    """How much has been read: whole epochs, rows of the one begun, packs of the window begun.

    Without packing, `packs` is 0. With it, `rows` counts the rows of whole windows.
    """

    epoch: int = 0
    rows: int = 0
    packs: int = 0

    def settled(self, epoch_rows: int) -> Self:
        """The same place; the end of an epoch is the beginning of the next."""
        epochs, rows = divmod(self.rows, epoch_rows)
        return self._replace(epoch=self.epoch + epochs, rows=rows)

    def state(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """As plain values of JSON."""
        return {"format": STATE_FORMAT, **self._asdict(), "settings": dict(settings)}


def read_position(state: object) -> Position | None:
    """The position in a state; None where this is none of ours."""
    if not isinstance(state, Mapping) or state.get("format") != STATE_FORMAT:
        return None
    if not isinstance(state.get("settings"), Mapping):
        return None
    numbers = [state.get(name) for name in Position._fields]
    whole = [number for number in numbers if type(number) is int and number >= 0]
    return Position(*whole) if len(whole) == len(numbers) else None


def differences(state: Mapping[str, Any], settings: Mapping[str, Any]) -> list[str]:
    """What stands otherwise in a state than in the settings at hand, one phrase for each."""
    was = state["settings"]
    names = [*settings, *(name for name in was if name not in settings)]
    return [
        f"{name} was {_shown(was.get(name))} and is {_shown(settings.get(name))}"
        for name in names
        if was.get(name) != settings.get(name)
    ]


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, str) and len(value) == 64:  # a digest
        return value[:12]
    return "not given" if value is None else str(value)
