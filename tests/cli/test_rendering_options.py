"""The command line's say in how scenes become tokens: chats, special tokens, tokenizers by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from scenelang.cli import main
from scenelang.lowering import load_tokenizer

SCENE = """\
scene: 1
id: little
archetype: talk
language: en
cast:
  bo: {role: thinker}
beats:
  - ask: |
      Is it gold?
  - think(bo): |
      It is [not<|end|>]{#answer}.
"""
TALK = (
    "archetype: talk\npurpose: People talk.\nroles: {required: [], optional: [thinker]}\naxes: {}\n"
    "beats: (ask | think)+\n"
)
TEMPLATE = (
    "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scene in a project that has a chat model, with a control token in its text or not."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "archetypes").mkdir()
    (tmp_path / "archetypes" / "talk.yaml").write_text(TALK, encoding="utf-8")
    built_in = load_tokenizer().value
    assert built_in is not None
    (tmp_path / "model").mkdir()
    built_in.save(tmp_path / "model" / "tokenizer.json")
    tokenizer = Tokenizer.from_file(str(tmp_path / "model" / "tokenizer.json"))
    tokenizer.add_special_tokens(["<|user|>", "<|assistant|>", "<|end|>"])
    tokenizer.save(str(tmp_path / "model" / "tokenizer.json"))
    config = {"chat_template": TEMPLATE, "eos_token": "<|end|>"}
    (tmp_path / "model" / "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")
    (tmp_path / "scenelang.toml").write_text('[tokenizers]\nsmall = "model"\n', encoding="utf-8")
    path = tmp_path / "little.scene"
    path.write_text(SCENE.replace("<|end|>", ""), encoding="utf-8")
    return path


def shown(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["show", "--program", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_scene_is_shown_as_a_chat(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = shown(capsys, scene, "--tokenizer", "model", "--render", "chat")
    assert (code, err) == (0, "")
    assert 'rendering "chat"' in out
    assert out.count('"<|end|>"') == 2
    assert out.count('"<|assistant|>"') == 1
    code, out, _ = shown(capsys, scene, "--tokenizer", "model", "--render", "chat", "--generation-prompt")
    assert code == 0
    assert out.count('"<|assistant|>"') == 2


def test_a_tokenizer_may_be_named_by_the_project(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    by_name = shown(capsys, scene, "--tokenizer", "small")
    assert by_name == shown(capsys, scene, "--tokenizer", "model")
    code, _, err = shown(capsys, scene, "--tokenizer", "smal")
    assert code == 2
    assert "SL458" in err
    assert "there is no tokenizer `smal`: no such path, and none of that name in the project" in err
    assert "did you mean `small`? the tokenizers of this project are `small`" in err


def test_a_project_without_names_speaks_of_paths(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (scene.parent / "scenelang.toml").write_text("", encoding="utf-8")
    code, _, err = shown(capsys, scene, "--tokenizer", "small")
    assert code == 2
    assert "SL450" in err


def test_the_project_says_how_its_scenes_are_rendered(
    scene: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (scene.parent / "scenelang.toml").write_text(
        'rendering = "chat"\n[tokenizers]\nsmall = "model"\n', encoding="utf-8"
    )
    assert 'rendering "chat"' in shown(capsys, scene, "--tokenizer", "small")[1]
    assert 'rendering "plain"' in shown(capsys, scene, "--tokenizer", "small", "--render", "plain")[1]


def test_plain_text_has_no_generation_prompt(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = shown(capsys, scene, "--generation-prompt")
    assert (code, out) == (2, "")
    assert "SL427" in err
    assert "add `--render chat`" in err


def test_a_chat_without_a_template_stops_with_the_reason(
    scene: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = shown(capsys, scene, "--render", "chat")
    assert (code, out) == (2, "")
    assert "SL454" in err
    assert "the tokenizer `built-in` has no chat template" in err


def test_control_tokens_in_a_text_need_leave(scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scene.write_text(SCENE, encoding="utf-8")
    code, _, err = shown(capsys, scene, "--tokenizer", "model")
    assert code == 1
    assert "SL426" in err
    assert "little.scene:11:17" in err
    code, out, err = shown(capsys, scene, "--tokenizer", "model", "--allow-special-tokens")
    assert (code, err) == (0, "")
    assert out.count('"<|end|>"') >= 1


def test_a_chat_is_compiled(scene: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "shards"
    code = main(["compile", str(scene), "--out", str(out), "--tokenizer", "small", "--render", "chat"])
    assert code == 0, capsys.readouterr().err
    said = capsys.readouterr().out
    assert "1 row" in said
