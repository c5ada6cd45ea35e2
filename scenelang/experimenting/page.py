"""The page of an experiment: one HTML file that needs nothing beside itself.

Takes: results and the figure as SVG. Gives: HTML. Never does: load anything from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from scenelang.experimenting.arm_result import ArmResult, HeadTable
from scenelang.experimenting.palette import strokes
from scenelang.experimenting.plan import Table
from scenelang.experimenting.result_table import headings, summary, table_lines
from scenelang.experimenting.results import ExperimentResults, made_with


def page(results: ExperimentResults, svg: str) -> str:
    """The whole page."""
    plan = results.plan
    parts = [
        f"<h1>{escape(plan.name)}</h1>",
        f'<p class="lead">{escape(plan.description)}</p>',
        _finding(results),
        "<h2>Held-out accuracy over tokens read</h2>",
        f"<figure>{svg}<figcaption>One line a run. A dot marks where a run first reached "
        f"{plan.target:.0%}; a stroke marks where it ended.</figcaption></figure>",
        *(_table(results, table) for table in plan.tables),
        _arms(results),
        *(_heads(results, table.label) for table in plan.tables),
        _how(results),
    ]
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(plan.name)}: scenelang experiment</title>\n<style>\n{style}</style>\n"
        f"<main>\n{chr(10).join(parts)}\n</main>\n</html>\n"
    )


def _finding(results: ExperimentResults) -> str:
    """What came out, arm by arm, on the main table."""
    label = results.plan.tables[0].label
    found = (
        f"<li><b>{escape(arm.title)}</b>: {escape(summary(results, label, arm.name))}</li>"
        for arm in results.plan.arms
    )
    return f"<p>Tokens to {results.plan.target:.0%} on held-out bindings, {escape(label)}:</p><ul>{''.join(found)}</ul>"


def _table(results: ExperimentResults, table: Table) -> str:
    looks = strokes(results.plan)
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings(results))
    rows = "".join(
        f'<tr><td><span class="key" style="background:{looks[line.arm].colour}"></span>'
        + "</td><td>".join(escape(cell) for cell in line.cells)
        + "</td></tr>"
        for line in table_lines(results, table.label)
    )
    return (
        f"<h2>{escape(table.label)}</h2><div class=wide><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
        '<p class="note">A number with &gt; is a bound: the run ended there without reaching the target.</p>'
    )


def _arms(results: ExperimentResults) -> str:
    items = "".join(
        f"<dt>{escape(arm.title)}</dt><dd>{escape(arm.description)}</dd>" for arm in results.plan.arms
    )
    return (
        "<h2>What each arm is</h2><p>All arms of a seed start from the same weights and read the same rows in the "
        f"same order; they differ in what follows and in nothing else.</p><dl>{items}</dl>"
    )


def _heads(results: ExperimentResults, label: str) -> str:
    runs = results.of(label, results.plan.reference.name)
    if not runs or not runs[0].heads:
        return ""
    run = runs[0]
    grids = "".join(_grid(table) for table in run.heads)
    return (
        f"<h2>Where heads look, {escape(label)}</h2><p>{escape(results.plan.reference.title)}, seed {run.seed}, at its "
        "end, on held-out rows: mean attention on the keys that each rule names, by layer and head; in brackets, "
        f"on random earlier positions.</p><div class=grids>{grids}</div>{_lens(run)}"
    )


def _grid(table: HeadTable) -> str:
    heads = range(len(table.masses[0]))
    head = "<th></th>" + "".join(f"<th>head {number}</th>" for number in heads)
    rows = "".join(
        f"<tr><th>layer {layer}</th>{_cells(zip(masses, table.control[layer], strict=True))}</tr>"
        for layer, masses in enumerate(table.masses)
    )
    return f"<table class=heat><caption>{escape(table.origin)}</caption><tr>{head}</tr>{rows}</table>"


def _cells(pairs: Iterable[tuple[float, float]]) -> str:
    return "".join(
        f'<td style="background:rgb(0 114 178 / {mass:.2f});color:{"#fff" if mass > 0.55 else "inherit"}">'
        f"{mass:.2f} <small>({control:.2f})</small></td>"
        for mass, control in pairs
    )


def _lens(run: ArmResult) -> str:
    if run.lens is None:
        return ""
    rows = "".join(
        f"<tr><th>after layer {layer}</th><td>{first:.2f}</td><td>{rank:g}</td><td>{control:g}</td></tr>"
        for layer, (first, rank, control) in enumerate(
            zip(run.lens.firsts, run.lens.ranks, run.lens.control_ranks, strict=True)
        )
    )
    return (
        "<h3>The silent token through the logit lens</h3><div class=wide><table><tr><th></th><th>first choice (share)"
        f"</th><th>median rank</th><th>rank of a random token</th></tr>{rows}</table></div>"
    )


def _how(results: ExperimentResults) -> str:
    plan = results.plan
    longest = max(run.passes for run in results.runs)
    versions = ", ".join(f"{name} {version}" for name, version in made_with().items())
    model = plan.model
    lines = [
        f"Command: <code>{escape(results.command or 'run from Python')}</code>",
        f"Model: {escape(model.family)}, {model.layers} layers of width {model.width}, {model.heads} heads, fresh weights.",
        f"Batch {plan.optimisation.batch}, learning rate {plan.optimisation.learning_rate:g}; loss weights: tokens "
        f"{plan.losses.cross_entropy.weight:g}, attention {plan.losses.attention.weight:g}, reads {plan.losses.reads.weight:g}.",
        f"Measured every {plan.evaluation.every} steps on {plan.evaluation.rows} held-out rows, at the end on "
        f"{max(run.held_out_rows for run in results.runs)}. The first measurement at the target counts.",
        f"The longest run read each training row {longest:.2f} times on average.",
        f"Time of all runs, each on one thread: {sum(run.seconds for run in results.runs) / 60:.1f} minutes.",
        escape(versions),
    ]
    return "<h2>How it was made</h2><ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
