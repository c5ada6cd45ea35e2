from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.cli import main
from scenelang.tokens import read_program

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]


def test_plain_shows_tokens_weights_targets_and_places(
    scene_file: Write, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(scene_file().parent.parent)
    assert main(["show", "scenes/crown.scene", "--plain"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "\x1b" not in out
    lines = out.splitlines()
    assert lines[0] == "crown  scenes/crown.scene:1:1"
    assert lines[1] == "instance 0 (train), archetype weighing, stratum thinking, language en"
    heads = [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]
    assert heads[:4] == ["frame", "ask", "turn", "conclude"]
    assert any(line.startswith("        0  │") for line in lines), "the first token is never learned"
    (logic,) = [line for line in lines if line.startswith("  logic.1 ")]
    assert " -> " in logic
    assert logic.endswith("w 1  scenes/crown.scene:16:5")
    spans = lines[lines.index("spans") + 1 :]
    assert [line.split()[0] for line in spans] == ["weight", "spill", "answer"]
    assert spans[-1].rstrip().endswith('It is not pure gold"')


def test_colour_adds_shades_and_links(scene_file: Write, capsys: Capture) -> None:
    path = scene_file()
    assert main(["show", str(path), "--color", "always"]) == 0
    out = capsys.readouterr().out
    assert f"{path.resolve().as_uri()}#16\x1b\\" in out
    assert "\x1b[" in out
    assert "not learned" in out
    assert "│" not in out


def test_an_instance_is_shown_alone_and_one_too_many_is_refused(scene_file: Write, capsys: Capture) -> None:
    scene = scene_file()
    scene.write_text(
        scene.read_text().replace("Is it gold", "Is bar ${a} gold")
        + "vary:\n  count: 300000\n  seed: 1\n  draw:\n    a: {range: 1..1000}\n"
    )
    assert main(["show", str(scene), "--instance", "299999"]) == 0
    out = capsys.readouterr().out
    assert "instance 299999 (train)" in out
    assert "\na = " in out
    assert main(["show", str(scene), "--instance", "300000"]) == 2
    assert capsys.readouterr().err == (
        "scenelang: there is no instance 300000: this scene has 300,000, numbered from 0\n"
    )
    assert main(["show", str(scene), "--instance", "-1"]) == 2


def test_the_program_form_reads_back(scene_file: Write, capsys: Capture) -> None:
    assert main(["show", str(scene_file()), "--program"]) == 0
    program = read_program(capsys.readouterr().out)
    value = getattr(program, "value", program)
    assert value.scene == "crown"
    assert len(value.ids) == len(value.weights)


def test_a_faulty_scene_shows_its_findings_instead(scene_file: Write, capsys: Capture) -> None:
    assert main(["show", str(scene_file(replace=("weight, spill =>", "weigth, spill =>")))]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error[SL2")


def test_a_tokenizer_that_is_none_is_said(scene_file: Write, capsys: Capture, tmp_path: Path) -> None:
    assert main(["show", str(scene_file()), "--tokenizer", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err.startswith("error[SL4")
    assert main(["show", str(tmp_path / "nowhere.scene")]) == 2


def test_every_kind_of_target_has_its_words(scene_file: Write, capsys: Capture) -> None:
    scene = scene_file(replace=("{#weight}", "{#weight .density}"))
    extra = (
        "self:\n  - answer mirrors weight\n"
        "anchors:\n  - answer -/> read(weight) @ late top 2 w 0.5\n  - read(answer) -> weight, spill @ 1..2\n"
        'layers:\n  - at spill @ middle: concept density\n  - before answer @ 60%: reads "not"\n'
        "  - last spill @ -1: label mood = glad\n"
    )
    scene.write_text(scene.read_text() + extra)
    assert main(["show", str(scene), "--plain"]) == 0
    out = capsys.readouterr().out
    lines = {line.split()[0]: line for line in out.splitlines() if " w " in line}
    assert " -/> " in lines["anchors.1"]
    assert "@ late  heads top 2  w 0.5" in lines["anchors.1"]
    assert " | " in lines["anchors.2"]
    assert "@ 1..2  heads any" in lines["anchors.2"]
    assert re.search(r"^  concept\.density +at .*: an instance of density  @ middle  w 0", out, re.MULTILINE)
    assert re.search(r"^  layers\.1 +at .*\[\d+\]: concept density  @ middle", out, re.MULTILINE)
    assert re.search(r'^  layers\.2 +at .*\[\d+\]: reads ".+" \(id \d+\)  @ 60%', out, re.MULTILINE)
    assert re.search(r"^  layers\.3 +at .*: label mood = glad  @ -1", out, re.MULTILINE)
    assert re.search(r'^  self\.1 .*: mirrors ".+"\[\d+\]', out, re.MULTILINE)
    assert re.search(r"and \d+ more  @", lines["anchors.1"]), "many tokens are counted, not listed"


def test_the_rules_of_the_project_hold_for_what_is_shown(
    scene_file: Write, tmp_path: Path, capsys: Capture
) -> None:
    path = scene_file(replace=("as the gold]{#weight}", "as the go]{#weight}ld"))
    assert main(["show", str(path), "--plain"]) == 0
    found = re.search(r"warning\[(SL4\d\d)]", capsys.readouterr().err)
    assert found is not None
    settings = tmp_path / "scenelang.toml"
    settings.write_text(f'[rules]\n{found[1]} = "off"\n')
    assert main(["show", str(path), "--plain"]) == 0
    assert capsys.readouterr().err == ""
    settings.write_text(f'[rules]\n{found[1]} = "error"\n')
    assert main(["show", str(path), "--plain"]) == 1
    assert f"error[{found[1]}]" in capsys.readouterr().err


def test_a_named_model_that_is_not_there_is_told_with_the_settings_that_name_it(
    scene_file: Write, tmp_path: Path, capsys: Capture
) -> None:
    path = scene_file()
    (tmp_path / "scenelang.toml").write_text('[models]\nm = "nope"\n')
    assert main(["show", str(path), "--plain", "--model", "m"]) == 1
    said = capsys.readouterr().err
    assert "error[SL705]: the model `m` is not there: `scenelang.toml` says it is `nope`" in said
    assert 'm = "nope"\n  |     ^^^^^^' in said
    assert "it begins at the folder of `scenelang.toml`" in said
