"""From a scene to a checked scene.

Takes: a scene as it was read, the project around it, and the index of the project's scenes.
Gives: a `CheckedScene` where nothing is wrong, and every finding in any case.
May assume: places in the scene are right; anything else may be missing or wrong.
Never does: tokenise, draw, repeat what reading has already said, or check a chain of scenes by recursion.

A scene that others refer to is checked by itself first: all that can be said without asking whether the
scenes that it refers to in turn are sound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.checking.axes import Axes
from scenelang.checking.beat_order import check_beat_order
from scenelang.checking.check_cast import check_roles, check_speakers
from scenelang.checking.check_concepts import check_concepts
from scenelang.checking.check_logic import check_depth, check_logic
from scenelang.checking.check_references import check_references
from scenelang.checking.check_rules import check_anchors, check_layers
from scenelang.checking.check_vary import check_vary
from scenelang.checking.check_weights import check_weights
from scenelang.checking.checked_scene import CheckedScene
from scenelang.checking.mentions import mentions
from scenelang.checking.project import Project, find_project
from scenelang.checking.span_table import SpanTable, span_table
from scenelang.checking.strata import beat_strata
from scenelang.checking.tension_values import Tension, check_tension
from scenelang.checking.weight_values import beat_weights
from scenelang.diagnostics import Collector, Outcome
from scenelang.model import Archetype, LexiconFile, Recall, Scene, Stratum

if TYPE_CHECKING:
    from scenelang.checking.scene_index import IndexSource, SceneIndex


def check_scene(scene: Scene, project: Project, index: IndexSource | None = None) -> Outcome[CheckedScene]:
    """Resolves every name of a scene and checks that all it asks for can be done.

    Args:
        scene: The scene as it was read.
        project: The project around its file.
        index: Gives the index in which other scenes are found. Scenes that are checked in one run share
            one, so that nothing is read or said twice; None is an index of this scene's own. It is asked
            for only where a scene needs another.

    Returns:
        The value is None where the scene has an error, and where a scene whose text it recalls has one.
    """
    found = Collector()
    spans = span_table(scene, found)
    source = index or partial(_own_index, scene, project)
    if scene.recall is Recall.ORDER and not any(mentions(scene, spans.extents)):
        checked = _check(scene, project, source, spans, found)
        return Outcome(None if found.has_errors else checked, found.sorted())
    from scenelang.checking.prerequisites import find_prerequisites  # noqa: PLC0415 - few scenes need others

    others = find_prerequisites(scene, spans, source(), _check_alone, found)
    checked = _check(scene, project, source, others.spans, found)
    if checked is None or others.recalled is None or found.has_errors:
        return Outcome(None, found.sorted())
    files = (*checked.files, *dict.fromkeys(one.scene.file for one in others.recalled))
    checked = replace(checked, prerequisites=others.ids, recalled=others.recalled, files=files)
    return Outcome(checked, found.sorted())


def _own_index(scene: Scene, project: Project) -> SceneIndex:
    from scenelang.checking.scene_index import SceneIndex  # noqa: PLC0415 - few scenes need others

    return SceneIndex(project, (Path(scene.file),))


def _check_alone(
    scene: Scene, spans: SpanTable, index: SceneIndex, found: Collector
) -> Outcome[CheckedScene]:
    """Checks a scene that others refer to, without a look at those that it refers to in turn."""
    project = find_project(Path(scene.file))
    checked = _check(scene, project, lambda: index, spans, found)
    return Outcome(None if found.has_errors else checked, found.sorted())


def _check(
    scene: Scene, project: Project, index: IndexSource, spans: SpanTable, found: Collector
) -> CheckedScene | None:
    """All that can be said of a scene once it is known which words mean others."""
    archetype = _archetype(scene, project, found)
    check_speakers(scene, found)
    if archetype is not None:
        check_roles(scene, archetype, found)
        check_beat_order(scene, archetype, found)
    axes = None if archetype is None else _axes(archetype, project)
    tension = check_tension(scene, archetype, axes, spans, found)
    axes = axes and _moving(axes, scene, tension)
    steps = check_logic(scene, spans, found)
    factors: tuple[float, ...] = ()
    strata = beat_strata(scene, archetype)
    if archetype is not None and axes is not None:
        factors = beat_weights(scene, archetype, axes, tension, found)
        if check_weights(scene, factors, strata, spans, found):
            _check_avoid(scene, factors, strata, spans, found)
        check_depth(steps, archetype, found)
    check_references(scene, spans, found)
    check_anchors(scene, spans, found)
    check_layers(scene, axes, spans, found)
    check_concepts(scene, index, found)
    check_vary(scene, spans, found)
    lexicons, files = _lexicons(scene, project, found)
    _check_use(scene, project, found)
    if archetype is None or scene.unread:
        return None
    return CheckedScene(
        scene=scene,
        archetype=archetype,
        beat_ids=spans.beat_ids,
        spans=spans.entries,
        steps=steps,
        axes=tension.axes,
        tension=tension.values,
        lexicons=lexicons,
        beat_weights=factors,
        strata=strata,
        files=(*archetype.files, *files),
    )


def _check_avoid(
    scene: Scene, factors: tuple[float, ...], strata: tuple[Stratum, ...], spans: SpanTable, found: Collector
) -> None:
    if any(span.avoid for beat in scene.beats for span in beat.text.spans()):
        from scenelang.checking.check_avoid import check_avoid  # noqa: PLC0415 - few scenes avoid anything

        check_avoid(scene, factors, strata, spans, found)


def _archetype(scene: Scene, project: Project, found: Collector) -> Archetype | None:
    if "archetype" in scene.unread:
        return None
    outcome = project.archetype(scene.archetype)
    found.extend(outcome.diagnostics)
    return outcome.value


def _axes(archetype: Archetype, project: Project) -> Axes:
    declared = (*(axis.axis.text for axis in archetype.axes), *project.settings.axes)
    return Axes(archetype.name, tuple(dict.fromkeys(declared)))


def _moving(axes: Axes, scene: Scene, tension: Tension) -> Axes:
    """The axes with what is known of their courses."""
    broken = None
    if not scene.unread & {"tension", "beats"}:
        broken = frozenset(axis.axis.text for axis in scene.tension) - {*tension.axes}
    return axes._replace(moving=tension.axes, broken=broken)


def _lexicons(
    scene: Scene, project: Project, found: Collector
) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
    """The values of each lexicon, and the files that hold them."""
    lexicons: dict[str, tuple[str, ...]] = {}
    files: dict[str, None] = {}
    for draw in scene.vary.draws if scene.vary is not None else ():
        if not isinstance(draw.source, LexiconFile) or draw.source.path.text in lexicons:
            continue
        outcome = project.lexicon(draw.source.path)
        found.extend(outcome.diagnostics)
        lexicons[draw.source.path.text] = outcome.value or ()
        file = project.lexicon_file(draw.source.path)
        if file is not None:
            files[str(file)] = None
    return lexicons, tuple(files)


def _check_use(scene: Scene, project: Project, found: Collector) -> None:
    for path in scene.use:
        problem = project.check_use(path)
        if problem is not None:
            found.add(problem)
