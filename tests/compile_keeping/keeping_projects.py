"""Projects of many small scenes, in which each scene can be told from the others."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

ARCHETYPE = """\
archetype: plain
purpose: Anything in any order.
roles: {required: [], optional: []}
axes: {doubt: hold(0.5)}
beats: (fact | ask | think | turn | conclude | frame)+
"""

SCENE = """\
scene: 1
id: {id}
archetype: plain
stratum: thinking
language: en
beats:
  - frame: |
      [The crown of number {id} weighs as much as the gold]{{#weight}}.
  - ask: |
      Is it gold all {word} through?
  - turn: |
      [It spills more]{{#spill}}.
  - conclude: |
      [It is not pure gold]{{#answer .claim}}.
logic:
  - weight, spill => answer
"""


def make_project(root: Path, scenes: int, word: str = "the way") -> Path:
    """A project of so many files."""
    (root / "archetypes").mkdir(parents=True)
    (root / "scenelang.toml").write_text("", encoding="utf-8")
    (root / "archetypes" / "plain.yaml").write_text(ARCHETYPE, encoding="utf-8")
    (root / "scenes").mkdir()
    write_scenes(root, range(scenes), word)
    return root


def write_scenes(root: Path, numbers: Iterable[int], word: str) -> None:
    """Writes some of its files."""
    for number in numbers:
        text = SCENE.format(id=f"crown-{number:03}", word=word)
        (root / "scenes" / f"crown_{number:03}.scene").write_text(text, encoding="utf-8")


def bytes_in(folder: Path) -> dict[str, bytes]:
    """The build in a shard folder: its manifest, and the shards that it names."""
    return {path.name: path.read_bytes() for path in (folder / "manifest.json", *folder.glob("part-*"))}


def forget_cache(root: Path) -> None:
    """Deletes what earlier builds kept."""
    shutil.rmtree(root / ".scenelang", ignore_errors=True)
