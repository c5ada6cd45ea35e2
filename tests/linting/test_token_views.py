"""A project's tokenizers and models: what lowering says under each is said by lint, once, and by name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from scenelang.diagnostics import Diagnostic, Severity
from scenelang.gathering import SceneRun
from scenelang.linting import lint_paths
from scenelang.linting.as_tokens.token_views import Named, ProjectViews, TokenViews
from scenelang.reading import default_settings, load_source

SCENE = """\
scene: 1
id: lamp
archetype: recall
beats:
  - fact: |
      [The lamp in the hall is broken]{#lamp}, and [nobody m]{#m}ends it.
  - ask: |
      [Where is it dark?]{#question}
anchors:
  - question -> lamp @ 20..22
"""
SIZES = "hidden_size = 8, num_attention_heads = 2, intermediate_size = 8"
LITTLE = f'little = {{model_type = "llama", num_hidden_layers = 2, vocab_size = 9000, {SIZES}}}'
DEEP = f'deep = {{model_type = "llama", num_hidden_layers = 30, vocab_size = 100, {SIZES}}}'


def save_tokenizer(folder: Path, size: int) -> None:
    """Byte-level pairs; with size 256 there are none, so that no token reaches over any edge."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(vocab_size=size, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(["nobody mends the lamp in the hall that is dark"] * 4, trainer)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one scene and two tokenizers that its settings do not name yet."""
    save_tokenizer(tmp_path / "tokenizers" / "pairs", 500)
    save_tokenizer(tmp_path / "tokenizers" / "single", 256)
    (tmp_path / "scenelang.toml").write_text("", encoding="utf-8")
    (tmp_path / "lamp.scene").write_text(SCENE, encoding="utf-8")
    return tmp_path


def said(project: Path, settings: str) -> dict[str, Diagnostic]:
    (project / "scenelang.toml").write_text(settings, encoding="utf-8")
    return {
        one.code: one
        for one in lint_paths([project]).diagnostics
        if one.code[2] in "47" or one.code == "SL875"
    }


def covered(found: Diagnostic) -> str:
    return SCENE[found.place.start : found.place.end]


def test_a_project_that_names_nothing_is_told_nothing(project: Path) -> None:
    assert said(project, "") == {}


def test_what_lowering_says_under_the_only_tokenizer_is_said_by_lint(project: Path) -> None:
    found = said(project, '[tokenizers]\npairs = "tokenizers/pairs"\n')
    assert set(found) == {"SL406"}
    assert covered(found["SL406"]) == "[nobody m]{#m}"
    assert "under" not in found["SL406"].message


def test_what_a_rule_tells_better_is_told_once(project: Path) -> None:
    settings = '[tokenizers]\npairs = "tokenizers/pairs"\nsingle = "tokenizers/single"\n'
    (project / "scenelang.toml").write_text(settings, encoding="utf-8")
    codes = [one.code for one in lint_paths([project]).diagnostics]
    assert "SL880" in codes
    assert "SL406" not in codes


def test_without_that_rule_the_finding_names_its_tokenizer(project: Path) -> None:
    views = views_of(project, tokenizers=("pairs", "single"))
    (found,) = look(views, project)
    assert found.code == "SL406"
    assert " of span `m` under `" in found.message
    assert found.message.endswith("/pairs`")


def test_a_scene_is_held_against_the_models_that_are_named(project: Path) -> None:
    found = said(project, f'[tokenizers]\nsingle = "tokenizers/single"\n[models]\n{LITTLE}\n')
    assert set(found) == {"SL440"}
    assert covered(found["SL440"]) == "question -> lamp @ 20..22"


def test_a_vocabulary_is_not_held_against_another_models_tokenizer(project: Path) -> None:
    both = '[tokenizers]\npairs = "tokenizers/pairs"\nsingle = "tokenizers/single"\n'
    assert "SL447" not in said(project, f"{both}[models]\n{DEEP}\n")
    own = said(project, f"[tokenizers]\ndeep = 'tokenizers/single'\n[models]\n{DEEP}\n")
    assert "SL447" in own
    assert own["SL447"].place.file.endswith("scenelang.toml")


def test_a_model_without_a_tokenizer_is_read_with_the_built_in_one(project: Path) -> None:
    assert "SL440" in said(project, f"[models]\n{LITTLE}\n")


@pytest.mark.parametrize("kind", ["tokenizer", "model"])
def test_what_is_named_and_not_at_hand_is_a_warning_where_it_is_named(project: Path, kind: str) -> None:
    settings = f'[{kind}s]\nlost = "{kind}s/lost"\n'
    (found,) = (one for code, one in said(project, settings).items() if code == "SL875")
    assert found.severity is Severity.WARNING
    assert found.message == f"the {kind} `lost` is not here, so its rules were not asked"
    assert found.place.file.endswith("scenelang.toml")
    assert settings[found.place.start : found.place.end] == f'"{kind}s/lost"'
    assert "SL875" not in said(project, f'{settings}[rules]\nSL875 = "off"\n')


def test_a_command_line_may_name_what_the_settings_do_not(project: Path) -> None:
    views = views_of(project, tokenizers=("single",), models=("nowhere",))
    assert not views.is_empty
    assert [one.code for one in views.problems()] == ["SL710"]
    assert look(views, project) == ()


def test_the_fingerprint_follows_the_files_that_are_named(project: Path) -> None:
    before = views_of(project, tokenizers=("pairs",)).fingerprint
    assert before == views_of(project, tokenizers=("pairs",)).fingerprint
    assert before != views_of(project, tokenizers=("single",)).fingerprint
    save_tokenizer(project / "tokenizers" / "pairs", 260)
    assert before != views_of(project, tokenizers=("pairs",)).fingerprint


def test_views_are_made_once_for_a_project_and_not_at_all_for_nothing(project: Path) -> None:
    settings = default_settings(project)
    assert ProjectViews().of(settings) is None
    views = ProjectViews(Named(tokenizers=("single",)))
    assert views.of(settings) is views.of(settings)
    assert [one.settings for one in views] == [settings]


def test_without_settings_no_tokenizer_is_loaded(project: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from scenelang.linting import lint_paths\n"
        f"lint_paths([Path({str(project)!r})])\nprint('tokenizers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def views_of(project: Path, *, tokenizers: tuple[str, ...] = (), models: tuple[str, ...] = ()) -> TokenViews:
    paths = tuple(str(project / "tokenizers" / name) for name in tokenizers)
    return TokenViews(default_settings(project), paths, models)


def look(views: TokenViews, project: Path) -> tuple[Diagnostic, ...]:
    """What the views say of the scene, without any rule."""
    path = project / "lamp.scene"
    source = load_source(path).value
    (checked,) = SceneRun((path,)).file(path)
    assert source is not None
    return views.look(source, checked, ())
