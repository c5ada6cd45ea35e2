"""What changed between two sets of scenes, as a model would see it."""

from importlib import import_module
from typing import TYPE_CHECKING

from scenelang.comparing.change_class import ChangeClass
from scenelang.comparing.changes import Comparison
from scenelang.comparing.diff_json import render_json
from scenelang.comparing.diff_markdown import render_markdown
from scenelang.comparing.diff_text import render_text
from scenelang.comparing.json_schema import diff_output_schema

if TYPE_CHECKING:
    from scenelang.comparing.scene_comparison import HowLowered
    from scenelang.comparing.set_comparison import compare_sets
    from scenelang.comparing.sides_as_typed import Sides, read_sides, unread_sides

__all__ = [
    "ChangeClass",
    "Comparison",
    "HowLowered",
    "Sides",
    "compare_sets",
    "diff_output_schema",
    "read_sides",
    "render_json",
    "render_markdown",
    "render_text",
    "unread_sides",
]

_LATE = {
    "HowLowered": "scene_comparison",
    "Sides": "sides_as_typed",
    "compare_sets": "set_comparison",
    "read_sides": "sides_as_typed",
    "unread_sides": "sides_as_typed",
}


def __getattr__(name: str) -> object:
    """Loads what needs a tokenizer only when it is asked for."""
    if name in _LATE:
        return getattr(import_module(f"scenelang.comparing.{_LATE[name]}"), name)
    raise AttributeError(f"scenelang.comparing has no {name}")
