"""The part of the page that looks inside: where heads look, and what a layer already reads."""

from __future__ import annotations

from html import escape

from scenelang.experimenting.arm_result import ArmResult, HeadTable, LensTable
from scenelang.experimenting.results import ExperimentResults

_NOTE = (
    "{title}, seed {seed}, at its end, on held-out rows: mean attention on the keys that each rule names, by "
    "layer and head; in brackets, on random earlier positions. Rules named <code>binding</code> tie the last "
    "word of a premise to its first; <code>logic</code> are the steps; <code>self</code> is the look back."
)
_LENS_HEADS = ("", "first choice (share of rows)", "median rank", "median rank of a random token")
_DARK = 0.55
"""The mass over which a cell is dark enough for white letters."""


def heads_section(results: ExperimentResults, label: str) -> str:
    """Heat tables of the reference arm's first seed; empty where no row has an attention target."""
    runs = results.of(label, results.plan.reference.name)
    if not runs or not runs[0].heads:
        return ""
    run = runs[0]
    note = _NOTE.format(title=escape(results.plan.reference.title), seed=run.seed)
    grids = "".join(_grid(table) for table in run.heads)
    title = f"<h2>Where heads look, {escape(label)}</h2>"
    return f'{title}<p>{note}</p><div class="grids">{grids}</div>{_lens(run)}'


def _grid(table: HeadTable) -> str:
    head = "<th></th>" + "".join(f"<th>head {number}</th>" for number in range(len(table.masses[0])))
    rows = [
        f"<tr><th>layer {layer}</th>{_cells(masses, table.control[layer])}</tr>"
        for layer, masses in enumerate(table.masses)
    ]
    return (
        f'<table class="heat"><caption>{escape(table.origin)}</caption><tr>{head}</tr>{"".join(rows)}</table>'
    )


def _cells(masses: tuple[float, ...], control: tuple[float, ...]) -> str:
    cells = []
    for mass, other in zip(masses, control, strict=True):
        ink = "#fff" if mass > _DARK else "inherit"
        style = f"background:rgb(0 114 178 / {mass:.2f});color:{ink}"
        cells.append(f'<td style="{style}">{mass:.2f} <small>({other:.2f})</small></td>')
    return "".join(cells)


def _lens(run: ArmResult) -> str:
    if run.lens is None:
        return ""
    head = "".join(f"<th>{heading}</th>" for heading in _LENS_HEADS)
    rows = "".join(_lens_row(run.lens, layer) for layer in range(len(run.lens.ranks)))
    title = "<h3>The silent token through the logit lens</h3>"
    return f'{title}<div class="wide"><table><tr>{head}</tr>{rows}</table></div>'


def _lens_row(lens: LensTable, layer: int) -> str:
    cells = (f"{lens.firsts[layer]:.2f}", f"{lens.ranks[layer]:g}", f"{lens.control_ranks[layer]:g}")
    return f"<tr><th>after layer {layer}</th><td>{'</td><td>'.join(cells)}</td></tr>"
