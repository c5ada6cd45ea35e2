"""Whole scenes, and all that the compiler says of them or makes of them.

A case is a folder with `case.scene`. What `lint` says of it stands in `diagnostics.txt`; what its first
instance becomes under the embedded tokenizer, in `tokens.txt`. `make bless` rewrites both and shows the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scenelang.compile import plan_file
from scenelang.diagnostics import Severity, render_text
from scenelang.lowering import LowerOptions, load_tokenizer, lower_scene
from scenelang.reading import load_source
from scenelang.tokens import print_program, read_program

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/case.scene"))
BLESS = os.environ.get("SCENELANG_BLESS") == "1"


def _hold(path: Path, text: str) -> None:
    if BLESS:
        path.write_text(text, encoding="utf-8", newline="")
    assert path.read_text(encoding="utf-8") == text, f"{path} differs; look, then run `make bless`"


def _said(case: str) -> str:
    planned, found = plan_file(Path("case.scene"))
    source = load_source(Path("case.scene")).value
    assert source is not None
    assert (planned is None) == bool([one for one in found if one.severity is Severity.ERROR]), case
    return "".join(f"{line}\n" for line in render_text(found, {"case.scene": source}.get).splitlines())


@pytest.mark.parametrize("case", CASES)
def test_golden_diagnostics(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / case)
    _hold(HERE / case / "diagnostics.txt", _said(case))


@pytest.mark.parametrize("case", [case for case in CASES if case != "many_mistakes"])
def test_golden_tokens(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / case)
    planned = plan_file(Path("case.scene")).value
    tokenizer = load_tokenizer(None).value
    assert planned is not None
    assert tokenizer is not None
    (scene,) = planned
    lowered = lower_scene(scene.checked, scene.plan, tokenizer, LowerOptions(), numbers=[0])
    (program,) = [outcome.value for outcome in lowered if outcome.value is not None]
    text = print_program(program)
    assert read_program(text).value == program
    _hold(HERE / case / "tokens.txt", text)
