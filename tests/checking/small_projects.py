"""Projects of a few small files, in a folder of their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scenelang.checking import CheckedScene, SceneIndex, check_scene, find_project, read_scene_file
from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.model import Archetype, Name
from scenelang.source import Span

PLAIN = """\
archetype: plain
purpose: Anything in any order.
axes: {doubt: hold(0.5), ease: 0.5 @ turn}
beats: (fact | ask | think | turn | conclude)+
"""


def scene(name: str, *lines: str, head: str = "", text: str = "[One]{#one} is [two]{#two}.") -> str:
    """A scene of two beats, with lines behind them."""
    body = "".join(f"{line}\n" for line in lines)
    return (
        f"scene: 1\nid: {name}\narchetype: plain\n{head}"
        f"beats:\n  - fact: '{text}'\n  - conclude: '[So it is.]{{#end}}'\n{body}"
    )


def refers(*lines: str) -> str:
    """The section `self`."""
    return "self:\n" + "".join(f"  - {line}\n" for line in lines)


def write(root: Path, files: Mapping[str, str]) -> None:
    """Writes files into a project that knows the archetype `plain`."""
    known = {"scenelang.toml": "", "archetypes/plain.yaml": PLAIN}
    for name, text in {**known, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def index_of(root: Path, *told: str) -> SceneIndex:
    """The index of a project; `told` are the files whose findings are shown anyway."""
    return SceneIndex(find_project(root / "any.scene"), [root / name for name in told])


def check(root: Path, name: str, index: SceneIndex | None = None, number: int = 0) -> Outcome[CheckedScene]:
    """Checks a scene of a project; it must read without a finding."""
    path = root / name
    scenes, said = read_scene_file(path)
    assert said == ()
    assert scenes is not None
    own = index or index_of(root, name)
    return check_scene(scenes[number], find_project(path), lambda: own)


def covered(found: Diagnostic) -> str:
    """The text that a finding points to."""
    text = Path(found.place.file).read_text(encoding="utf-8")
    return text[found.place.start : found.place.end]


def said(outcome: Outcome[CheckedScene] | Outcome[Archetype]) -> list[tuple[str, str]]:
    """Codes, each with the text that it points to."""
    return [(found.code, covered(found)) for found in outcome.diagnostics]


def word(text: str) -> Name:
    """A name that stands nowhere in particular."""
    return Name(text, Span("a.scene", 0, len(text)))
