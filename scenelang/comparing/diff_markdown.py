"""A comparison for a review: a table of classes, then each scene in a part that opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenelang.comparing.change_class import ChangeClass
from scenelang.comparing.changes import Comparison, SceneChange
from scenelang.comparing.diff_text import fields_of, headline, mass_line, number, summary_line, target_line
from scenelang.diagnostics import markdown_cell, markdown_code

MOST_SCENES = 100
"""A comment may hold some 65,000 signs; scenes behind this many are counted and no more."""
_MOST_ROWS = 20


def render_markdown(comparison: Comparison) -> str:
    """The whole comment, without a line break at the end."""
    return "\n".join(_lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"### scenelang: {markdown_cell(summary_line(comparison))}"
    yield ""
    yield f"{markdown_code(comparison.before)} → {markdown_code(comparison.after)}"
    counts = comparison.counts
    yield from ("", "| change | scenes |", "| --- | ---: |")
    yield from (f"| {kind.value} | {counts[kind]} |" for kind in reversed(ChangeClass))
    totals = [total for total in comparison.totals if total.before != total.after]
    if totals:
        yield from ("", "| in the scenes that changed | before | after |", "| --- | ---: | ---: |")
        yield from (f"| {one.name} | {number(one.before)} | {number(one.after)} |" for one in totals)
    for kind in (ChangeClass.TEXT, ChangeClass.SUPERVISION, ChangeClass.METADATA):
        scenes = [scene for scene in comparison.scenes[:MOST_SCENES] if scene.change is kind]
        if scenes:
            yield from ("", f"#### {kind.value}")
            for scene in scenes:
                yield from _scene(scene)
    if len(comparison.scenes) > MOST_SCENES:
        yield from ("", f"{len(comparison.scenes) - MOST_SCENES} more scenes are not listed.")


def _scene(scene: SceneChange) -> Iterator[str]:
    name = f"<code>{_html(scene.id or scene.file)}</code> {_html(headline(scene))}"
    yield from ("", f"<details><summary>{name}</summary>", "", markdown_code(scene.file))
    if scene.text:
        rows = [
            (markdown_cell(one.beat), _words(one.before), _words(one.after),
             f"{one.tokens_before} → {one.tokens_after}")
            for one in scene.text
        ]  # fmt: skip
        yield from _table(("beat", "before", "after", "tokens"), rows)
    lines = [
        *fields_of(scene),
        *(mass_line(*one) for one in scene.masses),
        *(target_line(one) for one in scene.targets),
        *(f"{one.side}: {one.code} {one.message}" for one in scene.problems),
    ]
    if lines:
        yield ""
        yield from (f"- {markdown_cell(line)}" for line in lines[:_MOST_ROWS])
        if len(lines) > _MOST_ROWS:
            yield f"- {len(lines) - _MOST_ROWS} more"
    yield from ("", "</details>")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield from ("", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}")
    yield from (f"| {' | '.join(row)} |" for row in rows[:_MOST_ROWS])
    if len(rows) > _MOST_ROWS:
        yield f"| {len(rows) - _MOST_ROWS} more |{' |' * (len(head) - 1)}"


def _words(text: str) -> str:
    return markdown_code(text) if text else "nothing"


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
