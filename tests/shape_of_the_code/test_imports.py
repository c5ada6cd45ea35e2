"""Imports flow one way, and the quick commands stay light."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLEAN_SCENE = ROOT / "scenes" / "hops" / "two_hop.scene"


def _modules_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after running `code`."""
    script = f"import sys\n{code}\nprint('\\n'.join(sorted(m for m in sys.modules if '.' not in m)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


def test_import_contracts_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout


def test_importing_scenelang_leaves_torch_unloaded() -> None:
    assert "torch" not in _modules_after("import scenelang, scenelang.training, scenelang.experimenting")


def test_lint_loads_nothing_heavy() -> None:
    code = f"from scenelang.cli import main\nassert main(['lint', {str(CLEAN_SCENE)!r}]) == 0"
    heavy = {"torch", "transformers", "numpy", "pyarrow", "tokenizers", "rich", "matplotlib"}
    assert not heavy & _modules_after(code)


def test_compile_never_loads_torch(tmp_path: Path) -> None:
    scene = next((ROOT / "scenes" / "discovery").glob("*.scene"))
    arguments = ["compile", str(scene), "--out", str(tmp_path / "shards")]
    code = f"from scenelang.cli import main\nassert main({arguments!r}) == 0"
    loaded = _modules_after(code)
    assert "pyarrow" in loaded
    assert not {"torch", "transformers"} & loaded
