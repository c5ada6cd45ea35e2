"""Recipes: what they allow, and that reading one needs no torch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import scenelang.training as package
from scenelang.training import Anneal, AttentionSettings, LossSettings, Optimisation, Recipe, TermSettings
from scenelang.training.schedule import term_weight

BY_TABLE = {"kind": "table", "table": [[0, 0.3], [0.5, 1]]}
SMALLEST = {
    "model": {"tiny": {}},
    "data": {"shards": "shards"},
    "optimisation": {"steps": 10},
    "out": "runs/one",
}


def with_field(path: Any, value: Any) -> Any:
    recipe = {name: dict(part) if isinstance(part, dict) else part for name, part in SMALLEST.items()}
    *parents, last = path.split(".")
    place = recipe
    for parent in parents:
        place = place.setdefault(parent, {})
    place[last] = value
    return recipe


def test_the_smallest_recipe_has_the_weights_of_the_pilots() -> None:
    losses = Recipe.model_validate(SMALLEST).losses.named()
    weights = {name: settings.weight for name, settings in losses.items()}
    assert weights == {
        "cross_entropy": 1.0, "attention": 5.0, "reads": 3.0, "mirrors": 0.3,
        "avoid": 1.0, "tension": 0.1, "label": 0.1, "concept": 0.1,
    }  # fmt: skip


def test_a_recipe_reads_back_from_what_it_writes() -> None:
    recipe = Recipe.model_validate(
        with_field("losses.attention", {"hinge": 0.8, "anneal": {"start": 0.2, "end": 0.5}})
    )
    assert Recipe.model_validate(recipe.model_dump(mode="json", by_alias=True)) == recipe


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("learning_rate", 1),
        ("optimisation.lr", 1e-3),
        ("losses.attentoin", {"weight": 1}),
        ("losses.attention", {"weight": -1}),
        ("losses.attention", {"hinge": 1.0}),
        ("losses.reads", {"anneal": {"start": 0.6, "end": 0.5}}),
        ("leave_out", ["everything"]),
        ("model", {}),
        ("model", {"tiny": {}, "from": "gpt2"}),
        ("model", {"tiny": {}, "gguf_file": "a.gguf"}),
        ("model.tiny", {"width": 48, "heads": 5}),
        ("model.tiny", {"heads": 4, "kv_heads": 3}),
        ("model.tiny", {"width": 6, "heads": 2}),
        ("model.tiny", {"seed": -1}),
        ("data", {"shards": "shards", "split": "held_out"}),
        ("data", {"shards": "shards", "order": "random"}),
        ("data", {"shards": "shards", "order": {"by": "length"}}),
        ("data", {"shards": "shards", "order": {"by": []}}),
        ("data", {"shards": "shards", "order": {"by": "depth", "pacing": {"kind": "table"}}}),
        ("data", {"shards": "shards", "order": {"by": "depth", "pacing": {"table": [[0, 1]]}}}),
        ("data", {"shards": "shards", "order": {"by": "depth", "pacing": {**BY_TABLE, "start": 0.3}}}),
        ("data", {"shards": "shards", "order": {"by": "depth", "pacing": {**BY_TABLE, "until": 0.9}}}),
        ("data", {"shards": "shards", "packing": {}}),
        ("data", {"shards": "shards", "packing": {"tokens": 0}}),
        ("data", {"shards": "shards", "mix": []}),
        ("data", {"shards": "shards", "mix": [{"shards": "others"}]}),
        ("data", {"shards": "shards", "mix": [{"weight": 0}]}),
        ("data", {"shards": "shards", "workers": -1}),
        ("optimisation", {"steps": 5, "seed": -1}),
        ("optimisation", {"steps": 5, "seed": 2**32}),
        ("optimisation", {"steps": 5, "learning_rate": float("inf")}),
        ("losses.reads", {"weight": float("inf")}),
        ("losses", {name: {"weight": 0} for name in LossSettings().named()}),
        ("losses.tension", {"probe_rate": 0}),
        ("losses.concept", {"momentum": 1}),
        ("losses.concept", {"temperature": 0}),
        ("leave_out", ["cross_entropy"]),
        ("optimisation", {}),
        ("optimisation", {"steps": 5, "tokens": 5}),
    ],
)
def test_what_makes_no_sense_is_refused(path: str, value: object) -> None:
    with pytest.raises(ValidationError):
        Recipe.model_validate(with_field(path, value))


def test_a_pacing_by_table_reads_back_from_what_it_writes() -> None:
    data = {"shards": "shards", "order": {"by": "depth", "pacing": BY_TABLE}}
    recipe = Recipe.model_validate({**SMALLEST, "data": data})
    assert Recipe.model_validate(recipe.model_dump(mode="json", by_alias=True)) == recipe


def test_shards_lie_in_a_folder_or_at_a_url() -> None:
    data = {"shards": "s3://bucket/shards", "mix": [{"shards": "a/b", "weight": 1}]}
    recipe = Recipe.model_validate({**SMALLEST, "data": data})
    assert recipe.data.shards == "s3://bucket/shards"
    assert recipe.data.mix is not None
    assert recipe.data.mix[0].shards == Path("a/b")
    assert Recipe.model_validate(recipe.model_dump(mode="json", by_alias=True)) == recipe


@pytest.mark.parametrize(
    ("data", "fed"),
    [
        ({}, False), ({"order": "as_is"}, False), ({"order": "seeded"}, True),
        ({"packing": {"tokens": 8}}, True), ({"mix": [{"weight": 1}]}, True),
        ({"order": {"by": "depth"}}, True),
    ],
)  # fmt: skip
def test_what_the_sampler_cannot_do_goes_through_a_feed(data: dict[str, object], fed: bool) -> None:
    recipe = Recipe.model_validate({**SMALLEST, "data": {"shards": "shards", **data}})
    assert recipe.data.is_fed is fed


def test_every_field_is_described() -> None:
    todo, seen = [Recipe], set()
    while todo:
        model = todo.pop()
        seen.add(model)
        for name, field in model.model_fields.items():
            assert field.description, f"{model.__name__}.{name}"
            assert field.description.endswith("."), f"{model.__name__}.{name}"
            todo += [one for one in models_in(field.annotation) if one not in seen]
    assert len(seen) == 20


def models_in(annotation: Any) -> list[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in models_in(part)]


def test_reading_recipes_loads_neither_torch_nor_numpy() -> None:
    code = (
        "import sys; from scenelang.training import Recipe, LossSettings\n"
        "assert not {'torch', 'transformers', 'numpy', 'pyarrow'} & set(sys.modules), sys.modules.keys()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_unknown_names_of_the_package_are_missing() -> None:
    with pytest.raises(AttributeError, match="no attribute 'trian'"):
        _ = package.trian


def test_every_public_name_is_there() -> None:
    assert all(getattr(package, name) is not None for name in package.__all__)
    assert sorted(package.__all__) == package.__all__


def test_a_weight_rises_stays_and_fades() -> None:
    settings = TermSettings(weight=2.0, warmup=0.1, anneal=Anneal(start=0.5, end=0.7))
    weights = [term_weight(settings, step, 100) for step in range(100)]
    assert weights[0] == pytest.approx(0.2)
    assert weights[4] == pytest.approx(1.0)
    assert weights[9:51] == [2.0] * 42
    assert weights[60] == pytest.approx(1.0)
    assert weights[70:] == [0.0] * 30


def test_a_weight_can_stop_at_once() -> None:
    settings = AttentionSettings(anneal=Anneal(start=0.5, end=0.5))
    assert [term_weight(settings, step, 4) for step in range(4)] == [5.0, 5.0, 0.0, 0.0]


def test_the_length_of_a_run_is_steps_or_tokens() -> None:
    assert Optimisation(tokens=1000).steps is None
