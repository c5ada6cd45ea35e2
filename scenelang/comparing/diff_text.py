"""A comparison for people at a terminal: scenes that changed, each with what changed, then the sums."""

from __future__ import annotations

from collections.abc import Iterator

from scenelang.comparing.change_class import ChangeClass
from scenelang.comparing.changes import Comparison, SceneChange, Status, TargetChange, TextChange
from scenelang.diagnostics import printable

_MOST_LINES = 12
"""Changes of one kind that a scene shows; the others are counted."""


def render_text(comparison: Comparison) -> str:
    """All changes, without a line break at the end."""
    parts = ["\n".join(_scene(scene)) for scene in comparison.scenes]
    return printable("\n\n".join((*parts, "\n".join(_sums(comparison)))))


def summary_line(comparison: Comparison) -> str:
    """`1 scene changed in text, 2 in metadata; 7 are the same`."""
    counts = comparison.counts
    changed = [kind for kind in reversed(ChangeClass) if kind is not ChangeClass.NONE and counts[kind]]
    same = counts[ChangeClass.NONE]
    if not changed:
        return f"no change: {same} scene{'' if same == 1 else 's'} {'is' if same == 1 else 'are'} the same"
    first, *others = changed
    head = f"{counts[first]} scene{'' if counts[first] == 1 else 's'} changed in {first.value}"
    more = "".join(f", {counts[kind]} in {kind.value}" for kind in others)
    return f"{head}{more}; {same} {'is' if same == 1 else 'are'} the same"


def _sums(comparison: Comparison) -> Iterator[str]:
    yield f"{comparison.before} -> {comparison.after}: {summary_line(comparison)}"
    for total in comparison.totals:
        if total.before != total.after:
            yield f"  {total.name}: {number(total.before)} -> {number(total.after)}"


def _scene(scene: SceneChange) -> Iterator[str]:
    yield f"{scene.file}: {scene.id or 'the whole file'}: {headline(scene)}"
    yield from _limited([f"  {line}" for line in fields_of(scene)])
    yield from _limited([f"  text {_text(one)}" for one in scene.text])
    yield from _limited([f"  {mass_line(*one)}" for one in scene.masses])
    yield from _limited([f"  {target_line(one)}" for one in scene.targets])
    for problem in scene.problems:
        where = f"line {problem.line}: " if problem.line else ""
        yield f"  {problem.side}: {where}{problem.code} {problem.message}"


def headline(scene: SceneChange) -> str:
    """What became of a scene, and in which classes it changed."""
    match scene.status:
        case Status.ADDED:
            return f"added, {_instances(scene.instances_after)}"
        case Status.REMOVED:
            return f"removed, {_instances(scene.instances_before)}"
        case Status.BROKEN:
            return "does not compile"
        case _:
            kinds = [kind.value for kind in reversed(ChangeClass) if kind in scene.classes]
            sampled = min(scene.instances_before, scene.instances_after) > scene.instances
            some = f", seen on the first {_instances(scene.instances)}" if sampled else ""
            renamed = f"renamed from {scene.former_id}, " if scene.status is Status.RENAMED else ""
            return f"{renamed}{', '.join(kinds)}{some}"


def fields_of(scene: SceneChange) -> list[str]:
    """A line for each change that has a name."""
    lines = []
    for name, before, after, _ in scene.fields:
        if before or after:
            lines.append(f"{name}: {before or 'none'} -> {after or 'none'}")
        elif name == "layout":
            lines.append("layout or comments")
        elif name == "vary":
            lines.append("vary: instances that were not compared may differ")
        else:
            lines.append(f"{name}: written otherwise, the model sees the same")
    return lines


def mass_line(kind: str, name: str, before: float | None, after: float | None) -> str:
    """`weight of beat turn: 12 -> 15`."""
    what = f"avoid weight of beat {name}" if kind == "avoid" else f"weight of {kind} {name}"
    return f"{what}: {number(before)} -> {number(after)}"


def target_line(one: TargetChange) -> str:
    """What a target asked and asks, and the rule that it comes from."""
    sites = f"{one.sites} site{'' if one.sites == 1 else 's'}"
    if one.differences:
        what = "; ".join(
            f"{name} {was or 'none'} -> {now or 'none'}" for name, was, now, _ in one.differences
        )
    else:
        heads = f" heads {one.heads}" if one.heads else ""
        weight = "" if one.weight is None else f" w {one.weight:g}"
        what = f"{one.where} @ {one.layers}{heads}{weight}"
    return f"{one.kind} {one.action}: `{one.rule}`: {what} ({sites})"


def number(value: float | None) -> str:
    """A figure with as many digits as a person needs; `none` where there is none."""
    if value is None:
        return "none"
    return (
        f"{value:,.0f}" if value == int(value) else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.1f}"
    )


def _text(one: TextChange) -> str:
    tokens = f"{one.tokens_before} -> {one.tokens_after} tokens"
    times = f", {one.times} times" if one.times > 1 else ""
    line = f", line {one.line}" if one.line else ""
    return f"{one.beat}: {_quoted(one.before)} -> {_quoted(one.after)} ({tokens}{times}{line})"


def _quoted(text: str) -> str:
    return '"' + text.replace("\n", "\u21b5") + '"' if text else "nothing"


def _instances(count: int) -> str:
    return f"{count:,} instance{'' if count == 1 else 's'}"


def _limited(lines: list[str]) -> Iterator[str]:
    yield from lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        yield f"  ... and {len(lines) - _MOST_LINES} more"
