"""The library of scenes as tests use it: planned once, lowered when asked for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from scenelang.checking import CheckedScene
from scenelang.compile import PlannedScene, plan_paths
from scenelang.lowering import (
    LowerOptions,
    RenderingKind,
    SceneTokenizer,
    Straddle,
    load_tokenizer,
    lower_scene,
)
from scenelang.model import Latent
from scenelang.tokens import TokenProgram

ROOT = Path(__file__).parents[2]
SCENES = ROOT / "scenes"
FILES = sorted(SCENES.glob("*/*.scene"))
PARAMETRIC = [path for path in FILES if re.search(r"^vary:", path.read_text(encoding="utf-8"), re.MULTILINE)]
WRITTEN = sorted(set(FILES) - set(PARAMETRIC))
ENGLISH = [path for path in WRITTEN if "\nlanguage: en\n" in path.read_text(encoding="utf-8")]
"""Scenes whose silent words a real tokenizer holds in one piece; few of them hold Russian words so."""

FETCHED = ROOT / "build" / "tokenizers"
REAL = ("smollm2", "deepseek", "qwen3", "llama2", "gemma3", "llama3", "bert", "e5")
"""Real tokenizers of every kind: byte-level BPE, SentencePiece BPE, tiktoken-style, WordPiece, Unigram."""

CHATS = ("smollm2", "deepseek-v3", "qwen3", "llama3", "gemma3")
"""Real tokenizers that have a chat template."""

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
every_written_scene = pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)


def fetched(name: str) -> Path:
    """The folder of a real tokenizer, or a skip that says how to get it."""
    folder = FETCHED / name
    if not (folder / "tokenizer.json").exists():
        pytest.skip(f"run `python tools/fetch_tokenizers.py {name}` first")
    return folder


@cache
def library() -> tuple[PlannedScene, ...]:
    """Every scene that ships, in the order in which they are compiled; nothing is said against any."""
    scenes, found = plan_paths([SCENES])
    assert [f"{one.place.file}: {one.code} {one.message}" for one in found] == []
    assert scenes is not None
    return scenes


@cache
def scenes_in(path: Path) -> tuple[PlannedScene, ...]:
    """The scenes of one file."""
    return tuple(scene for scene in library() if scene.path == path)


def checked(path: Path) -> CheckedScene:
    """The only scene of a file."""
    (scene,) = scenes_in(path)
    return scene.checked


@cache
def tokenizer(folder: Path | None) -> SceneTokenizer:
    """A tokenizer, loaded once."""
    outcome = load_tokenizer(folder)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


@cache
def programs(
    path: Path,
    folder: Path | None = None,
    rendering: RenderingKind = RenderingKind.PLAIN,
    count: int = 3,
) -> tuple[TokenProgram, ...]:
    """The first instances of each scene of a file, lowered without a remark under the strictest policy."""
    options = LowerOptions(Straddle.ERROR, rendering=rendering)
    made = []
    for scene in scenes_in(path):
        numbers = range(min(count, len(scene.plan)))
        for value, found in lower_scene(scene.checked, scene.plan, tokenizer(folder), options, numbers):
            assert [f"{one.code} {one.message}" for one in found] == []
            assert value is not None
            made.append(value)
    return tuple(made)


def text_of(path: Path) -> str:
    """What the model reads of the only scene of a file, other scenes' texts left out."""
    program = programs(path)[0]
    return "".join(piece for piece, beat in zip(program.pieces, program.beats, strict=True) if beat >= 0)


def latent_words(scene: CheckedScene) -> dict[str, str]:
    """What each silent step of a scene holds, by the origin of its target."""
    return {
        f"logic.{number}": "".join(getattr(piece, "text", "?") for piece in step.step.conclusion.reads.pieces)
        for number, step in enumerate(scene.steps, start=1)
        if isinstance(step.step.conclusion, Latent)
    }
