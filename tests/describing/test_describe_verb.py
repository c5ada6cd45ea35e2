"""`scenelang describe` prints a map for people and scripts, and says what is wrong in its own words."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scenelang.cli import main
from scenelang.reading import read_model_config

Capture = pytest.CaptureFixture[str]

GEMMA = {
    "model_type": "gemma2",
    "hidden_size": 64,
    "intermediate_size": 96,
    "num_hidden_layers": 12,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 16,
    "vocab_size": 2000,
    "max_position_embeddings": 4096,
    "sliding_window": 1024,
    "layer_types": ["sliding_attention", "full_attention"] * 6,
}

SHOWN = """\
little: gemma2, 12 layers
  width 64, vocabulary 2,000 (tied embeddings), context 4,096
  4 heads of 16 a layer, 2 key-value heads, each shared by 2
  attention function eager, scores capped at 50, logits capped at 30, no sinks

  layer   0         10
  early   ████········  0..3
  middle  ····████····  4..7
  late    ········████  8..11
  kind    sFsFsFsFsFsF
          (1 sliding (1,024), 1 full) x 6
          s sliding attention, F full attention

supervision
  attention         yes
  reads             yes
  mirrors           yes
  concept           yes
  label             yes
  tension           yes
  teacher           no      it needs a second model, and training has no loss for it
  expose            yes
  expose attention  yes
  expose mlp        yes
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a model, in a project without settings, with nothing fetched from the Hub."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    (tmp_path / "scenelang.toml").touch()
    write(tmp_path / "little" / "config.json", GEMMA)
    return tmp_path / "little"


def write(path: Path, values: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


def described(capsys: Capture, *arguments: str) -> dict[str, Any]:
    main(["describe", *arguments, "--format", "json"])
    return dict(json.loads(capsys.readouterr().out))


def test_a_model_is_shown_with_a_picture_of_its_depth(folder: Path, capsys: Capture) -> None:
    assert main(["describe", "little"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == (SHOWN, "")


def test_a_quick_look_says_the_same_and_that_it_was_quick(folder: Path, capsys: Capture) -> None:
    assert main(["describe", "little/config.json", "--quick"]) == 0
    assert capsys.readouterr().out == f"{SHOWN}\n  read from the configuration alone\n"


def test_what_a_model_cannot_take_is_said_with_its_reason(folder: Path, capsys: Capture) -> None:
    hybrid = {**GEMMA, "model_type": "jamba", "attn_layer_period": 3, "attn_layer_offset": 2}
    del hybrid["layer_types"]
    write(folder / "config.json", hybrid)
    assert main(["describe", "little", "--quick"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  kind    llFllFllFllF" in lines
    assert "          l a running state, F full attention" in lines
    first = next(number for number, line in enumerate(lines) if line.startswith("  attention   "))
    said = " ".join(line.strip() for line in lines[first : lines.index("  reads             yes")]).split(
        maxsplit=2
    )
    assert said[:2] == ["attention", "partly"]
    assert said[2].startswith("layers 2, 5, 8, 11 alone have attention that can be supervised; ")
    assert said[2].endswith("the others are linear (a running state)")
    assert max(map(len, lines)) <= 132
    write(folder / "config.json", {**hybrid, "model_type": "falcon"})
    main(["describe", "little", "--quick"])
    lines = capsys.readouterr().out.splitlines()
    assert "  attention         no      it has attention code of its own" in lines
    assert "  reads             no      it does not hand further arguments on to its layers" in lines
    assert "  expose            yes" in lines


def test_deep_models_have_several_layers_a_column(folder: Path, capsys: Capture) -> None:
    deep = {**GEMMA, "model_type": "llama", "num_hidden_layers": 240}
    del deep["layer_types"]
    write(folder / "config.json", deep)
    assert main(["describe", "little", "--quick"]) == 0
    lines = capsys.readouterr().out.splitlines()
    early = next(line for line in lines if line.startswith("  early"))
    assert early.split()[1].count("█") == 27
    assert (
        "  layer   0         30        60        90        120       150       180       210    239" in lines
    )
    assert "          3 layers a column" in lines


def test_a_terminal_without_blocks_gets_signs(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scenelang.cli.describe._shows_blocks", lambda _: False)
    main(["describe", "little", "--quick"])
    assert "  early   ####........  0..3" in capsys.readouterr().out.splitlines()


def test_colour_is_for_answers_and_headings(folder: Path, capsys: Capture) -> None:
    main(["describe", "little", "--quick", "--color", "always"])
    out = capsys.readouterr().out
    assert "\x1b[1mlittle\x1b[0m: gemma2" in out
    assert "\x1b[32myes    \x1b[0m" in out


def test_the_json_form_is_whole_and_stable(folder: Path, capsys: Capture) -> None:
    report = described(capsys, "little", "--quick")
    assert list(report) == ["version", "model", "diagnostics", "summary"]
    assert report["version"] == 1
    model = report["model"]
    assert model.pop("depth") == [
        {"layer": number, "kind": "full" if number % 2 else "sliding", "window": None if number % 2 else 1024}
        for number in range(12)
    ]
    supervision = model.pop("supervision")
    assert list(supervision) == [
        "attention", "reads", "mirrors", "concept", "label", "tension", "teacher",
        "expose", "expose attention", "expose mlp",
    ]  # fmt: skip
    assert supervision["attention"] == {"answer": "yes", "why": "", "layers": list(range(12))}
    assert model == {
        "name": "little",
        "read_from": "config",
        "family": "gemma2",
        "layers": 12,
        "width": 64,
        "heads": 4,
        "key_value_heads": 2,
        "head_size": 16,
        "vocabulary": 2000,
        "context": 4096,
        "attention_function": "eager",
        "softcap": 50.0,
        "logit_softcap": 30.0,
        "sinks": False,
        "tied_embeddings": True,
        "bands": {
            "early": [0, 1, 2, 3],
            "middle": [4, 5, 6, 7],
            "late": [8, 9, 10, 11],
            "all": list(range(12)),
        },
        "pattern": "(1 sliding, 1 full) x 6",
    }
    assert described(capsys, "little")["model"]["read_from"] == "model"


@pytest.mark.parametrize(
    ("name", "code", "advice"),
    [
        ("nowhere", "SL710", "name a model's folder or config.json, "),
        ("litle", "SL710", "did you mean `little`? "),
        ("litle/config.json", "SL710", "did you mean `little/config.json`? "),
        ("little/confg.json", "SL710", "did you mean `little/config.json`? "),
        ("org/model", "SL710", "or one of the Hub; fetch it first with `hf download org/model config.json`"),
        ("empty", "SL090", "name the folder of a saved model, or a config.json"),
        ("a\0b", "SL710", "name a model's folder or config.json, "),
    ],
)
def test_a_model_that_is_not_there_is_a_wrong_use(
    folder: Path, capsys: Capture, name: str, code: str, advice: str
) -> None:
    (folder.parent / "empty").mkdir()
    assert main(["describe", name]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"error[{code}]")
    assert advice in err
    report = described(capsys, name)
    assert report["model"] is None
    assert [one["code"] for one in report["diagnostics"]] == [code]


def test_a_broken_configuration_is_a_finding(folder: Path, capsys: Capture) -> None:
    write(folder / "config.json", {**GEMMA, "num_hidden_layers": "twelve"})
    assert main(["describe", "little"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith('error[SL093]: `num_hidden_layers` cannot be "twelve"')


def test_a_misspelt_family_is_shown_with_a_warning(folder: Path, capsys: Capture) -> None:
    write(folder / "config.json", {**GEMMA, "model_type": "gema2"})
    assert main(["describe", "little"]) == 0
    out, err = capsys.readouterr()
    assert "warning[SL095]: the family `gema2` is not known" in err
    assert "did you mean `gemma2`?" in err
    assert "  attention         unknown this family is not known" in out


def test_a_model_that_cannot_be_built_is_shown_by_its_configuration(folder: Path, capsys: Capture) -> None:
    llama = {**GEMMA, "model_type": "llama", "hidden_size": 66, "layer_types": None}
    write(folder / "config.json", llama)
    assert main(["describe", "little"]) == 0
    out, err = capsys.readouterr()
    assert "warning[SL711]" in err
    assert out.endswith("read from the configuration alone\n")


def test_a_model_that_differs_from_its_configuration_is_said(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = read_model_config(folder).value
    assert model is not None
    monkeypatch.setattr(
        "scenelang.training.describe_folder", lambda _: replace(model, heads=8, sinks=True), raising=False
    )
    assert main(["describe", "little"]) == 0
    out, err = capsys.readouterr()
    assert "warning[SL712]: the model and its configuration differ in heads, sinks" in err
    assert "8 heads of 16 a layer" in out


def test_a_name_of_the_project_is_a_model(folder: Path, capsys: Capture) -> None:
    settings = folder.parent / "scenelang.toml"
    settings.write_text(
        '[models]\nsmall = "little"\ninline = {model_type = "llama", num_hidden_layers = 4, hidden_size = 64,'
        " num_attention_heads = 4, vocab_size = 100}\n",
        encoding="utf-8",
    )
    assert described(capsys, "small", "--quick")["model"]["name"] == "little"
    inline = described(capsys, "inline")["model"]
    assert (inline["name"], inline["layers"], inline["read_from"]) == ("inline", 4, "model")
    assert main(["describe", "smal"]) == 2
    assert "did you mean `small`? the models of this project are `inline`, `small`" in capsys.readouterr().err


def test_a_model_of_the_hub_that_was_fetched_is_found_by_its_name(folder: Path, capsys: Capture) -> None:
    cache = folder.parent / "hub" / "models--org--tiny"
    write(cache / "snapshots" / "abc" / "config.json", GEMMA)
    (cache / "refs").mkdir()
    (cache / "refs" / "main").write_text("abc", encoding="utf-8")
    assert described(capsys, "org/tiny", "--quick")["model"]["name"] == "org/tiny"


BODY = """\
scene: 1
id: a
archetype: plain
stratum: thinking
language: en
beats:
  - fact: It [rains]{#r} [now]{#n}.
"""
ARCHETYPE = """\
archetype: plain
purpose: Any.
roles: {required: [], optional: []}
axes: {}
beats: fact+
"""


@pytest.fixture
def scene(folder: Path) -> Path:
    """A scene in the project of the model."""
    archetypes = folder.parent / "archetypes"
    archetypes.mkdir()
    (archetypes / "plain.yaml").write_text(ARCHETYPE, encoding="utf-8")
    path = folder.parent / "a.scene"
    path.write_text(BODY, encoding="utf-8")
    return path


def modules_after(code: str, folder: Path) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sorted(m for m in sys.modules if '.' not in m)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=folder
    )
    return set(done.stdout.split())


def test_a_quick_look_and_a_compile_for_a_model_load_no_torch(scene: Path) -> None:
    quick = "assert main(['describe', 'little', '--quick']) == 0"
    compiled = "assert main(['compile', 'a.scene', '--out', 'out', '--model', 'little']) == 0"
    loaded = modules_after(f"from scenelang.cli import main\n{quick}\n{compiled}", scene.parent)
    assert "pyarrow" in loaded
    assert not {"torch", "transformers"} & loaded


def test_compile_holds_scenes_against_a_model(scene: Path, capsys: Capture) -> None:
    scene.write_text(f"{BODY}anchors:\n  - n -> r @ 20..24\n", encoding="utf-8")
    assert main(["compile", "a.scene", "--out", "out"]) == 0
    assert main(["compile", "a.scene", "--out", "other", "--model", "little"]) == 1
    out = capsys.readouterr().out
    assert "error[SL440]: `anchors.1` asks for layers 20..24, and the model has 12 layers" in out
    assert "a.scene:9:5" in out
    assert not (scene.parent / "other").exists()
    assert main(["compile", "a.scene", "--out", "other", "--model", "nowhere"]) == 2
    assert "error[SL710]" in capsys.readouterr().out


def test_show_says_which_layers_a_band_means(scene: Path, capsys: Capture) -> None:
    rules = (
        "expose: attention @ late\nanchors:\n  - n -> r @ early\nlayers:\n  - at n @ 50%: label sky = wet\n"
    )
    scene.write_text(BODY + rules, encoding="utf-8")
    assert main(["show", "a.scene", "--plain", "--model", "little"]) == 0
    out = capsys.readouterr().out
    assert "@ early (layers 0..3)  heads any" in out
    assert "@ 50% (layer 6)  w 1" in out
    assert "attention @ late (layers 8..11)" in out
    assert main(["show", "a.scene", "--plain"]) == 0
    assert "@ early  heads any" in capsys.readouterr().out
    assert main(["show", "a.scene", "--plain", "--model", "nowhere"]) == 2
