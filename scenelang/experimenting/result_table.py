"""The table of an experiment: one line an arm, the same words on the terminal and on the page.

Takes: results. Gives: lines of text cells. Never does: average away a run that did not learn.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from rich.table import Table as RichTable

from scenelang.experimenting.arm_result import ArmResult
from scenelang.experimenting.results import ExperimentResults


@dataclass(frozen=True, slots=True)
class TableLine:
    """The cells of one arm on one table; `tokens`, `accuracies` and `ratios` have one item a seed."""

    arm: str
    title: str
    tokens: tuple[str, ...]
    accuracies: tuple[str, ...]
    ratios: tuple[str, ...]
    learned: int

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """Title, tokens to the target, held-out accuracy, ratio; seeds are parted by commas."""
        return self.title, ", ".join(self.tokens), ", ".join(self.accuracies), ", ".join(self.ratios)


def table_lines(results: ExperimentResults, label: str) -> list[TableLine]:
    """The lines of one table, in the order of the plan's arms."""
    return [_line(results, label, arm.name, arm.title) for arm in results.plan.arms]


def headings(results: ExperimentResults) -> tuple[str, str, str, str]:
    """The heads of the four columns."""
    target = f"{results.plan.target:.0%}"
    seeds = ", ".join(map(str, results.plan.seeds))
    word = "seed" if len(results.plan.seeds) == 1 else "seeds"
    return "arm", f"tokens to {target} ({word} {seeds})", "held-out accuracy", "against the reference"


def terminal_table(results: ExperimentResults, label: str) -> RichTable:
    """The table of one set of scenes, for a terminal."""
    table = RichTable(title=f"{results.plan.name}: {label}", title_justify="left")
    for heading in headings(results):
        table.add_column(heading)
    for line in table_lines(results, label):
        style = "bold" if line.arm == results.plan.reference.name else None
        table.add_row(*line.cells, style=style)
    return table


def summary(results: ExperimentResults, label: str, arm: str) -> str:
    """The median of the tokens an arm needed and their range, or how many seeds got there."""
    runs = results.of(label, arm)
    needed = [run.tokens_to_target for run in runs if run.tokens_to_target is not None]
    if not needed:
        read = " and ".join(sorted({f"{run.tokens_seen / 1e6:.2f} M" for run in runs}))
        return f"not in {read}" if runs else "not run"
    if len(needed) < len(runs):
        return f"{len(needed)} of {len(runs)} seeds got there"
    middle = f"{statistics.median(needed) / 1e6:.2f} M"
    return middle if len(needed) == 1 else f"{middle} ({min(needed) / 1e6:.2f}-{max(needed) / 1e6:.2f})"


def _line(results: ExperimentResults, label: str, arm: str, title: str) -> TableLine:
    runs = results.of(label, arm)
    return TableLine(
        arm=arm,
        title=title,
        tokens=tuple(map(_tokens, runs)),
        accuracies=tuple(f"{run.held_out_accuracy:.3f}" for run in runs),
        ratios=tuple(_ratio(results, run) for run in runs),
        learned=sum(run.tokens_to_target is not None for run in runs),
    )


def _tokens(run: ArmResult) -> str:
    if run.tokens_to_target is None:
        return f"> {run.tokens_seen / 1e6:.2f} M"
    return f"{run.tokens_to_target / 1e6:.2f} M"


def _ratio(results: ExperimentResults, run: ArmResult) -> str:
    if run.arm == results.plan.reference.name:
        return "1"
    ratio = results.ratio(run)
    if ratio is None:
        return "-"
    return f"{ratio[0]:.1f} x" if ratio[1] else f"> {ratio[0]:.1f} x"
