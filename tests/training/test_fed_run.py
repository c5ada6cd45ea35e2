"""A trainer on a feed: every row once, in its order, and on from the very next one after a stop."""

from __future__ import annotations

import json
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pytest
import torch
from fed_building import dropping_model, fed_trainer, feed_of, recipe_of, shards_of
from safetensors.torch import load_file
from test_packing import opt
from trainer_building import refusal_of, weights_of

from scenelang.feeding import AsWritten, Curriculum, FeedRows, Pacing, Packing, Shuffled
from scenelang.training import Cadence, Optimisation, SceneTrainer, train, training_arguments

PACKED = Packing(tokens=30, lookahead=8)
PACED = Curriculum("tension", pacing=Pacing(start=0.3, until=0.7))
FEEDS: dict[str, dict[str, Any]] = {
    "shuffled": {"order": Shuffled()},
    "packed": {"order": Shuffled(), "packing": PACKED},
    "as written, packed": {"order": AsWritten(), "packing": PACKED},
    "curriculum, packed": {"order": Curriculum("tension"), "packing": PACKED},
    "paced": {"order": PACED, "run_rows": 64},
}
PLAINEST = ("shuffled", "packed")
"""Stopped at several places, and read by workers; tests of feeds do so with every order."""


@pytest.fixture(scope="module")
def shards(tmp_path_factory: Any) -> Any:
    return shards_of(tmp_path_factory.mktemp("shards"))


def wanted_scenes(feed: Any, batches: int) -> Any:
    """What a feed gives, line by line, asked directly."""
    found = []
    for batch in islice(feed, batches):
        items = [feed.rows[item] for item in batch]
        packs = [item if isinstance(item, tuple) else (item,) for item in items]
        found.append([tuple(row.scene for row in pack) for pack in packs])
    return found


def scenes_of(batches: Any) -> list[str]:
    return [scene for batch in batches for pack in batch for scene in pack]


@pytest.mark.parametrize("name", ["shuffled", "packed"])
def test_an_epoch_is_every_row_once(shards: Path, tmp_path: Path, name: str) -> None:
    feed = feed_of(shards, **FEEDS[name])
    trainer = fed_trainer(tmp_path, feed, steps=6, accumulation=2)
    trainer.train()
    read = trainer.data_collator.batches[1:]  # the first batch is looked at before the run
    assert read == wanted_scenes(feed_of(shards, endless=True, **FEEDS[name]), 12)
    assert trainer.state.train_batch_size == feed.batch == 4
    first = scenes_of(read)[:40]
    assert sorted(first) == sorted({f"scene-{number}" for number in range(40)})
    lengths = {len(pack) for batch in read for pack in batch}
    assert lengths == {1} if name == "shuffled" else max(lengths) > 2


@pytest.fixture(scope="module")
def whole(shards: Path, tmp_path_factory: Any) -> Any:
    """A run of every feed without a stop, over more than two epochs."""
    found = {}
    for name, settings in FEEDS.items():
        steps = 16 if "packed" not in name else 8
        trainer = fed_trainer(
            tmp_path_factory.mktemp("whole"), feed_of(shards, **settings), steps=steps, save=1
        )
        trainer.train()
        found[name] = trainer
    return found


def place_of(trainer: Any, step: int) -> Any:
    return json.loads((Path(trainer.args.output_dir) / f"checkpoint-{step}" / "feed_state.json").read_text())


@pytest.mark.parametrize(
    ("name", "workers"),
    [*((name, 0) for name in FEEDS), *(pytest.param(name, 2, marks=pytest.mark.slow) for name in PLAINEST)],
)
def test_a_run_that_was_stopped_ends_bit_for_bit_where_one_ends_that_was_not(
    shards: Path, tmp_path: Path, whole: Any, name: str, workers: int
) -> None:
    ours = whole[name]
    steps = ours.state.max_steps
    edge = next(step for step in range(1, steps) if place_of(ours, step)["epoch"])
    around = (edge - 1, edge, edge + 2) if name in PLAINEST else (edge,)
    for stop in around if workers == 0 else (edge + 1,):
        again = fed_trainer(
            tmp_path / str(stop), feed_of(shards, **FEEDS[name]), steps=steps, dataloader_num_workers=workers
        )
        again.train(str(Path(ours.args.output_dir) / f"checkpoint-{stop}"))
        assert again.state.global_step == steps
        if workers == 0:
            assert again.data_collator.batches[1:] == ours.data_collator.batches[1 + stop :]
        wanted, found = weights_of(ours.model), weights_of(again.model)
        assert all(torch.equal(wanted[name], found[name]) for name in wanted)
        assert [log["loss"] for log in again.state.log_history if "loss" in log] == [
            log["loss"] for log in ours.state.log_history if "loss" in log
        ]
        assert [log["epoch"] for log in again.state.log_history] == [
            log["epoch"] for log in ours.state.log_history
        ]


def test_dropout_moves_the_weights_so_that_the_random_state_is_tested_too(
    shards: Path, tmp_path: Path, whole: Any
) -> None:
    trainer = fed_trainer(tmp_path, feed_of(shards, **FEEDS["packed"]), steps=8)
    for layer in trainer.model.model.layers:
        layer.self_attn.attention_dropout = 0.0
    trainer.train()
    wanted, found = weights_of(whole["packed"].model), weights_of(trainer.model)
    assert not any(torch.equal(wanted[name], found[name]) for name in wanted)


def test_a_run_that_goes_on_reads_nothing_that_it_has_read(
    shards: Path, tmp_path: Path, whole: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    get = FeedRows.__getitems__

    def counted(rows: Any, items: Any) -> Any:
        read.extend(chain.from_iterable([item] if isinstance(item, int) else item for item in items))
        return get(rows, items)

    monkeypatch.setattr(FeedRows, "__getitems__", counted)
    again = fed_trainer(tmp_path, feed_of(shards), steps=16)
    again.train(str(Path(whole["shuffled"].args.output_dir) / "checkpoint-14"))
    assert len(read) == 2 * 4


def test_accumulated_passes_are_counted(shards: Path, tmp_path: Path) -> None:
    settings = FEEDS["packed"]
    ours = fed_trainer(tmp_path / "a", feed_of(shards, **settings), steps=6, save=1, accumulation=3)
    ours.train()
    again = fed_trainer(tmp_path / "b", feed_of(shards, **settings), steps=6, accumulation=3)
    again.train(str(tmp_path / "a" / "checkpoint-4"))
    wanted, found = weights_of(ours.model), weights_of(again.model)
    assert all(torch.equal(wanted[name], found[name]) for name in wanted)
    assert again.tokens_seen == ours.tokens_seen


def test_a_checkpoint_without_its_place_is_not_whole(shards: Path, tmp_path: Path, whole: Any) -> None:
    ours = fed_trainer(tmp_path / "a", feed_of(shards), steps=2, save=1)
    ours.train()
    checkpoint = tmp_path / "a" / "checkpoint-1"
    (checkpoint / "feed_state.json").write_text("{")
    found = refusal_of(fed_trainer(tmp_path / "b", feed_of(shards), steps=2).train, str(checkpoint))
    wanted = "checkpoint-1 is not whole: `feed_state.json` is missing or damaged"
    assert (found.code, found.message) == ("SL620", wanted)


def test_a_checkpoint_of_another_order_is_refused(shards: Path, tmp_path: Path) -> None:
    ours = fed_trainer(tmp_path / "a", feed_of(shards), steps=2, save=1)
    ours.train()
    other = fed_trainer(tmp_path / "b", feed_of(shards, seed=4), steps=2)
    found = refusal_of(other.train, str(tmp_path / "a" / "checkpoint-1"))
    assert "seed" in found.message


def test_a_run_may_be_given_in_passes(shards: Path, tmp_path: Path) -> None:
    feed = feed_of(shards, packing=PACKED)
    lines = len(feed_of(shards, packing=PACKED, batch=1))
    arguments = training_arguments(Optimisation(steps=1), Cadence(), tmp_path, 1, use_cpu=True)
    arguments.max_steps, arguments.num_train_epochs = -1, 2
    trainer = SceneTrainer(dropping_model(), arguments, feed)
    trainer.train()
    assert trainer.state.global_step == trainer.args.max_steps == -(-2 * lines // 4)
    assert trainer.state.epoch == pytest.approx(2, abs=0.3)


def test_a_feed_of_another_device_is_refused(shards: Path, tmp_path: Path) -> None:
    found = refusal_of(fed_trainer, tmp_path, feed_of(shards, rank=1, world=2), steps=1)
    wanted = "the feed is that of device 1 of 2, and this is device 0 of 1"
    assert (found.code, found.message, found.place.file) == ("SL662", wanted, "feed")


def test_packing_is_refused_at_the_start_where_scenes_would_see_each_other(
    shards: Path, tmp_path: Path
) -> None:
    small = shards_of(tmp_path / "small", first=0, count=6)
    for number, settings in enumerate(({"packing": PACKED}, {})):
        arguments = training_arguments(
            Optimisation(steps=1), Cadence(), tmp_path / str(number), 1, use_cpu=True
        )
        model = opt(64)
        trainer = SceneTrainer(model, arguments, feed_of(small, **settings))
        if settings:
            assert refusal_of(trainer.train).code == "SL660"
        else:
            trainer.train()


@pytest.mark.parametrize(
    "data",
    [
        {"order": "seeded"},
        {"packing": {"tokens": 40}},
        {"order": "as_is", "packing": {"tokens": 40, "lookahead": 10}},
        {"order": {"by": "tension", "pacing": {"start": 0.2}}, "packing": {"tokens": 40}},
        {"order": {"by": ["scene-3", "scene-1"]}, "workers": 1},
        {"mix": [{"stratum": "saying", "weight": 3}, {"stratum": "thinking", "weight": 1}]},
    ],
)
def test_a_recipe_trains_and_goes_on_as_if_never_stopped(shards: Path, tmp_path: Path, data: Any) -> None:
    recipe = recipe_of(shards, data)
    outcome = train(recipe, tmp_path)
    assert outcome.diagnostics == ()
    assert outcome.value.steps == 4
    weights = {name: one.clone() for name, one in load_file(outcome.value.out / "model.safetensors").items()}
    again = train(recipe, tmp_path, resume=outcome.value.out / "checkpoint-2").value
    found = load_file(again.out / "model.safetensors")
    assert all(torch.equal(weights[name], found[name]) for name in weights)
    assert again.tokens_seen == outcome.value.tokens_seen


def test_a_budget_in_tokens_counts_what_lines_hold(shards: Path, tmp_path: Path) -> None:
    optimisation = {"tokens": 600, "batch": 2, "precision": "fp32"}
    for number, data in enumerate(({"packing": {"tokens": 40}}, {"order": "seeded"})):
        summary = train(
            recipe_of(shards, data, optimisation=optimisation, out=f"runs/{number}"), tmp_path
        ).value
        assert summary.tokens_seen == pytest.approx(600, abs=80)


def test_rows_of_several_folders_are_read_by_weight_under_common_names(shards: Path, tmp_path: Path) -> None:
    other = shards_of(tmp_path / "other", count=10, first=40, stratum="arguing")
    data = {"mix": [{"weight": 1}, {"shards": str(other), "weight": 1}]}
    optimisation = {"steps": 20, "batch": 4, "precision": "fp32"}
    summary = train(recipe_of(shards, data, optimisation=optimisation), tmp_path).value
    assert [found.origin for found in summary.anchors] == ["logic.1"]
    outcome = train(recipe_of(shards, optimisation=optimisation), tmp_path, resume=True)
    assert outcome.value is None


def test_a_row_that_fits_in_no_line_is_told_before_the_run(shards: Path, tmp_path: Path) -> None:
    outcome = train(recipe_of(shards, {"packing": {"tokens": 6}}), tmp_path)
    assert outcome.value is None
    assert [one.code for one in outcome.errors] == ["SL642"]
