"""Git repositories that a test makes: one that holds scenes, one that gives hooks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PACKAGE = (
    "scenelang",
    "grammar",
    "scenes/archetypes",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
)
ARCHETYPE = {
    "archetypes/watching.yaml": """\
archetype: watching
purpose: Something is seen.
roles: {required: [], optional: []}
axes: {}
beats: frame+
"""
}
GOOD = """\
scene: 1
id: kettle
archetype: watching
beats:
  - frame: |
      The kettle was on.
"""
BAD = GOOD.replace("id: kettle", "id: pot").replace("archetype: watching", "archetype: watchign")
_PRIVATE = ("GIT_", "PRE_COMMIT", "PYTHON", "COV", "GITHUB_")


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without what the test run itself was given; the interpreter's scripts come first."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(_PRIVATE)}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**kept, "PATH": path, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **more}


def git(folder: Path, *words: str) -> str:
    """What a git command prints in a folder."""
    named = ("-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *named, *words],
        cwd=folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Writes files below a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def commit(folder: Path, files: Mapping[str, str] | None = None, message: str = "state") -> str:
    """Writes files, commits all of the folder, and gives the commit."""
    write(folder, files or {})
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    git(folder, "add", "--all", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def hook_repository(folder: Path) -> str:
    """A repository with the package as it is now; gives its commit."""
    unwanted = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in _PACKAGE:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=unwanted)
        else:
            shutil.copy(source, target)
    return commit(folder)
