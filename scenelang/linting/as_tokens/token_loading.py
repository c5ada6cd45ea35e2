"""Loads the tokenizers and models that a project or a command line names.

Takes: the settings of a project, and the names of a command line.
Gives: tokenizers and maps of models, which of them belong together, and what is wrong with them.
May assume: something is named.
Never does: look at a scene.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from scenelang.diagnostics import Diagnostic
from scenelang.gathering import FoundModel, as_set, find_model, is_there, read_map
from scenelang.linting.messages_tokens import NamedNotHere
from scenelang.linting.subjects import BUILT_IN
from scenelang.lowering import (
    LowerOptions,
    RenderingKind,
    SceneTokenizer,
    find_tokenizer,
    load_tokenizer,
)
from scenelang.reading import ProjectSettings
from scenelang.signals import ModelMap
from scenelang.source import Span

_FILES_OF_TOKENIZERS = (
    *("tokenizer.json", "tokenizer_config.json"),
    *("special_tokens_map.json", "chat_template.jinja"),
)


class Loaded(NamedTuple):
    """What a project names. `pairs` are tokenizer, model, and whether the two belong together."""

    tokenizers: Mapping[str, SceneTokenizer]
    models: Mapping[str, ModelMap]
    pairs: tuple[tuple[str, str, bool], ...]
    options: LowerOptions
    problems: tuple[Diagnostic, ...]
    places: Mapping[str, Span]


class _Named(NamedTuple):
    """A tokenizer or a model as named: where its file is, and where it is named."""

    path: Path | None
    place: Span | None


def load(settings: ProjectSettings, tokenizers: tuple[str, ...], models: tuple[str, ...]) -> Loaded:
    """Loads everything that is named; what cannot be loaded is a problem."""
    problems: list[Diagnostic] = []
    found_models = list(_found_models(settings, models, problems))
    named = dict(_named_tokenizers(settings, tokenizers, problems))
    if found_models and not named and not tokenizers and not settings.tokenizers:
        named = _tokenizers_of_models(found_models)
    loaded: dict[str, SceneTokenizer] = {}
    for name, (path, place) in named.items():
        if path is not None and place is not None and not is_there(path):
            problems.append(NamedNotHere(place, "tokenizer", name, as_set(settings.folder, path)))
            continue
        tokenizer, said = load_tokenizer(path)
        problems += (replace(one, place=place) if place else one for one in said)
        if tokenizer is not None:
            loaded[name] = tokenizer
    maps: dict[str, ModelMap] = {}
    for model in found_models:
        described, said = read_map(model)
        problems += said
        if described is not None:
            maps[model.name] = described
    paths = {model.name: model.path for model in found_models if model.name in maps}
    pairs = tuple(_pairs({name: named[name].path for name in loaded}, paths))
    options = LowerOptions(rendering=RenderingKind(settings.rendering.value))
    places = {model.name: model.place for model in found_models}
    return Loaded(loaded, maps, pairs, options, tuple(problems), places)


def fingerprint(settings: ProjectSettings, tokenizers: tuple[str, ...], models: tuple[str, ...]) -> str:
    """A digest of everything that is named: the bytes of its files, and how scenes are rendered."""
    digest = hashlib.sha256(repr((tokenizers, models, settings.rendering.value)).encode())
    ignored: list[Diagnostic] = []
    for name, (path, _) in sorted(dict(_named_tokenizers(settings, tokenizers, ignored)).items()):
        _add_files(digest, name, path, _FILES_OF_TOKENIZERS)
    for model in _found_models(settings, models, ignored):
        _add_files(digest, model.name, model.path, ("config.json", "tokenizer.json"))
        digest.update(repr(sorted(model.written.items(), key=str)).encode())
    return digest.hexdigest()


def _add_files(digest: hashlib._Hash, name: str, path: Path | None, names: Iterable[str]) -> None:
    digest.update(repr((name, str(path))).encode())
    if path is None:
        return
    for file in [path / inside for inside in names] if path.is_dir() else [path]:
        try:
            digest.update(file.read_bytes())
        except OSError:
            digest.update(b"none")


def _named_tokenizers(
    settings: ProjectSettings, asked: tuple[str, ...], problems: list[Diagnostic]
) -> Iterator[tuple[str, _Named]]:
    if not asked:
        for name, path in settings.tokenizers.items():
            yield name, _Named(path, settings.places.get(f"tokenizers.{name}", settings.place))
        return
    for name in asked:
        found, said = find_tokenizer(Path(name), settings)
        problems += said
        if found is not None:
            yield name, _Named(found, None)


def _found_models(
    settings: ProjectSettings, asked: tuple[str, ...], problems: list[Diagnostic]
) -> Iterator[FoundModel]:
    for name in asked or settings.models:
        path = settings.models[name] if not asked else None
        if isinstance(path, Path) and not is_there(path):
            place = settings.places.get(f"models.{name}", settings.place)
            problems.append(NamedNotHere(place, "model", name, as_set(settings.folder, path)))
            continue
        model, said = find_model(name, settings)
        problems += said
        if model is not None:
            yield model


def _tokenizers_of_models(models: Iterable[FoundModel]) -> dict[str, _Named]:
    """The tokenizers that lie beside models; the built-in one where none does, as `compile` takes it."""
    folders = {model.name: _folder(model.path) for model in models}
    beside = {
        name: _Named(folder, None) for name, folder in folders.items() if folder and _has_tokenizer(folder)
    }
    return beside or {BUILT_IN: _Named(None, None)}


def _pairs(
    tokenizers: Mapping[str, Path | None], models: Mapping[str, Path | None]
) -> Iterator[tuple[str, str, bool]]:
    """Which tokenizer is a model's own: that of its name or of its folder, else the only one named."""
    for model, path in models.items():
        folder = _folder(path)
        own = [name for name, at in tokenizers.items() if name == model or (folder and _folder(at) == folder)]
        alone = len(tokenizers) == 1 and BUILT_IN not in tokenizers
        for name in own or tokenizers:
            yield name, model, bool(own) or alone


def _folder(path: Path | None) -> Path | None:
    if path is None:
        return None
    return path.resolve() if path.is_dir() else path.resolve().parent


def _has_tokenizer(folder: Path) -> bool:
    return (folder / "tokenizer.json").is_file()
