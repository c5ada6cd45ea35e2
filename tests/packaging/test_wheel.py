"""The built wheel, alone in a clean environment, compiles a scene without torch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _run(*command: str | Path, cwd: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV"))}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_wheel_compiles_a_scene_in_a_clean_environment(tmp_path: Path) -> None:
    _run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        tmp_path / "dist",
        ROOT,
        cwd=ROOT,
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "clean")
    python = tmp_path / "clean" / ("Scripts" if os.name == "nt" else "bin") / "python"
    _run(
        sys.executable, "-m", "pip", "--python", python, "install",
        "--quiet", "--disable-pip-version-check", "--no-compile",
        "-c", ROOT / "constraints.txt", wheel, cwd=tmp_path,
    )  # fmt: skip

    scene = tmp_path / "one.scene"
    scene.write_bytes((ROOT / "scenes" / "hops" / "two_hop_four.scene").read_bytes())
    lexicon = tmp_path / "lexicon" / "names.txt"
    lexicon.parent.mkdir()
    lexicon.write_bytes((ROOT / "scenes" / "lexicon" / "names.txt").read_bytes())
    words = ("compile", scene, "--instances", "64", "--out", tmp_path / "shards")
    _run(python, "-m", "scenelang", *words, cwd=tmp_path)

    manifest = json.loads((tmp_path / "shards" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["language_version"], sum(shard["rows"] for shard in manifest["shards"])) == (1, 64)
    missing = _run(python, "-c", "import importlib.util as u; print(u.find_spec('torch'))", cwd=tmp_path)
    assert missing.strip() == "None"
