"""From a scene to a checked scene.

Takes: a scene as it was read, and the project around it.
Gives: a `CheckedScene` where nothing is wrong, and every finding in any case.
May assume: places in the scene are right; anything else may be missing or wrong.
Never does: tokenise, draw, or repeat what reading has already said.
"""

from __future__ import annotations

from collections.abc import Mapping

from scenelang.checking.beat_order import check_beat_order
from scenelang.checking.check_cast import check_roles, check_speakers
from scenelang.checking.check_logic import check_depth, check_logic
from scenelang.checking.check_references import check_references
from scenelang.checking.check_rules import check_anchors, check_layers
from scenelang.checking.check_vary import check_vary
from scenelang.checking.check_weights import check_weights
from scenelang.checking.checked_scene import CheckedScene
from scenelang.checking.project import Project
from scenelang.checking.span_table import span_table
from scenelang.checking.tension_values import check_tension
from scenelang.checking.weight_values import beat_weights
from scenelang.diagnostics import Collector, Outcome
from scenelang.model import Archetype, LexiconFile, Scene


def check_scene(scene: Scene, project: Project) -> Outcome[CheckedScene]:
    """Resolves every name of a scene and checks that all it asks for can be done."""
    found = Collector()
    spans = span_table(scene, found)
    archetype = _archetype(scene, project, found)
    check_speakers(scene, found)
    if archetype is not None:
        check_roles(scene, archetype, found)
        check_beat_order(scene, archetype, found)
    tension = check_tension(scene, archetype, spans, found)
    factors = () if archetype is None else beat_weights(scene, archetype, tension)
    if archetype is not None:
        check_weights(scene, factors, spans, found)
    steps = check_logic(scene, spans, found)
    if archetype is not None:
        check_depth(steps, archetype, found)
    check_references(scene, spans, found)
    check_anchors(scene, spans, found)
    check_layers(scene, archetype, spans, found)
    check_vary(scene, spans, found)
    lexicons = _lexicons(scene, project, found)
    _check_use(scene, project, found)
    if archetype is None or scene.unread or found.has_errors:
        return Outcome(None, found.sorted())
    checked = CheckedScene(
        scene, archetype, spans.beat_ids, spans.entries, steps, tension.axes, tension.values, lexicons,
        factors, (scene.stratum,) * len(scene.beats),
    )  # fmt: skip
    return Outcome(checked, found.sorted())


def _archetype(scene: Scene, project: Project, found: Collector) -> Archetype | None:
    if "archetype" in scene.unread:
        return None
    outcome = project.archetype(scene.archetype)
    found.extend(outcome.diagnostics)
    return outcome.value


def _lexicons(scene: Scene, project: Project, found: Collector) -> Mapping[str, tuple[str, ...]]:
    lexicons: dict[str, tuple[str, ...]] = {}
    for draw in scene.vary.draws if scene.vary is not None else ():
        if not isinstance(draw.source, LexiconFile) or draw.source.path.text in lexicons:
            continue
        outcome = project.lexicon(draw.source.path)
        found.extend(outcome.diagnostics)
        lexicons[draw.source.path.text] = outcome.value or ()
    return lexicons


def _check_use(scene: Scene, project: Project, found: Collector) -> None:
    for path in scene.use:
        problem = project.check_use(path)
        if problem is not None:
            found.add(problem)
