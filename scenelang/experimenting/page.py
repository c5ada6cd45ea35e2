"""The page of an experiment: one HTML file that needs nothing beside itself.

Takes: results and the figure as SVG. Gives: HTML. Never does: load anything from elsewhere.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files

from scenelang.experimenting.page_heads import heads_section
from scenelang.experimenting.palette import strokes
from scenelang.experimenting.plan import Table
from scenelang.experimenting.result_table import headings, summary, table_lines
from scenelang.experimenting.results import ExperimentResults, made_with

_HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}: scenelang experiment</title>
<style>
{style}</style>
"""
_FIGURE_NOTE = (
    "One line a run. A dot marks where a run first reached {target}; a stroke marks where it ended."
)
_BOUND_NOTE = (
    "A number with &gt; is a bound: the run ended there without reaching the target. Numbers in a cell "
    "stand in the order of the seeds."
)
_SAME_NOTE = (
    "All arms of a seed start from the same weights and read the same rows in the same order; they differ "
    "in what follows and in nothing else."
)


def page(results: ExperimentResults, svg: str) -> str:
    """The whole page."""
    plan = results.plan
    note = _FIGURE_NOTE.format(target=f"{plan.target:.0%}")
    parts = [
        f"<h1>{escape(plan.name)}</h1>",
        f'<p class="lead">{escape(plan.description)}</p>',
        _finding(results),
        "<h2>Held-out accuracy over tokens read</h2>",
        f"<figure>{svg}<figcaption>{note}</figcaption></figure>",
        *(_table(results, table) for table in plan.tables),
        _arms(results),
        *(heads_section(results, table.label) for table in plan.tables),
        _how(results),
    ]
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    body = "\n".join(parts)
    return f"{_HEAD.format(title=escape(plan.name), style=style)}<main>\n{body}\n</main>\n</html>\n"


def _finding(results: ExperimentResults) -> str:
    """What came out, arm by arm, on the main table."""
    label = results.plan.tables[0].label
    lines = [
        f"<li><b>{escape(arm.title)}</b>: {escape(summary(results, label, arm.name))}</li>"
        for arm in results.plan.arms
    ]
    lead = f"Tokens to {results.plan.target:.0%} on held-out bindings, {escape(label)}:"
    return f"<p>{lead}</p><ul>{''.join(lines)}</ul>"


def _table(results: ExperimentResults, table: Table) -> str:
    looks = strokes(results.plan)
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings(results))
    rows = []
    for line in table_lines(results, table.label):
        key = f'<span class="key" style="background:{looks[line.arm].colour}"></span>'
        cells = "</td><td>".join(escape(cell) for cell in line.cells)
        rows.append(f"<tr><td>{key}{cells}</td></tr>")
    body = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'<h2>{escape(table.label)}</h2><div class="wide">{body}</div><p class="note">{_BOUND_NOTE}</p>'


def _arms(results: ExperimentResults) -> str:
    items = [f"<dt>{escape(arm.title)}</dt><dd>{escape(arm.description)}</dd>" for arm in results.plan.arms]
    return f"<h2>What each arm is</h2><p>{_SAME_NOTE}</p><dl>{''.join(items)}</dl>"


def _how(results: ExperimentResults) -> str:
    plan, model, losses = results.plan, results.plan.model, results.plan.losses
    longest = max(run.passes for run in results.runs)
    minutes = sum(run.seconds for run in results.runs) / 60
    final_rows = max(run.held_out_rows for run in results.runs)
    weights = ", ".join(
        f"{name} {settings.weight:g}" for name, settings in losses.named().items() if settings.weight > 0
    )
    hinge = f", hinge {losses.attention.hinge:g}" if losses.attention.hinge is not None else ""
    lines = (
        f"Model: {model.family}, {model.layers} layers of width {model.width}, {model.heads} heads; fresh.",
        f"Batch {plan.optimisation.batch}, learning rate {plan.optimisation.learning_rate:g}, constant.",
        f"Loss weights: {weights}{hinge}; arms change what their description says.",
        f"Measured on {plan.evaluation.rows} held-out rows every {plan.evaluation.every} steps.",
        f"Measured on {final_rows} held-out rows at the end.",
        f"The longest run read each training row {longest:.2f} times on average.",
        f"Time of all runs together, each on one thread: {minutes:.1f} minutes.",
        ", ".join(f"{name} {version}" for name, version in made_with().items()),
    )
    command = f"<li>Command: <code>{escape(results.command or 'run from Python')}</code></li>"
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h2>How it was made</h2><ul>{command}{items}</ul>"
