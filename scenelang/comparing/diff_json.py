"""A comparison as JSON: a versioned object that only ever grows; see `diff_output_schema`."""

from __future__ import annotations

import json

from scenelang.comparing.changes import Comparison, SceneChange, TargetChange

DIFF_VERSION = 1
"""The version of the object; it changes when a field is renamed, removed or changes its meaning."""


def render_json(comparison: Comparison) -> str:
    """The whole comparison."""
    counts = comparison.counts
    whole = {
        "version": DIFF_VERSION,
        "before": comparison.before,
        "after": comparison.after,
        "class": comparison.change.value,
        "counts": {kind.value: count for kind, count in counts.items()},
        "totals": [total._asdict() for total in comparison.totals],
        "scenes": [_scene(scene) for scene in comparison.scenes],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _scene(scene: SceneChange) -> dict[str, object]:
    return {
        "id": scene.id,
        "file": scene.file,
        "status": scene.status.value,
        "class": scene.change.value,
        "classes": sorted(kind.value for kind in scene.classes),
        "former_id": scene.former_id,
        "former_file": scene.former_file,
        "instances": {
            "compared": scene.instances,
            "before": scene.instances_before,
            "after": scene.instances_after,
        },
        "fields": [
            {"name": name, "before": before, "after": after, "class": kind.value}
            for name, before, after, kind in scene.fields
        ],
        "text": [one._asdict() for one in scene.text],
        "masses": [one._asdict() for one in scene.masses],
        "targets": [_target(one) for one in scene.targets],
        "problems": [one._asdict() for one in scene.problems],
    }


def _target(one: TargetChange) -> dict[str, object]:
    differences = [{"name": name, "before": was, "after": now} for name, was, now, _ in one.differences]
    return {**one._asdict(), "differences": differences}
