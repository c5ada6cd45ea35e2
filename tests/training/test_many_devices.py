"""Two processes, each with half of the batch, take the very step that one process takes with all of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from all_kinds import ALL_KINDS, FIRST, NAMES, rows_of_all_kinds
from fed_building import VOCABULARY, fed_trainer, feed_of, shards_of
from row_building import Exposed, Scene, random_rows, row_of, tiny_model

from scenelang.feeding import Packing
from scenelang.signals import Module
from scenelang.training import (
    Cadence,
    LossSettings,
    Optimisation,
    SceneDataset,
    SceneTrainer,
    training_arguments,
)

STEPS = 3


def exposed_rows(count: int) -> list[Any]:
    """Rows of which every token but the first is exposed to the attention of the first layer."""
    exposed = (Exposed(1, 6, Module.ATTENTION, FIRST),)
    return [row_of(Scene([(7 * k + n) % 32 for k in range(6)], exposed=exposed)) for n in range(count)]


RUNS: dict[str, Any] = {
    "usual": (random_rows(16, seed=12), LossSettings()),
    "all_kinds": (rows_of_all_kinds(16), ALL_KINDS),
    "exposed": (exposed_rows(16), LossSettings()),
    "packed": (),
    "gone on with": (),  # by two processes, after one process has taken the first step
}


def trained(out: Path, batch: int, run: str) -> Any:
    if run in ("packed", "gone on with"):
        stopped = out / "one" / "checkpoint-1"
        return trained_on_packs(out, batch, stopped if run == "gone on with" and stopped.exists() else None)
    rows, losses = RUNS[run]
    arguments = training_arguments(
        Optimisation(steps=STEPS, batch=batch, learning_rate=1e-2), Cadence(log=1), out, STEPS, use_cpu=True
    )
    dataset = SceneDataset(rows, origins=("logic.1", "binding.first"), names=NAMES)
    model = tiny_model(layers=2 if run == "all_kinds" else 3)
    trainer = SceneTrainer(model, arguments, dataset, losses=losses, in_order=True)
    trainer.train()
    return trainer


def trained_on_packs(out: Path, batch: int, checkpoint: Path | None = None, **more: Any) -> Any:
    """Packs of a feed, dealt out over the processes; the collator says what each of them read."""
    rank, world = (int(os.environ.get(name, default)) for name, default in (("RANK", 0), ("WORLD_SIZE", 1)))
    folder = shards_of(out / f"shards-{rank}")
    packing = Packing(tokens=30, lookahead=16)
    feed = feed_of(folder, batch=batch, packing=packing, rank=rank, world=world)
    trainer = fed_trainer(out, feed, steps=STEPS, model=tiny_model(vocabulary=VOCABULARY), **more)
    trainer.train(None if checkpoint is None else str(checkpoint))
    return trainer


def left_by(trainer: SceneTrainer) -> dict[str, Any]:
    return {
        "weights": {name: parameter.detach() for name, parameter in trainer.model.named_parameters()},
        "beside": trainer.beside.state_dict(),
        "logs": trainer.state.log_history[:STEPS],
        "tokens_seen": trainer.tokens_seen,
        "read": getattr(trainer.data_collator, "batches", [])[1:],
    }


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What each run leaves with two processes."""
    folder = tmp_path_factory.mktemp("two")
    trained_on_packs(folder / "one", 8, save=1)
    done = subprocess.run(
        [sys.executable, __file__, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr
    return [torch.load(folder / f"{rank}.pt") for rank in range(2)]


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS)
def test_two_processes_take_the_steps_of_one(theirs: Any, tmp_path: Path, run: str) -> None:
    found, beside = theirs[0][run], theirs[1][run]
    alone = left_by(trained(tmp_path, 8, run))
    assert found["tokens_seen"] == alone["tokens_seen"]
    terms = [
        name for name in alone["logs"][-1] if name in ALL_KINDS.named() or name.startswith("anchor_mass")
    ]
    assert len(terms) == {"usual": 6, "all_kinds": 9, "exposed": 1, "packed": 4, "gone on with": 4}[run]
    for logs, wanted in zip(found["logs"], alone["logs"], strict=True):
        for name in ("loss", *(name for name in terms if name in wanted)):
            assert logs[name] == pytest.approx(wanted[name], rel=1e-4), name
    for part in ("weights", "beside"):
        for name, tensor in alone[part].items():
            assert torch.allclose(found[part][name], tensor, atol=1e-5), name
            assert torch.equal(found[part][name], beside[part][name]), f"{name} differs between devices"
    read = alone["read"][1:] if run == "gone on with" else alone["read"]
    for ours, its, all_of_it in zip(found["read"], beside["read"], read, strict=True):
        assert all_of_it[::2] == ours
        assert all_of_it[1::2] == its
    if run == "exposed":
        fresh = dict(tiny_model().named_parameters())
        moved = {name for name in fresh if not torch.equal(fresh[name], found["weights"][name])}
        assert moved == {name for name in fresh if name.startswith("model.layers.0.self_attn.")}


def train_as(rank: int, folder: Path) -> None:
    """What one of the processes does, with the variables that `torchrun` sets for it."""
    os.environ["RANK"] = os.environ["LOCAL_RANK"] = str(rank)
    torch.set_num_threads(1)
    ours = {run: left_by(trained(folder, 4, run)) for run in RUNS}
    torch.save(ours, folder / f"{rank}.pt")
    torch.distributed.barrier()  # who leaves first must not cut off who still writes
    torch.distributed.destroy_process_group()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def train_in_two(folder: Path) -> None:
    """Two processes, copied from this one once it has loaded everything; if one fails, the other is ended."""
    os.environ.update(WORLD_SIZE="2", LOCAL_WORLD_SIZE="2")
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(free_port()))
    torch.multiprocessing.start_processes(train_as, (folder,), nprocs=2, start_method="fork")


if __name__ == "__main__":
    train_in_two(Path(sys.argv[1]))
