"""`scenelang new`: a scene with the right beats, cast and axes, and comments that teach."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.report import exit_code, report
from scenelang.cli.terminal import add_colour_option
from scenelang.cli.verb import CLEAN, UNUSABLE, Verb, named_path, not_made

if TYPE_CHECKING:
    from scenelang.checking import Project
    from scenelang.model import Name

_DEFAULT_LANGUAGE = "en"


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `new`."""
    parser.add_argument("archetype", metavar="ARCHETYPE", help="what kind of thought, such as discovery")
    parser.add_argument("id", metavar="ID", help="the scene's id, such as crown-of-syracuse")
    parser.add_argument(
        "--out",
        type=named_path,
        metavar="FILE",
        help="where (default: by archetype and id, in the project's scenes)",
    )
    parser.add_argument(
        "--language",
        default=_DEFAULT_LANGUAGE,
        metavar="TAG",
        help="the language it is written in (default: en)",
    )
    parser.add_argument("--stdout", action="store_true", help="print the scene and write nothing")
    add_colour_option(parser)


def run(options: Namespace) -> int:
    """Writes the scene, unless its file is already there."""
    from scenelang.checking import find_project, shown_path
    from scenelang.printing import new_scene

    names = _names(options)
    if names is None:
        return UNUSABLE
    kind, scene_id = names
    problem = _language_problem(options.language)
    if problem:
        print(f"scenelang: {problem}", file=sys.stderr)
        return UNUSABLE
    path = options.out or _path(find_project(Path.cwd() / "new.scene"), kind.text, scene_id.text)
    archetype, found = find_project(path).archetype(kind)
    if archetype is None:
        report(found, options, sys.stderr)
        return exit_code(found, warnings_count=False)
    taken = _scene_with(scene_id.text, find_project(path), path)
    if taken is not None and not options.stdout:
        print(
            f"scenelang: `{shown_path(taken)}` has the id `{scene_id.text}`; ids are unique in a project",
            file=sys.stderr,
        )
        return UNUSABLE
    text = new_scene(archetype, scene_id.text, options.language)
    if options.stdout:
        print(text, end="")
        return CLEAN
    return _write(path, text)


def _scene_with(scene_id: str, project: Project, asker: Path) -> Path | None:
    """The file of the project in which a scene has this id; None where none has."""
    from scenelang.checking import SceneIndex

    sought = SceneIndex(project).find(scene_id, str(asker))
    return Path(sought.cards[0].id.place.file) if sought.cards else sought.unreadable


def _names(options: Namespace) -> tuple[Name, Name] | None:
    """Both words as names; None when one is no name, and that was said."""
    from scenelang.model import Name
    from scenelang.reading import is_name
    from scenelang.source import Span

    for word, what in ((options.archetype, "archetype"), (options.id, "id")):
        if not is_name(word):
            print(
                f"scenelang: `{word}` is no {what}: write letters, digits and `_`, with a single `-` or `.` "
                "between them, such as `crown-of-syracuse`",
                file=sys.stderr,
            )
            return None
    here = Span.start_of("command line")
    return Name(options.archetype, here), Name(options.id, here)


def _language_problem(language: str) -> str:
    """What `lint` would say of the language, in a sentence; nothing where it is a tag."""
    if language == _DEFAULT_LANGUAGE:
        return ""
    from scenelang.linting import language_problem

    problem = language_problem(language)
    return "" if problem is None else f"{problem.message}; {problem.help_text}"


def _path(project: Project, archetype: str, scene_id: str) -> Path:
    path = project.source_folders()[0] / _snake(archetype) / f"{_snake(scene_id)}.scene"
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _snake(name: str) -> str:
    return name.replace("-", "_").replace(".", "_")


def _write(path: Path, text: str) -> int:
    from scenelang.rewriting import write_atomically

    if path.exists():
        print(f"scenelang: `{path}` is already there; choose another id, or `--out FILE`", file=sys.stderr)
        return UNUSABLE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text)
    except OSError as error:
        print(f"scenelang: {not_made(path, error)}", file=sys.stderr)
        return UNUSABLE
    print(f"wrote {path}\n\nNow: fill it, then scenelang lint {path}")
    return CLEAN


VERB = Verb(
    summary="Write a new scene of an archetype: the right beats, cast and axes, and comments that teach.",
    examples="""
        scenelang new discovery crown-of-syracuse
        scenelang new dilemma the-last-seat --language en --out scenes/the_last_seat.scene
        scenelang new proof two-primes --stdout
    """,
    add_arguments=add_arguments,
    run=run,
)
