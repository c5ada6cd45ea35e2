"""The generated page of each shipped archetype says what its file says, and what the file takes over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LIBRARY = sorted((ROOT / "scenes" / "archetypes").glob("*.yaml"))
PAGES = ROOT / "docs" / "reference" / "archetypes"
TEN = {
    "analogy", "counterexample", "definition", "dilemma", "discovery",
    "doubt", "error-and-repair", "mentor", "proof", "reflection",
}  # fmt: skip

every_archetype = pytest.mark.parametrize("name", [path.stem for path in LIBRARY])


def written(name: str) -> dict[str, Any]:
    """What the file of an archetype says, over what those say that it extends."""
    own = yaml.safe_load((ROOT / "scenes" / "archetypes" / f"{name}.yaml").read_text(encoding="utf-8"))
    parent = written(own["extends"]) if "extends" in own else {}
    merged = {
        key: {**parent.get(key, {}), **own.get(key, {})} for key in ("axes", "weights", "strata", "chat")
    }
    roles = {
        need: [*parent.get("roles", {}).get(need, []), *own.get("roles", {}).get(need, [])]
        for need in ("required", "optional")
    }
    return {**parent, **own, **merged, "roles": roles}


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def row(name: str, first: str) -> str:
    """The second cell of the row of the page's form that begins so."""
    lines = [line for line in page(name).splitlines() if line.startswith(f"| {first} | ")]
    assert len(lines) == 1, f"{name}: one row `{first}`"
    return lines[0].removeprefix(f"| {first} | ").removesuffix(" |")


def _shortest(course: str) -> str:
    return re.sub(r"\.0\b", "", str(course))


def test_the_ten_archetypes_ship_and_two_more() -> None:
    assert {path.stem for path in LIBRARY} == TEN | {"recall", "reckoning"}
    assert {path.stem for path in PAGES.glob("*.md")} == {path.stem for path in LIBRARY} | {"README"}


@every_archetype
def test_the_page_gives_beats_roles_and_axes(name: str) -> None:
    said = written(name)
    assert row(name, "beats") == f"`{said['beats']}`".replace("|", "\\|")
    for need, roles in said["roles"].items():
        chat = said["chat"]
        named = ", ".join(f"`{role}` ({chat[role]})" if role in chat else f"`{role}`" for role in roles)
        assert row(name, f"roles, {need}") == (named or "none")
    for axis, course in said["axes"].items():
        assert row(name, f"axis `{axis}`") == f"`{_shortest(course)}`"


@every_archetype
def test_the_page_gives_weights_strata_and_bands(name: str) -> None:
    said = written(name)
    for kind, weight in said["weights"].items():
        assert row(name, f"weight of `{kind}`") == f"`{weight}`"
    for kind, stratum in said["strata"].items():
        assert row(name, f"stratum of `{kind}`") == f"`{stratum}`"
    for signal, band in said.get("bands", {}).items():
        assert row(name, f"band of {signal}") == f"`{band}`"


@every_archetype
def test_the_page_prints_what_the_archetype_is_for_and_an_example(name: str) -> None:
    said, text = written(name), page(name)
    for key in ("purpose", "leaves", "measured", "example"):
        assert said[key].rstrip() in text, key


@every_archetype
def test_an_archetype_is_linked_from_the_index(name: str) -> None:
    assert f"[{name}]({name}.md)" in (PAGES / "README.md").read_text(encoding="utf-8")
