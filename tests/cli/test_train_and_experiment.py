from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from scenelang import experimenting, training
from scenelang.cli import main
from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.lowering import load_tokenizer
from scenelang.shards import open_shards
from scenelang.shards.messages import NoShardsHere
from scenelang.source import Span

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]

RECIPE = """\
model:
  tiny: {layers: 1, width: 8, heads: 2}
data: {shards: shards}
optimisation: {steps: 1}
out: trained
"""
PLAN = """\
name: crowns
tables:
  - label: one crown
    scenes: [scenes]
    instances: 1
arms:
  - {name: authored, title: as authored, description: all of it}
budget: {reference: authored}
"""


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Puts a trainer in place that only notes what it is asked for."""
    calls: list[dict[str, object]] = []

    def train(recipe: object, folder: Path, **options: object) -> Outcome[object]:
        calls.append({"recipe": recipe, "folder": folder, **options})
        summary = SimpleNamespace(
            out=folder / "trained",
            steps=1200,
            tokens_seen=34567,
            seconds=2.5,
            losses={"loss": 0.25, "reads": 0.125},
            held_out_accuracy=0.875,
        )
        return Outcome(summary)

    monkeypatch.setattr(training, "train", train, raising=False)
    return calls


def test_train_reads_the_recipe_and_says_what_came_of_it(
    tmp_path: Path, capsys: Capture, trained: list[dict[str, object]]
) -> None:
    recipe = tmp_path / "recipe.yaml"
    recipe.write_text(RECIPE, encoding="utf-8")
    assert main(["train", str(recipe)]) == 0
    assert capsys.readouterr().out == (
        f"{tmp_path / 'trained'}: 1,200 steps, 34,567 tokens, 2.5 s\n"
        "last losses: loss 0.2500, reads 0.1250\n"
        "held-out accuracy: 0.875\n"
    )
    (call,) = trained
    assert call["folder"] == tmp_path
    assert (call["resume"], call["expect_tokenizer"]) == (False, None)
    assert call["recipe"].optimisation.steps == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("arguments", "expected"), [(["--resume"], True), (["--resume", "at/step-7"], Path("at/step-7"))]
)
def test_resume_goes_on_from_the_last_or_a_named_checkpoint(
    tmp_path: Path, trained: list[dict[str, object]], arguments: list[str], expected: object
) -> None:
    recipe = tmp_path / "recipe.yaml"
    recipe.write_text(RECIPE, encoding="utf-8")
    assert main(["train", str(recipe), *arguments]) == 0
    assert trained[0]["resume"] == expected


def test_the_tokenizer_of_a_recipe_becomes_a_fingerprint_to_expect(
    tmp_path: Path, trained: list[dict[str, object]], capsys: Capture
) -> None:
    default = load_tokenizer().value
    assert default is not None
    default.save(tmp_path / "tokenizer.json")
    recipe = tmp_path / "recipe.yaml"
    recipe.write_text(RECIPE.replace("shards: shards", "shards: shards, tokenizer: ."), encoding="utf-8")
    assert main(["train", str(recipe)]) == 0
    assert trained[0]["expect_tokenizer"] == default.fingerprint
    (tmp_path / "tokenizer.json").write_text("[]", encoding="utf-8")
    capsys.readouterr()
    assert main(["train", str(recipe)]) == 2
    assert capsys.readouterr().err.startswith("error[SL451")
    assert len(trained) == 1


def test_a_faulty_recipe_is_a_finding_and_trains_nothing(
    tmp_path: Path, capsys: Capture, trained: list[dict[str, object]]
) -> None:
    recipe = tmp_path / "recipe.yaml"
    recipe.write_text(RECIPE.replace("steps: 1", "stepps: 1"), encoding="utf-8")
    assert main(["train", str(recipe), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["summary"]["errors"] >= 1
    assert report["diagnostics"][0]["start"]["line"] == 4
    assert trained == []
    assert main(["train", str(tmp_path / "none.yaml")]) != 0
    assert "none.yaml" in capsys.readouterr().err


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Puts an experimenter in place that only notes what it is asked for."""
    calls: list[dict[str, object]] = []

    def run_experiment(plan: object, shards: object, out: Path, **options: object) -> Outcome[object]:
        calls.append({"plan": plan, "shards": shards, "out": out, **options})
        return Outcome(SimpleNamespace(plan=plan))

    monkeypatch.setattr(experimenting, "run_experiment", run_experiment, raising=False)
    monkeypatch.setattr(
        experimenting, "terminal_table", lambda results, label: f"table of {label}", raising=False
    )
    return calls


def test_an_experiment_compiles_its_tables_and_runs(
    scene_file: Write,
    tmp_path: Path,
    capsys: Capture,
    ran: list[dict[str, object]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene_file()
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["experiment", "plan.yaml", "--seeds", "3", "--out", "o u t", "--workers", "1"]) == 0
    assert capsys.readouterr() == ("table of one crown\no u t: results, curves and a page\n", "")
    (call,) = ran
    assert call["shards"] == {"one crown": Path("o u t/shards/1")}
    assert (call["command"], call["workers"]) == (
        "scenelang experiment plan.yaml --seeds 3 --out 'o u t'",
        1,
    )
    assert call["plan"].seeds == (0, 1, 2)  # type: ignore[attr-defined]
    shards = open_shards(tmp_path / "o u t" / "shards" / "1").value
    assert shards is not None
    assert len(shards) == 1


def test_an_experiment_has_a_folder_of_its_own_by_default(
    scene_file: Write, tmp_path: Path, ran: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene_file()
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["experiment", "plan.yaml"]) == 0
    assert (ran[0]["out"], ran[0]["command"]) == (Path("build/crowns"), "scenelang experiment plan.yaml")


def test_a_faulty_scene_stops_an_experiment_before_it_runs(
    scene_file: Write, tmp_path: Path, capsys: Capture, ran: list[dict[str, object]]
) -> None:
    scene_file(replace=("weight, spill =>", "weigth, spill =>"))
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    assert main(["experiment", str(tmp_path / "plan.yaml"), "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith("error[SL2")
    assert ran == []


def test_what_an_experiment_says_is_reported(
    scene_file: Write, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: Diagnostic = NoShardsHere(Span("somewhere", 0, 0), "somewhere")
    monkeypatch.setattr(
        experimenting, "run_experiment", lambda *_, **__: Outcome(None, (said,)), raising=False
    )
    scene_file()
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    assert main(["experiment", str(tmp_path / "plan.yaml"), "--out", str(tmp_path / "out")]) == 1
    assert "error[SL501]: no shards in `somewhere`" in capsys.readouterr().err
