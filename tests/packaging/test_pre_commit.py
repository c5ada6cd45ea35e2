"""The hooks of `.pre-commit-hooks.yaml` run in a scratch repository, as a team would have them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from scratch_repository import ARCHETYPE, BAD, GOOD, ROOT, clean_environment, commit, hook_repository

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def _pre_commit(*words: str, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    pip = {"PIP_COMPILE": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}  # modules are compiled once imported
    environment = clean_environment(PRE_COMMIT_HOME=str(home), PRE_COMMIT_COLOR="never", NO_COLOR="1", **pip)
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_manifest_is_what_pre_commit_reads(tmp_path: Path) -> None:
    done = _pre_commit("validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"), cwd=tmp_path, home=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert [hook["id"] for hook in HOOKS] == ["scenelang-lint", "scenelang-lint-fix", "scenelang-fmt"]
    assert all(hook["language"] == "python" and hook["files"] == r"\.scene$" for hook in HOOKS)


@pytest.mark.slow
def test_the_hooks_install_themselves_and_do_their_work_in_a_scratch_repository(tmp_path: Path) -> None:
    provider, scenes, home = tmp_path / "provider", tmp_path / "scenes", tmp_path / "home"
    provider.mkdir()
    scenes.mkdir()
    hooks = [{"id": hook["id"]} for hook in HOOKS]
    config = {"repos": [{"repo": str(provider), "rev": hook_repository(provider), "hooks": hooks}]}
    files = {".pre-commit-config.yaml": yaml.safe_dump(config), "notes.txt": "no scene\n", **ARCHETYPE}
    commit(scenes, {**files, "scenes/kettle.scene": GOOD})

    clean = _pre_commit("run", "--all-files", cwd=scenes, home=home)
    assert clean.returncode == 0, clean.stdout + clean.stderr
    assert clean.stdout.count("Passed") == len(HOOKS)

    untouched = _pre_commit("run", "--files", "notes.txt", cwd=scenes, home=home)
    assert untouched.stdout.count("(no files to check)Skipped") == len(HOOKS)

    commit(scenes, {"scenes/pot.scene": BAD})
    found = _pre_commit("run", "scenelang-lint", "--all-files", cwd=scenes, home=home)
    assert found.returncode == 1
    assert "error[SL203]: there is no archetype `watchign`" in found.stdout
    assert " --> scenes/pot.scene:3:12" in found.stdout

    tagged = GOOD.replace("frame: |\n      The", "frame: !!str The")
    for hook, text in (
        ("scenelang-lint-fix", tagged),
        ("scenelang-fmt", GOOD.replace("scene: 1", "scene:   1")),
    ):
        commit(scenes, {"scenes/kettle.scene": text, "scenes/pot.scene": GOOD.replace("kettle", "pot")})
        mended = _pre_commit("run", hook, "--all-files", cwd=scenes, home=home)
        assert mended.returncode == 1
        assert "files were modified by this hook" in mended.stdout
        assert (scenes / "scenes" / "kettle.scene").read_text(encoding="utf-8") != text
        again = _pre_commit("run", hook, "--all-files", cwd=scenes, home=home)
        assert again.returncode == 0, again.stdout + again.stderr
