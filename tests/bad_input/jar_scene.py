"""A small sound scene, and ways to break it."""

from __future__ import annotations

HEAD = """scene: 1
id: jar
archetype: discovery
cast:
  ann: {role: thinker}
"""
JAR = f"""{HEAD}beats:
  - frame: '[The jar is shut.]{{#shut}}'
  - ask: '[Why will it not open?]{{#why}}'
  - think(ann): '[Cold air pulls the lid.]{{#cold}}'
  - turn: '[Under hot water it gives.]{{#gives}}'
  - conclude(ann): '[The warm air let go.]{{#answer}}'
"""
VARYING = JAR.replace("[The jar", "[The ${a} jar")
TENSION = "tension:\n  doubt: "


def logic(*lines: str) -> str:
    """The scene with steps of logic."""
    return _with("logic", lines)


def own(*lines: str) -> str:
    """The scene with lines under `self`."""
    return _with("self", lines)


def anchors(*lines: str) -> str:
    """The scene with attention rules."""
    return _with("anchors", lines)


def layers(*lines: str) -> str:
    """The scene with layer rules."""
    return _with("layers", lines)


def _with(section: str, lines: tuple[str, ...]) -> str:
    return f"{JAR}{section}:\n" + "".join(f"  - {line}\n" for line in lines)
