"""`scenelang probe`: what a trained model does inside while it reads scenes, beside two floors."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.output_format import BRIEF_FORMATS
from scenelang.cli.remote_places import named_place
from scenelang.cli.report import add_report_options, exit_code, report
from scenelang.cli.verb import CLEAN, UNUSABLE, Verb, positive_number
from scenelang.diagnostics import Refusal, advice

if TYPE_CHECKING:
    from scenelang.diagnostics import Diagnostic
    from scenelang.probing import ModelReport
    from scenelang.shards import Row, ShardSet

_ROWS = 200


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `probe`."""
    parser.add_argument(
        "model", metavar="MODEL", help="a model folder, such as a recipe's `out`, or a Hub name"
    )
    parser.add_argument(
        "shards", type=named_place, metavar="SHARDS", help="compiled scenes to read: a folder, or its URL"
    )
    parser.add_argument(
        "--split",
        choices=("held_out", "train"),
        default="held_out",
        help="which side of the holdout (default: held_out)",
    )
    parser.add_argument("--scene", metavar="ID", help="only the instances of this scene")
    parser.add_argument(
        "--rows", type=positive_number, default=_ROWS, metavar="N", help=f"at most so many (default: {_ROWS})"
    )
    parser.add_argument(
        "--batch", type=positive_number, default=16, metavar="N", help="rows a forward pass (default: 16)"
    )
    add_report_options(parser, BRIEF_FORMATS)


def run(options: Namespace) -> int:
    """Measures the model and a fresh twin of it, and prints both."""
    from scenelang.shards import open_shards

    lost = _lost_folder(options.model)
    shards, found = open_shards(options.shards)
    if shards is None or lost:
        found = (*lost, *found)
        report(found, options, sys.stderr)
        return exit_code(found, warnings_count=False)
    rows = _rows(shards, options)
    if not rows:
        return _no_rows(shards, options)
    trained, fresh = _measure(rows, shards, options)
    if options.format == "json":
        import json
        from dataclasses import asdict

        print(json.dumps({"rows": len(rows), "model": asdict(trained), "fresh": asdict(fresh)}, indent=1))
    else:
        print(_table(trained, fresh, rows, options))
    return CLEAN


def _lost_folder(model: str) -> tuple[Diagnostic, ...]:
    """What is wrong with a name that is plainly a path, and leads nowhere: the Hub is not asked for it."""
    path = Path(model)
    slashes = model.count("/")
    is_path = slashes > 1 or model.startswith((".", "/", "~", "build/"))
    if slashes and not is_path:  # `owner/name` is how the Hub calls models, `folder/name` is a path
        is_path = _is_folder(Path(path.parts[0]))
    if not is_path or _is_folder(path):
        return ()
    from scenelang.cli.messages_describe import ProbedFolderMissing
    from scenelang.gathering import near_path
    from scenelang.source import Span

    meant = near_path(path)
    return (ProbedFolderMissing(Span.start_of(model), model, f"; did you mean `{meant}`?" if meant else ""),)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _rows(shards: ShardSet, options: Namespace) -> list[Row]:
    rows: list[Row] = []
    for number in shards.indices(options.split).tolist():
        row = shards[number]
        if options.scene is None or row.scene == options.scene:
            rows.append(row)
        if len(rows) == options.rows:
            break
    return rows


def _no_rows(shards: ShardSet, options: Namespace) -> int:
    sides = {name: record.rows for name, record in shards.manifest.splits.items() if record.rows}
    there = ", ".join(f"{rows:,} {name.replace('_', ' ')}" for name, rows in sides.items()) or "none at all"
    of_scene = "" if options.scene is None else f" of the scene `{options.scene}`"
    print(
        f"scenelang: `{options.shards}` has no {options.split.replace('_', ' ')} rows{of_scene} "
        f"(rows there: {there}); {_choices(shards, options.scene)}",
        file=sys.stderr,
    )
    return UNUSABLE


def _choices(shards: ShardSet, scene: str | None) -> str:
    """What may be typed instead; the scenes that there are, where another was asked for."""
    known = () if scene is None else tuple(dict.fromkeys(row.scene for row in shards))
    if scene is None or scene in known:
        return "choose with --split and --scene"
    return advice(scene, known, "the scenes there")


def _measure(rows: Sequence[Row], shards: ShardSet, options: Namespace) -> tuple[ModelReport, ModelReport]:
    from scenelang.probing import fresh_twin, report_on
    from scenelang.training import ModelSource, build_model

    source = ModelSource.model_validate({"from": options.model})
    try:
        model = build_model(source, shards.manifest.tokenizer.vocab_size)
    except Refusal as refusal:
        raise _in_words_of_probe(options.model, refusal) from refusal
    return report_on(model, rows, options.batch), report_on(fresh_twin(model), rows, options.batch)


def _in_words_of_probe(model: str, refusal: Refusal) -> Refusal:
    """A model that cannot be loaded, without a word of recipes: there is none here."""
    from scenelang.cli.messages_describe import ProbedModelUnreadable

    said = refusal.diagnostic
    reason = getattr(said, "reason", None)
    if said.code != "SL614" or not isinstance(reason, str):
        return refusal
    return Refusal(ProbedModelUnreadable(said.place, model, reason))


def _table(trained: ModelReport, fresh: ModelReport, rows: Sequence[Row], options: Namespace) -> str:
    lines: list[tuple[str, ...]] = [("", "this model", "fresh weights", "by chance, in this model")]
    if trained.mass and trained.random_mass and fresh.mass:
        masses = (trained.mass.best, fresh.mass.best, trained.random_mass.best)
        lines.append(("attention on the authored keys, best head", *(f"{mass:.3f}" for mass in masses)))
    if trained.ranks and trained.random_ranks and fresh.ranks:
        ranks = (trained.ranks.asked_rank, fresh.ranks.asked_rank, trained.random_ranks.asked_rank)
        lines.append(("rank of the silent word, where it is held", *(f"{rank + 1:,.0f}" for rank in ranks)))
    lines.append(("loss on the text, nats a token", f"{trained.loss:.3f}", f"{fresh.loss:.3f}", ""))
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    table = [
        "  ".join([line[0].ljust(widths[0]), *(line[i].rjust(widths[i]) for i in range(1, 4))]).rstrip()
        for line in lines
    ]
    head = f"{options.model} on {len(rows):,} {options.split.replace('_', ' ')} rows of {options.shards}"
    return "\n".join([head, "", *table])


VERB = Verb(
    summary="Look into a trained model: where it looks, what its layers hold; beside two floors.",
    examples="""
        scenelang probe build/first-model build/shards
        scenelang probe build/first-model build/shards --scene two-hop --rows 500
        scenelang probe build/first-model build/shards --split train --format json
    """,
    add_arguments=add_arguments,
    run=run,
)
