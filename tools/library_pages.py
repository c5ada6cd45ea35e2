"""Reference pages that come from the library and from the tables of keys: archetypes, keys, schemas.

Takes: the repository's root. Gives: pages by the path under docs/reference. May assume: the library lints.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from scenelang.checking import find_project
from scenelang.comparing import diff_output_schema
from scenelang.diagnostics import lint_output_schema
from scenelang.model import Archetype, Name, Scene
from scenelang.printing import expression_text, pattern_text, trajectory_line
from scenelang.reading import archetype_schema, key_tables, load_source, read_scenes, scene_schema
from scenelang.source import Span

_TITLES = {"error-and-repair": "Error and repair"}


def library_pages(root: Path) -> Iterator[tuple[Path, str]]:
    """Path below docs/reference and text of each page; Markdown pages still lack their notice."""
    archetypes = {
        path.stem: _archetype(root, path.stem) for path in sorted(_files(root, "archetypes", "yaml"))
    }
    scenes = [scene for path in sorted((root / "scenes").rglob("*.scene")) for scene in _scenes(path)]
    for name, archetype in archetypes.items():
        of_kind = [scene for scene in scenes if scene.archetype.text == name]
        yield Path("archetypes") / f"{name}.md", _page(archetype, of_kind, root)
    yield Path("archetypes") / "README.md", _index(archetypes.values(), scenes)
    yield Path("keys.md"), _keys()
    yield Path("scene.schema.json"), _schema(scene_schema())
    yield Path("archetype.schema.json"), _schema(archetype_schema())
    yield Path("lint-output.schema.json"), _schema(lint_output_schema())
    yield Path("diff-output.schema.json"), _schema(diff_output_schema())


def _files(root: Path, folder: str, suffix: str) -> list[Path]:
    return list((root / "scenes" / folder).glob(f"*.{suffix}"))


def _archetype(root: Path, name: str) -> Archetype:
    project = find_project(root / "scenes" / "any.scene")
    outcome = project.archetype(Name(name, Span.start_of("reference")))
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


def _scenes(path: Path) -> tuple[Scene, ...]:
    source = load_source(path).value
    assert source is not None
    return read_scenes(source).value or ()


def _page(archetype: Archetype, scenes: Sequence[Scene], root: Path) -> str:
    lines = [f"# {_title(archetype.name)}", "", archetype.purpose, ""]
    if archetype.family:
        parents = ", ".join(f"[{name}]({name}.md)" for name in archetype.family)
        lines += [f"Extends {parents}.", ""]
    lines += ["## What its scenes should leave in a model", "", archetype.leaves.rstrip(), ""]
    lines += ["## How that could be measured", "", archetype.measured.rstrip(), ""]
    lines += ["## Form", "", "| | |", "| --- | --- |", *_form(archetype), ""]
    if archetype.example:
        lines += [f"## {_example_title(archetype)}", "", "```yaml", archetype.example.rstrip(), "```", ""]
    lines += ["## In the library", "", "| scene | language | tags |", "| --- | --- | --- |"]
    lines += [f"| {_link(scene, root)} | {scene.language} | {_tags(scene)} |" for scene in scenes]
    return "\n".join(lines) + "\n"


def _example_title(archetype: Archetype) -> str:
    own = f"\narchetype: {archetype.name}\n" in archetype.example
    return "An example" if own else f"An example of what it extends, {archetype.family[0]}"


def _form(archetype: Archetype) -> Iterator[str]:
    chat = dict(archetype.chat)
    roles = {"required": archetype.required_roles, "optional": archetype.optional_roles}
    pattern = pattern_text(archetype.pattern).replace("|", "\\|")
    yield f"| beats | `{pattern}` |"
    for need, names in roles.items():
        shown = ", ".join(f"`{name}` ({chat[name].value})" if name in chat else f"`{name}`" for name in names)
        yield f"| roles, {need} | {shown or 'none'} |"
    if "narrator" in chat:
        yield f"| beats that nobody speaks | {chat['narrator'].value} |"
    for axis in archetype.axes:
        yield f"| axis `{axis.axis.text}` | `{trajectory_line(axis.trajectory)}` |"
    for kind, weight in archetype.weights:
        yield f"| weight of `{kind}` | `{expression_text(weight)}` |"
    for kind, stratum in archetype.strata:
        yield f"| stratum of `{kind}` | `{stratum.value}` |"
    for signal, band in archetype.bands:
        yield f"| band of {signal} | `{band}` |"
    if archetype.first_band is not None:
        yield f"| band of bindings | `{archetype.first_band}` |"
    if archetype.depth_bands is not None:
        yield f"| bands of logic by depth | {', '.join(f'`{band}`' for band in archetype.depth_bands)} |"


def _index(archetypes: Iterable[Archetype], scenes: Sequence[Scene]) -> str:
    lines = ["# Archetypes", "", "Kinds of thought that scenes may have. Projects add their own, in a folder"]
    lines += [
        "`archetypes/`; one may extend another.",
        "",
        "| archetype | what it is | scenes |",
        "| --- | --- | --- |",
    ]
    for archetype in archetypes:
        count = sum(scene.archetype.text == archetype.name for scene in scenes)
        lines.append(f"| [{archetype.name}]({archetype.name}.md) | {archetype.purpose} | {count} |")
    return "\n".join(lines) + "\n"


def _link(scene: Scene, root: Path) -> str:
    path = Path(scene.file).resolve().relative_to(root)
    return f"[{scene.id.text}](../../../{path.as_posix()})"


def _tags(scene: Scene) -> str:
    return ", ".join(tag.text for tag in scene.tags)


def _title(name: str) -> str:
    return _TITLES.get(name, name.replace("-", " ").capitalize())


def _keys() -> str:
    lines = ["# Keys of scene and archetype files", "", "The small languages inside the values are in"]
    lines += ["[the grammars](grammar.md); what they mean is in [the language](language.md)."]
    for owner, rows in key_tables():
        lines += ["", f"## {owner[0].upper()}{owner[1:]}", "", "| key | | for example | meaning |"]
        lines += ["| --- | --- | --- | --- |"]
        for row in rows:
            need = "required" if row.required else ""
            cells = (f"`{row.key}`", need, row.example, row.meaning)
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _schema(schema: object) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
