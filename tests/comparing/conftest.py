"""Two folders of scenes, held side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from scenelang.comparing import Comparison, HowLowered, compare_sets, read_sides
from scenelang.lowering import LowerOptions, SceneTokenizer, load_tokenizer

BELL = """\
scene: 1
id: bell
archetype: bells
stratum: thinking
language: en
tags: [bells]
beats:
  - frame: |
      [The bell rings]{#ring} at noon, and nobody pulls the rope.
  - turn: |
      [The wind does it]{#wind w=2}.
  - conclude: |
      [It is the wind that rings]{#answer}.
logic:
  - ring, wind => answer
layers:
  - last wind @ middle: reads "wind" w 0.5
"""
ARCHETYPE = """\
archetype: bells
purpose: Something rings, and it is found out why.
roles: {required: [], optional: []}
axes: {doubt: "fall(0.9, 0.1)"}
beats: frame turn conclude
"""

Compare = Callable[..., Comparison]


@pytest.fixture(scope="session")
def tokenizer() -> SceneTokenizer:
    loaded = load_tokenizer(None).value
    assert loaded is not None
    return loaded


@pytest.fixture
def compare(tmp_path: Path, tokenizer: SceneTokenizer, monkeypatch: pytest.MonkeyPatch) -> Compare:
    """Writes scenes, given as files or as one text, into `old` and `new`, and compares the folders."""
    monkeypatch.chdir(tmp_path)

    def held(
        before: str | Mapping[str, str], after: str | Mapping[str, str], *, instances: int = 8
    ) -> Comparison:
        for folder, files in (("old", before), ("new", after)):
            write(tmp_path / folder, {"bell.scene": files} if isinstance(files, str) else files)
        sides, found = read_sides(["old", "new"], tmp_path, tmp_path / "copies")
        assert sides is not None, [one.message for one in found]
        return compare_sets(sides.before, sides.after, HowLowered(tokenizer, LowerOptions(), instances))

    return held


def write(folder: Path, files: Mapping[str, str]) -> None:
    """A project with these files and the archetype of bells, instead of whatever was there."""
    whole = {"archetypes/bells.yaml": ARCHETYPE, "scenelang.toml": "", **files}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and ".git" not in path.parts:
            path.unlink()
    for name, text in whole.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
