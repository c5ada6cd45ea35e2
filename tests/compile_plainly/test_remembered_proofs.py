"""A proof that is remembered by the shape of a scene is the proof of the scene itself."""

from __future__ import annotations

import random
from pathlib import Path

from both_paths import BothPaths
from generated_scenes import generated_scene, project_in
from spoilt_texts import bench_scenes, slips

from scenelang.compile.plainly.plain_files import PlainFiles
from scenelang.gathering import SceneRun
from scenelang.plain import ArchetypeViews, NotPlain, lone_concepts, plain_text, prove_sound, scan

SLIPS = 5_000


def test_what_is_proven_by_memory_is_sound_and_what_is_not_is_not(tmp_path: Path) -> None:
    dice, here, paths = random.Random(6), project_in(tmp_path / "made"), BothPaths()
    run = SceneRun(())
    files = PlainFiles(run, paths.tokenizer, paths.options)
    views = ArchetypeViews(run.project)
    texts = [*bench_scenes(10), *(generated_scene(number, dice) for number in range(60))]
    sound = 0
    for _ in range(SLIPS):
        text = next(slips(dice.choice(texts), dice))
        remembered = list(files.in_portion([here], [text.encode()]))
        assert not remembered or _is_sound(text, here, views), text
        sound += bool(remembered)
        if not remembered and _is_sound(text, here, views):
            assert "<|" in text or _asks_much(text), text
    assert sound > SLIPS / 10


def _is_sound(text: str, file: str, views: ArchetypeViews) -> bool:
    plain = plain_text(text.encode())
    if plain is None:
        return False
    try:
        scene = scan(plain)
        prove_sound(scene, views.seen(file.rpartition("/")[0], scene.archetype).view)
    except NotPlain:
        return False
    return not lone_concepts(scene)


def _asks_much(text: str) -> bool:
    """Whether something may be held back: what logic and references ask of knowledge."""
    return "knowledge" in text or "fact" in text
