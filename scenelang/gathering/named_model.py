"""Which model a name means: a folder, a configuration, a name of the project, a name of the Hub.

Takes: what was typed, and the settings of the project.
Gives: where its configuration lies, or its map.
May assume: nothing.
Never does: use a network; of the Hub, only what is on this machine counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scenelang.diagnostics import Outcome, advice, nearest
from scenelang.gathering.messages_models import ModelNotFound, NamedModelMissing
from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.reading import ProjectSettings
    from scenelang.signals import ModelMap

_KINDS = "name a model's folder or config.json, a model of the project's settings, or one of the Hub"


class FoundModel(NamedTuple):
    """Where a configuration is: in a file or folder, or written out in the project's settings."""

    name: str
    path: Path | None
    written: Mapping[str, object]
    place: Span


def find_model(name: str, settings: ProjectSettings) -> Outcome[FoundModel]:
    """Where the configuration of a model is; a path goes before a name."""
    path = Path(name)
    if is_there(path):
        return Outcome(FoundModel(name, path, {}, Span.start_of(path)))
    named = settings.models.get(name)
    if named is not None:
        place = settings.places.get(f"models.{name}", settings.place)
        if isinstance(named, Path):
            if not is_there(named):
                file = Path(place.file).name
                missing = NamedModelMissing(place, name, file, as_set(settings.folder, named))
                return Outcome(None, (missing,))
            return Outcome(FoundModel(name, named, {}, place))
        return Outcome(FoundModel(name, None, named, place))
    cached = _in_hub_cache(name)
    if cached is not None:
        return Outcome(FoundModel(name, cached, {}, Span.start_of(cached)))
    return Outcome(None, (ModelNotFound(Span.start_of(name), name, _advice(path, settings.models)),))


def read_map(model: FoundModel) -> Outcome[ModelMap]:
    """The map of a model by its configuration."""
    from scenelang.reading import read_model_config, read_written_config  # noqa: PLC0415 - few runs name one

    if model.path is None:
        return read_written_config(model.written, model.place)
    return read_model_config(model.path)


def as_set(folder: Path, path: Path) -> str:
    """A path as the settings of a folder have it."""
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)


def is_there(path: Path) -> bool:
    """Whether anything is at a path; nothing is where no file can be."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _in_hub_cache(name: str) -> Path | None:
    """The configuration of a model of the Hub that was fetched before."""
    try:
        from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 - slow, and seldom asked

        found = try_to_load_from_cache(name, "config.json")
    except (ImportError, ValueError, OSError):
        return None
    return Path(found) if isinstance(found, str) else None


def _advice(path: Path, named: Iterable[str]) -> str:
    names = sorted(named)
    if nearest(str(path), names):
        return advice(str(path), names, "the models of this project")
    meant = near_path(path)
    if meant is not None:
        return f"did you mean `{meant}`? {_KINDS}"
    fetch = f"; fetch it first with `hf download {path.as_posix()} config.json`" if _is_hub_name(path) else ""
    return f"{_KINDS}{fetch}"


def near_path(path: Path) -> Path | None:
    """The path with its first wrong part mended, where that leads somewhere."""
    lost = next((part for part in (*reversed(path.parents), path) if not is_there(part)), path)
    try:
        meant = nearest(lost.name, sorted(neighbour.name for neighbour in lost.parent.iterdir()))
    except (OSError, ValueError):
        return None
    found = None if meant is None else lost.with_name(meant) / path.relative_to(lost)
    return found if found is not None and is_there(found) else None


def _is_hub_name(path: Path) -> bool:
    return len(path.parts) == 2 and path.suffix != ".json" and path.parts[0] not in {"..", "/", "~"}
