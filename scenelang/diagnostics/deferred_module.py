"""A module of messages that is imported when something is said from it.

A clean file says nothing, and making a hundred message classes costs a lint more than reading the file.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class DeferredModule:
    """Stands for a module; the first use of any of its names imports it."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)
