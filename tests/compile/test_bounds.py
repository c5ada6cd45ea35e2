"""What a compile may cost, and what is left when it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.compile import compile_paths
from scenelang.compile.compiled_file import CompiledFile
from scenelang.compile.worker import Worker

SCENE = """\
scene: 1
id: boxes
archetype: recall
beats:
  - fact: |
      [Coin ${a}]{#coin}.
  - ask: |
      [What]{#answer}?
logic:
  - coin => answer
vary:
  count: 10000000
  draw:
    a: {range: 1..10000000}
"""
PEAK = """
import resource, sys
from pathlib import Path
from scenelang.compile import compile_paths
instances, workers = map(int, sys.argv[3:])
built = compile_paths([Path(sys.argv[1])], Path(sys.argv[2]), instances=instances, workers=workers)
assert built.value is not None and built.value.rows == instances
print(*(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""
FEW, MANY = 5_000, 50_000
ALLOWED = 24
"""So many MiB more may a process need for more instances; docs/how-to/compile-at-scale.md says so."""


@pytest.fixture
def boxes(tmp_path: Path) -> Path:
    """A scene with ten million instances."""
    (tmp_path / "scenelang.toml").touch()
    path = tmp_path / "boxes.scene"
    path.write_text(SCENE, encoding="utf-8")
    return path


def peaks(scene: Path, instances: int, workers: int) -> tuple[float, float]:
    """The most memory that a compile needs, in MiB: the process that began it, and the largest worker."""
    words = [PEAK, str(scene), str(scene.parent / "out"), str(instances), str(workers)]
    done = subprocess.run([sys.executable, "-c", *words], check=True, capture_output=True, text=True)
    own, worker = (int(kibibytes) / 1024 for kibibytes in done.stdout.split())
    return own, worker


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_memory_does_not_grow_with_the_number_of_instances(boxes: Path, workers: int) -> None:
    few, many = peaks(boxes, FEW, workers), peaks(boxes, MANY, workers)
    assert many[0] - few[0] < ALLOWED
    assert many[1] - few[1] < ALLOWED


def test_the_first_of_ten_million_instances_come_at_once(boxes: Path, tmp_path: Path) -> None:
    manifest, found = compile_paths([boxes], tmp_path / "out", instances=2_500)
    assert found == ()
    assert manifest is not None
    assert manifest.rows == 2_500


def stopped(boxes: Path, workers: int, *, with_signal: signal.Signals) -> subprocess.CompletedProcess[str]:
    """A compile of all instances, stopped by a signal to all of its processes while rows are written."""
    words = ["-m", "scenelang", "compile", str(boxes), "--out", str(boxes.parent / "out"), "--no-cache"]
    running = subprocess.Popen(
        [sys.executable, *words, "--workers", str(workers)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    written = boxes.parent / "out" / ".building"
    while not any(path.stat().st_size for path in written.glob("*.arrow")):
        assert running.poll() is None, running.communicate()
        time.sleep(0.02)
    if with_signal is signal.SIGINT:
        os.killpg(running.pid, with_signal)
    else:
        running.send_signal(with_signal)
    out, err = running.communicate(timeout=60)
    wait_for_all_of(running.pid)
    return subprocess.CompletedProcess(words, running.returncode, out, err)


def wait_for_all_of(group: int) -> None:
    """Waits until no process of a group is left."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    raise AssertionError("a worker is still there")


@pytest.mark.skipif(sys.platform == "win32", reason="signals to groups of processes")
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_leaves_the_old_shards_whole_says_so_and_ends_all_workers(boxes: Path, workers: int) -> None:
    out = boxes.parent / "out"
    assert compile_paths([boxes], out, instances=5).value is not None
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    done = stopped(boxes, workers, with_signal=signal.SIGINT)
    assert done.returncode == 130
    assert done.stderr == "\nscenelang: stopped by Ctrl-C; the shards that were there before are untouched\n"
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems let workers finish what they are at")
def test_workers_end_with_the_process_that_began_them(boxes: Path) -> None:
    done = stopped(boxes, 2, with_signal=signal.SIGKILL)
    assert done.returncode == -signal.SIGKILL
    assert compile_paths([boxes], boxes.parent / "out", instances=5).value is not None


def test_a_build_that_was_stopped_is_gone_on_with(
    scene_file: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [scene_file(name) for name in ("a", "b", "c", "d")]
    for path in paths:
        os.utime(path, (1e9, 1e9))
    asked: list[str] = []
    portion = Worker.portion

    def until_c(worker: Worker, files: tuple[str, ...]) -> tuple[CompiledFile, ...]:
        asked.extend(Path(file).stem for file in files)
        if asked == ["a", "b", "c"]:
            raise KeyboardInterrupt
        return portion(worker, files)

    monkeypatch.setattr(Worker, "portion", until_c)
    with pytest.raises(KeyboardInterrupt):
        compile_paths(paths, tmp_path / "out", cache=True, portion=1)
    assert not (tmp_path / "out").exists()
    asked.append("stopped")
    manifest, found = compile_paths(paths, tmp_path / "out", cache=True, portion=1)
    assert (manifest is not None, found) == (True, ())
    assert asked == ["a", "b", "c", "stopped", "c", "d"]
    assert manifest == compile_paths(paths, tmp_path / "fresh", workers=1).value
