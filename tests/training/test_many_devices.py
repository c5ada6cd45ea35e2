"""Two processes, each with half of the batch, take the very step that one process takes with all of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from row_building import random_rows, tiny_model

from scenelang.training import Cadence, Optimisation, SceneDataset, SceneTrainer, training_arguments

STEPS = 2


def trained(out: Path, batch: int) -> SceneTrainer:
    arguments = training_arguments(
        Optimisation(steps=STEPS, batch=batch, learning_rate=1e-2), Cadence(log=1), out, STEPS, use_cpu=True
    )
    rows = SceneDataset(random_rows(16, seed=12), origins=("logic.1", "binding.first"))
    trainer = SceneTrainer(tiny_model(), arguments, rows, in_order=True)
    trainer.train()
    return trainer


@pytest.mark.slow
def test_two_processes_take_the_step_of_one(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2", "--standalone"]
    done = subprocess.run(
        [*command, __file__, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr
    theirs = torch.load(tmp_path / "two.pt")
    alone = trained(tmp_path, 8)
    assert theirs["tokens_seen"] == alone.tokens_seen
    for logs, wanted in zip(theirs["logs"], alone.state.log_history[:STEPS], strict=True):
        for name in ("loss", "cross_entropy", "attention", "reads", "mirrors", "anchor_mass/logic.1"):
            assert logs[name] == pytest.approx(wanted[name], rel=1e-4), name
    for name, parameter in alone.model.named_parameters():
        assert torch.allclose(theirs["weights"][name], parameter, atol=1e-5), name


if __name__ == "__main__":
    torch.set_num_threads(1)
    ours = trained(Path(sys.argv[1]), 4)
    if ours.is_world_process_zero():
        content = {
            "weights": {name: parameter.detach() for name, parameter in ours.model.named_parameters()},
            "logs": ours.state.log_history[:STEPS],
            "tokens_seen": ours.tokens_seen,
        }
        torch.save(content, Path(sys.argv[1]) / "two.pt")
    torch.distributed.barrier()  # who leaves first must not cut off who still writes
    torch.distributed.destroy_process_group()
