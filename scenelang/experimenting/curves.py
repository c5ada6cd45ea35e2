"""The curves of an experiment: held-out accuracy over tokens read, a line for every run.

Takes: results. Gives: one figure, as PNG and as SVG. Never does: smooth, or leave a run out.
"""

from __future__ import annotations

import io
import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenelang.experimenting.arm_result import ArmResult
from scenelang.experimenting.palette import Stroke, strokes
from scenelang.experimenting.results import ExperimentResults

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SMALLEST_GAP = 0.052
_STYLE = {
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "scenelang",
}


def write_curves(results: ExperimentResults, out: Path) -> str:
    """Writes `curves.png` into a folder; gives the same figure as SVG text."""
    import matplotlib as mpl  # noqa: PLC0415 - heavy, and part of the `train` extra

    with mpl.rc_context(_STYLE):
        figure = _figure(results)
        figure.savefig(out / "curves.png", dpi=160)
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None})
    svg = text.getvalue()
    return svg[svg.index("<svg") :]


def _figure(results: ExperimentResults) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - see write_curves
    from matplotlib.figure import Figure  # noqa: PLC0415 - see write_curves

    tables = [table.label for table in results.plan.tables]
    figure = Figure(figsize=(9.5, 0.6 + 4.4 * len(tables)), layout="constrained")
    FigureCanvasAgg(figure)
    panels = figure.subplots(len(tables), 1, squeeze=False)[:, 0]
    for axes, label in zip(panels, tables, strict=True):
        _draw(axes, results, label)
    panels[-1].set_xlabel("tokens read while training (log scale)")
    return figure


def _draw(axes: Axes, results: ExperimentResults, label: str) -> None:
    looks = strokes(results.plan)
    ends: list[tuple[float, float, str, Stroke]] = []
    for arm in results.plan.arms:
        runs = results.of(label, arm.name)
        for run in runs:
            _line(axes, run, looks[arm.name])
        if runs:
            last = max((run.curve[-1] for run in runs), key=lambda point: point.tokens)
            ends.append((last.tokens, last.accuracy, arm.title, looks[arm.name]))
    target = results.plan.target
    axes.axhline(target, color="#9a9a9a", linewidth=0.8, dashes=(2, 3))
    axes.text(0.005, target + 0.012, f"{target:.0%}", transform=_across(axes), color="#6a6a6a", fontsize=9)
    axes.set_xscale("log")
    axes.set_ylim(0, 1.02)
    _name_tokens(axes)
    axes.set_ylabel("held-out accuracy")
    axes.set_title(label, loc="left", fontweight="bold")
    axes.grid(axis="y", color="#e6e6e6", linewidth=0.6)
    axes.set_axisbelow(True)
    _label_ends(axes, ends)


def _line(axes: Axes, run: ArmResult, look: Stroke) -> None:
    tokens = [point.tokens for point in run.curve]
    accuracy = [point.accuracy for point in run.curve]
    axes.plot(tokens, accuracy, color=look.colour, linestyle=look.dash, linewidth=look.width, alpha=0.9)
    reached = next((point for point in run.curve if point.tokens == run.tokens_to_target), None)
    if reached is not None:
        axes.plot([reached.tokens], [reached.accuracy], "o", color=look.colour, markersize=6)
    axes.plot(tokens[-1:], accuracy[-1:], "|", color=look.colour, markersize=9, markeredgewidth=1.4)


def _label_ends(axes: Axes, ends: list[tuple[float, float, str, Stroke]]) -> None:
    """Names of arms right of the axes, apart from each other, each joined to the end of its longest line."""
    places = _apart([end[1] for end in ends])
    for (tokens, accuracy, title, look), place in zip(ends, places, strict=True):
        axes.annotate(
            title,
            xy=(tokens, accuracy),
            xytext=(1.03, place),
            textcoords=_across(axes),
            color=look.colour,
            va="center",
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "relpos": (0, 0.5),
                "color": look.colour,
                "linewidth": 0.7,
                "alpha": 0.55,
                "shrinkA": 2,
                "shrinkB": 3,
            },
        )


def _apart(wanted: list[float]) -> list[float]:
    """Heights near the wanted ones, in the same order, no two closer than a line of text."""
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    heights = list(wanted)
    for lower, upper in itertools.pairwise(order):
        heights[upper] = max(heights[upper], heights[lower] + _SMALLEST_GAP)
    ceiling = 1.0
    for place in reversed(order):
        heights[place] = min(heights[place], ceiling)
        ceiling = heights[place] - _SMALLEST_GAP
    return heights


def _across(axes: Axes) -> Any:
    """Fractions of the axes' width, and accuracies upwards."""
    return axes.get_yaxis_transform()


def _name_tokens(axes: Axes) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter  # noqa: PLC0415 - see write_curves

    axes.xaxis.set_major_locator(LogLocator(10, subs=(1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda tokens, _: f"{tokens / 1e6:g} M"))
    axes.xaxis.set_minor_formatter(NullFormatter())
