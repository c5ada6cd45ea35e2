"""A concept rule never pulls in silence: instances feed where it pulls, or the run does not start."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import torch
from row_building import tiny_model
from run_building import PLACE, SHORT, program, recipe
from trainer_building import trainer_of

from scenelang.shards import BandRecord, open_shards, write_shards
from scenelang.signals import NAMED_BANDS, LayerBand
from scenelang.tokens import HiddenKind, HiddenTarget, Split
from scenelang.training import Cadence, SceneDataset, TargetNames, train
from scenelang.training.band_table import BandTable
from scenelang.training.batch import ConceptBatch
from scenelang.training.concept_bank import FED, FED_BY_PULLED, UNFED

MIDDLE, LATE = NAMED_BANDS["middle"], NAMED_BANDS["late"]
LAYERS, LAST = 3, 2


def shows(position: int, concept: str, band: LayerBand = MIDDLE) -> HiddenTarget:
    return HiddenTarget((position,), band, HiddenKind.CONCEPT, 0.0, f"concept.{concept}", PLACE, name=concept)


def pulls(position: int, concept: str, band: LayerBand = LATE) -> HiddenTarget:
    return HiddenTarget((position,), band, HiddenKind.CONCEPT, 1.0, "layers.1", PLACE, name=concept)


def shards_of(folder: Path, train_rows: Any, held_out: Any = ()) -> Any:
    """Shards with a row for each of these lists of targets."""
    sides = ((Split.TRAIN, train_rows), (Split.HELD_OUT, held_out))
    rows = [(split, hidden) for split, side in sides for hidden in side]
    programs = [
        dataclasses.replace(program(number, tuple(hidden)), scene=f"scene-{number}", split=split)
        for number, (split, hidden) in enumerate(rows)
    ]
    assert write_shards(programs, folder / "shards", vocab_size=16).errors == ()
    return open_shards(folder / "shards").value


def trained_on(folder: Path, shards: Any, **more: Any) -> Any:
    rows = SceneDataset.of_split(shards, "train")
    settings = {"steps": 3, "batch": 2, "names": rows.names, **more}
    return trainer_of(folder / "run", tiny_model(layers=LAYERS), rows, **settings)


def counted(trainer: Any) -> float:
    """The weight of all pulled places that now have something to be compared with."""
    rows = [trainer.train_dataset[index] for index in range(len(trainer.train_dataset))]
    return float(trainer.beside.concepts.count(ConceptBatch.of(trainer.data_collator(rows)["concept"])))


def logged(trainer: Any) -> list[bool]:
    return ["concept" in found for found in trainer.state.log_history if "loss" in found]


def test_a_rule_in_late_layers_is_fed_by_instances_in_the_middle(tmp_path: Path) -> None:
    """The second concept is not pulled to at all: it is what the first is told from."""
    row = [shows(1, "dense"), shows(2, "sparse"), pulls(3, "dense")]
    trainer = trained_on(tmp_path, shards_of(tmp_path, [row, row]))
    assert counted(trainer) == 0
    trainer.train()
    assert counted(trainer) == 2
    assert logged(trainer) == [False, True, True]
    assert trainer.beside.concepts.fed.tolist() == [[UNFED] * 2, [UNFED] * 2, [FED] * 2]


def test_a_scene_is_fed_by_another_scene(tmp_path: Path) -> None:
    first = [pulls(3, "dense"), shows(3, "dense"), pulls(2, "sparse", LayerBand.index(0))]
    second = [shows(1, "dense"), shows(2, "sparse")]
    trainer = trained_on(tmp_path, shards_of(tmp_path, [first, second]))
    trainer.train()
    assert counted(trainer) == 2
    assert trainer.beside.concepts.fed.tolist() == [[FED] * 2, [UNFED] * 2, [FED] * 2]


def test_a_batch_with_instances_alone_feeds_the_layers_that_others_are_pulled_in(tmp_path: Path) -> None:
    shards = shards_of(tmp_path, [[shows(1, "dense"), shows(2, "sparse")], [pulls(3, "dense")]])
    trainer = trained_on(tmp_path, shards)
    batch = trainer.data_collator([trainer.train_dataset[0]])["concept"]
    assert (batch["layers"], batch["pulled_layers"]) == ([(LAST, 2)], [])
    assert batch["fed_layer"].tolist() == [LAST, LAST]
    alone = trained_on(tmp_path, shards, batch=1, steps=2)
    alone.train()
    assert counted(alone) == 1
    assert alone.beside.concepts.fed.tolist() == [[UNFED] * 2, [UNFED] * 2, [FED] * 2]


def test_going_on_from_a_checkpoint_keeps_the_means(tmp_path: Path) -> None:
    row = [shows(1, "dense"), shows(2, "sparse"), pulls(3, "dense")]
    shards = shards_of(tmp_path, [row, row])
    whole = trained_on(tmp_path, shards, steps=4, cadence=Cadence(save=2, log=1))
    whole.train()
    again = trained_on(tmp_path / "again", shards, steps=4, cadence=Cadence(save=2, log=1))
    again.train(str(tmp_path / "run" / "checkpoint-2"))
    assert counted(again) == 2
    assert logged(again)[-2:] == [True, True]
    assert torch.equal(whole.beside.concepts.mean, again.beside.concepts.mean)


def findings(folder: Path, **more: Any) -> list[tuple[str, str]]:
    found = train(recipe("shards", **{**SHORT, **more}), folder).diagnostics
    assert {one.code for one in found} <= {"SL624", "SL629"}
    return [(one.code, one.concept) for one in found]  # type: ignore[attr-defined]


def test_instances_in_held_out_rows_alone_are_refused(tmp_path: Path) -> None:
    shards_of(
        tmp_path,
        [[pulls(3, "dense"), shows(1, "sparse")], [pulls(3, "thick"), shows(2, "sparse")]],
        [[shows(1, "dense"), shows(2, "thick")]],
    )
    found = train(recipe("shards"), tmp_path).diagnostics
    assert [(one.code, one.message) for one in found] == [
        (
            "SL629",
            f"places are pulled to the concept `{concept}`, and no other span of the split `train` shows it",
        )
        for concept in ("dense", "thick")
    ]
    assert found[0].help_text == (
        "mark another span `.dense` in a scene that is trained on, or add `leave_out: [concept]` "
        "to the recipe"
    )
    assert findings(tmp_path, leave_out=["concept"]) == []
    assert findings(tmp_path, losses={"concept": {"weight": 0}}, out="runs/off") == []


ALONE = [pulls(3, "dense"), shows(3, "dense")]
OTHER = [shows(1, "sparse")]


@pytest.mark.parametrize(
    ("train_rows", "wanted"),
    [
        ([ALONE, OTHER], [("SL629", "dense")]),
        ([ALONE, ALONE, OTHER], []),
        ([[*ALONE, shows(1, "dense")], OTHER], []),
        ([[pulls(3, "dense"), shows(1, "dense")], OTHER], []),
        ([[pulls(3, "dense"), shows(1, "dense")]], [("SL624", "dense")]),
        ([[shows(3, "dense")], OTHER], []),
    ],
)
def test_a_concept_needs_an_instance_beside_the_pulled_place(
    tmp_path: Path, train_rows: Any, wanted: list[tuple[str, str]]
) -> None:
    shards_of(tmp_path, train_rows, [OTHER, [pulls(3, "sparse")]])
    assert findings(tmp_path) == wanted


def test_one_marked_span_that_varies_is_shown_by_its_other_instances(tmp_path: Path) -> None:
    trainer = trained_on(tmp_path, shards_of(tmp_path, [[*ALONE, *OTHER]] * 4))
    trainer.train()
    assert counted(trainer) == 4
    dense = trainer.train_dataset.names.concepts.index("dense")
    assert trainer.beside.concepts.fed[LAST, dense] == FED_BY_PULLED


def test_what_only_held_out_rows_are_pulled_to_costs_nothing(tmp_path: Path) -> None:
    shards_of(tmp_path, [[shows(1, "dense"), shows(2, "sparse")]] * 2, [[pulls(3, "dense")]])
    summary = train(recipe("shards", **SHORT), tmp_path).value
    assert summary is not None
    assert "concept" not in summary.losses
    silent = {name: {"weight": 0} for name in ("cross_entropy", "attention", "reads")}
    (found,) = train(recipe("shards", losses=silent, out="runs/silent", **SHORT), tmp_path).diagnostics
    assert found.code == "SL621"


def test_the_layers_of_several_bands_are_put_together() -> None:
    def union(*bands: LayerBand) -> list[int]:
        return torch.from_numpy(BandTable(6).union(bands)).nonzero()[:, 0].tolist()

    assert union() == []
    assert union(LATE) == [4, 5]
    assert union(LATE, LayerBand.index(0), LayerBand.percent(75)) == [0, 4, 5]
    assert union(LayerBand.index(9), LayerBand.index(-6)) == [0], "rows of a band outside are refused later"


def test_names_know_where_something_pulls(tmp_path: Path) -> None:
    rows: Iterable[Any] = [[pulls(3, "dense"), pulls(2, "sparse", MIDDLE), pulls(1, "sparse")]]
    manifest = shards_of(tmp_path, rows).manifest
    assert manifest.concepts["sparse"].bands == (BandRecord.of(MIDDLE), BandRecord.of(LATE))
    names = TargetNames.of(manifest)
    assert names.concepts == ("dense", "sparse")
    assert names.pulling == (LATE, MIDDLE)
