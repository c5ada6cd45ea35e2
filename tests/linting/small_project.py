"""A small project on the disk, and what lint says of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scenelang.diagnostics import Diagnostic
from scenelang.linting import LintOptions, lint_with
from scenelang.reading import shown_source

ARCHETYPE = """\
archetype: plain
purpose: Anything in any order.
roles: {required: [], optional: []}
axes: {}
beats: (fact | ask | think | turn | conclude | frame)+
"""
HEAD = "scene: 1\nid: little\narchetype: plain\n"
KEPT = """\
scene: 1
id: little
archetype: plain
beats:
  - frame: |+
      Snow lay on the step.


  - think: |
      Nobody had swept it.
"""
"""A sound scene with one finding: SL800 at the sign `+`."""

Said = list[tuple[str, str]]


def write(folder: Path, text: str = KEPT, settings: str = "", name: str = "scenes/little.scene") -> Path:
    """Writes one scene of a project, and the project around it."""
    (folder / "archetypes").mkdir(parents=True, exist_ok=True)
    (folder / "archetypes" / "plain.yaml").write_text(ARCHETYPE, encoding="utf-8")
    if settings or not (folder / "scenelang.toml").exists():
        (folder / "scenelang.toml").write_text(settings, encoding="utf-8")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def found(paths: Sequence[Path], options: LintOptions | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is found."""
    return lint_with(paths, options=options).diagnostics


def said(paths: Sequence[Path], options: LintOptions | None = None) -> Said:
    """The code of each finding, and the text that it speaks of."""
    return [(one.code, text_of(one)) for one in found(paths, options)]


def text_of(one: Diagnostic) -> str:
    """The text that a finding speaks of."""
    source = shown_source(Path(one.place.file))
    return "" if source is None else source.text_of(one.place)
