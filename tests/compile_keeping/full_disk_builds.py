"""Builds on a small disk: mounts one at the folder that it is told, builds, and tells what came of it.

Runs in a namespace of its own, in which it may mount: `unshare --map-root-user --mount`.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from keeping_projects import bytes_in, write_scenes

from scenelang.compile import compile_paths
from scenelang.shards.build_folder import BuildFolder

SMALL, LARGE = 20, 300


def build(out: str, *, cache: bool) -> object:
    """What a build said, and what lies in its folder then."""
    outcome = compile_paths([Path("scenes")], Path(out), workers=1, cache=cache)
    content = b"".join(each for _, each in sorted(bytes_in(Path(out)).items()))
    left = sorted(path.name for path in Path(out).iterdir() if path.name.startswith("."))
    found = [[one.code, one.message] for one in outcome.diagnostics]
    return [outcome.value is not None, found, hashlib.sha256(content).hexdigest(), left]


def main(place: str, size: str, wish: str) -> None:
    """Mounts a disk of this size there, and builds."""
    Path(place).mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], check=True)
    found = [build("out", cache=wish == "cache")]
    write_scenes(Path(), range(SMALL, LARGE), "the way")
    if wish == "unseen":
        BuildFolder.require_room = lambda self, needed: None  # type: ignore[method-assign]
    found.append(build("out", cache=wish == "cache"))
    found.append(build("fresh", cache=False))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
