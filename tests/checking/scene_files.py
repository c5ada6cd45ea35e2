"""Scenes written in a line or two, read and checked."""

from __future__ import annotations

from pathlib import Path

from scenelang.checking import CheckedScene, Project, check_scene
from scenelang.model import Scene
from scenelang.reading import read_scene
from scenelang.source import SourceText

NOWHERE = Project(Path("/nowhere"), Path("/nowhere"))


def scene_of(text: str, head: str = "scene: 1\nid: s\narchetype: recall\n") -> Scene:
    """A scene that must read without a finding."""
    outcome = read_scene(SourceText("a.scene", head + text))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def checked(text: str) -> CheckedScene:
    """A scene of recall that must check without a finding."""
    outcome = check_scene(scene_of(text), NOWHERE)
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def codes(text: str) -> list[str]:
    """The codes of what checking says of a scene of recall."""
    return [found.code for found in check_scene(scene_of(text), NOWHERE).diagnostics]
