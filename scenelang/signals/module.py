"""Which parts of a layer a signal may write to."""

from __future__ import annotations

from enum import StrEnum


class Module(StrEnum):
    """The parts of a decoder layer that exposure can tell apart."""

    ALL = "all"
    ATTENTION = "attention"
    MLP = "mlp"
