"""A compile by a Ray cluster: the same shards and the same words as by one process."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang import __version__
from scenelang.compile import compile_paths
from scenelang.compile.compiled_file import CompiledFile
from scenelang.compile.engines import ray_cluster
from scenelang.compile.engines.ray_address import answers
from scenelang.compile.engines.remote_worker import RemoteWorker
from scenelang.compile.engines.shipped_project import ship
from scenelang.compile.file_compiler import Lowering
from scenelang.compile.range_lowering import InstanceRange
from scenelang.compile.worker import Worker, WorkerTask
from scenelang.lowering import LowerOptions, load_tokenizer
from scenelang.shards import RowBlock

Write = Callable[..., Path]

ON_TWO_NODES = """
import json, os, sys
from pathlib import Path
os.environ["RAY_USAGE_STATS_ENABLED"] = os.environ["RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO"] = "0"
from ray.cluster_utils import Cluster
from scenelang.compile import compile_paths
from scenelang.compile.engines import remote_worker

def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

def told(outcome):
    found = [[one.code, one.place.file, one.message] for one in outcome.diagnostics]
    return [outcome.value is not None, found]

scenes, out = Path(sys.argv[1]), Path(sys.argv[2])
small = {"num_cpus": 1, "object_store_memory": 80 * 2**20}
cluster = Cluster(initialize_head=True, head_node_args={**small, "include_dashboard": False})
cluster.add_node(**small)
alone = compile_paths([scenes], out / "alone", workers=1)
by_ray = compile_paths([scenes], out / "ray", engine="ray", ray_address=cluster.address, portion=2)
same = by_ray == alone and bytes_of(out / "ray") == bytes_of(out / "alone")
broken = scenes / "c.scene"
broken.write_text(broken.read_text().replace("weight, spill", "weigth, spill"))
stopped = compile_paths([scenes], out / "ray", engine="ray", ray_address=cluster.address)
rows = alone.value.rows
cluster.shutdown()
print(json.dumps([same, rows, told(alone), told(stopped)]))
"""


@pytest.fixture
def scenes(scene_file: Write, tmp_path: Path) -> Path:
    """Plain scenes, parametric ones from a lexicon, one that rests on another, one with a warning."""
    for name in ("b", "c", "e"):
        scene_file(name)
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "names.txt").write_text("Ann\nBo\nCy\n")
    for name, count in (("d", 3), ("f", 2100)):
        path = scene_file(name)
        draw = "{from: lexicon/names}" if name == "d" else "{range: 1..1000000}"
        vary = f"vary:\n  count: {count}\n  draw:\n    a: {draw}\n"
        path.write_text(path.read_text().replace("Is it gold", "Is bar ${a} gold") + vary)
    first = scene_file("a")
    first.write_text(first.read_text() + "self:\n  - answer recalls e#spill\n")
    return tmp_path / "scenes"


@pytest.mark.slow
def test_two_nodes_give_the_bytes_and_the_findings_of_one_process(scenes: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    words = [sys.executable, "-c", ON_TWO_NODES, str(scenes), str(tmp_path / "out")]
    done = subprocess.run(words, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    same, rows, alone, stopped = json.loads(done.stdout.splitlines()[-1])
    assert same
    assert rows == 2107
    assert alone == [True, []]
    assert stopped[0] is False
    assert [found[0] for found in stopped[1]] == ["SL201"]


def worker_elsewhere(scenes: Path) -> RemoteWorker:
    """A worker as on a machine without the files."""
    tokenizer = load_tokenizer().value
    assert tokenizer is not None
    names = tuple(path.as_posix() for path in sorted(scenes.glob("*.scene")))
    return RemoteWorker(Lowering(tokenizer, LowerOptions(), None), ship(names))


def test_a_machine_without_the_files_needs_only_what_is_sent(scenes: Path) -> None:
    elsewhere = worker_elsewhere(scenes)
    assert elsewhere.version() == __version__
    names = [path.as_posix() for path in sorted(scenes.glob("*.scene"))]
    contents = [Path(name).read_bytes() for name in names]
    for path in (
        *scenes.parent.rglob("*.scene"),
        *scenes.parent.rglob("*.txt"),
        *scenes.parent.rglob("*.yaml"),
    ):
        path.unlink()
    files, packs = elsewhere.portion(names, contents)
    by_name = dict(zip("abcdef", files, strict=True))
    assert by_name["a"] is None  # it asks for another scene, and is left to where all are seen
    sure = {name: file for name, file in by_name.items() if file is not None}
    assert [*sure] == ["b", "c", "d", "e", "f"]
    assert sum(RowBlock.from_buffer(content).rows for _, content in packs) >= 6
    lexicon = [used for used in sure["d"].used if used.name == "lexicon/names.txt"]
    assert [used.file for used in lexicon] == [str(scenes.parent / "lexicon" / "names.txt")]
    (deferred,) = sure["f"].scenes
    assert (deferred.instances, deferred.deferred) == (2100, True)
    wanted = InstanceRange(sure["f"].own._replace(file=names[-1]), 0, 1024, 2048)
    rows = elsewhere.lower(wanted, contents[-1])
    assert rows is not None
    assert RowBlock.from_buffer(rows).batch.column("instance").to_pylist() == [*range(1024, 2048)]
    elsewhere.clean()


def test_a_machine_elsewhere_reports_nothing_and_leaves_the_file(scenes: Path) -> None:
    elsewhere = worker_elsewhere(scenes)
    name = (scenes / "b.scene").as_posix()
    faulty = Path(name).read_bytes().replace(b"weight, spill", b"weigth, spill")
    assert elsewhere.portion([name], [faulty]) == ((None,), ())
    elsewhere.clean()


def test_without_ray_there_is_a_message_that_says_what_to_install(
    scenes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    manifest, found = compile_paths([scenes], tmp_path / "out", engine="ray")
    assert manifest is None
    assert [(one.code, one.place.file) for one in found] == [("SL597", "--engine")]
    assert "pip install 'scenelang[ray]'" in found[0].help_text
    assert not (tmp_path / "out").exists()


class Died(Exception):
    """What this Ray raises when a worker is gone."""


class FakeRay:
    """As much of Ray as the engine asks for, in this process; `deaths` workers die over their first piece."""

    class exceptions:  # noqa: N801
        RayError = Died
        RayTaskError = type("RayTaskError", (Died,), {})

    def __init__(self, deaths: int = 0, version: str = __version__, *, is_there: bool = True) -> None:
        self.deaths = deaths
        self.there = version
        self.is_there = is_there
        self.killed = 0

    def is_initialized(self) -> bool:
        return False

    def init(self, **_: object) -> None:
        if not self.is_there:
            raise ConnectionError("an essay of Ray's")

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": 2.0}

    def put(self, value: object) -> object:
        return value

    def remote(self, **_: object) -> Callable[[type], object]:
        return lambda kind: FakeMethod(lambda *words: FakeActor(self, kind(*words)))

    def get(self, reference: Callable[[], object], timeout: float = 0.0) -> object:
        return reference()

    def kill(self, _: object) -> None:
        self.killed += 1

    def shutdown(self) -> None:
        self.is_there = False


class FakeMethod:
    """What is called by `.remote(...)`."""

    def __init__(self, call: Callable[..., object]) -> None:
        self.remote = call


class FakeActor:
    """A worker that is asked later, and may be dead by then."""

    def __init__(self, ray: FakeRay, worker: RemoteWorker) -> None:
        self._ray = ray
        self._worker = worker

    def __getattr__(self, name: str) -> FakeMethod:
        return FakeMethod(lambda *words: lambda: self._answer(name, *words))

    def _answer(self, name: str, *words: object) -> object:
        if name == "version":
            return self._ray.there
        if self._ray.deaths:
            self._ray.deaths -= 1
            raise Died
        return getattr(self._worker, name)(*words)


def by_fake(
    ray: FakeRay, scenes: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[object, list[tuple[str, str]]]:
    monkeypatch.setattr(ray_cluster, "_imported", lambda: ray)
    manifest, found = compile_paths([scenes], out, engine="ray", portion=2)
    return manifest, [(one.code, one.message) for one in found]


def test_a_worker_of_a_cluster_that_dies_is_replaced(
    scenes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = compile_paths([scenes], tmp_path / "alone", workers=1).value
    ray = FakeRay(deaths=1)
    assert by_fake(ray, scenes, tmp_path / "out", monkeypatch) == (expected, [])
    assert (ray.deaths, ray.killed, ray.is_there) == (0, 2, False)


def test_a_cluster_that_is_of_no_use_is_said_in_words(
    scenes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    monkeypatch.setenv("RAY_ADDRESS", "auto")
    assert by_fake(FakeRay(is_there=False), scenes, out, monkeypatch) == (
        None,
        [("SL598", "the Ray cluster at `auto` cannot be used: nobody answers there")],
    )
    assert by_fake(FakeRay(version="0.0.1"), scenes, out, monkeypatch) == (
        None,
        [("SL599", f"the Ray cluster has scenelang 0.0.1, and this machine has {__version__}")],
    )
    assert by_fake(FakeRay(deaths=9), scenes, out, monkeypatch) == (
        None,
        [("SL596", "a worker ended in the middle of its work")],
    )
    assert not out.exists()


def test_an_address_is_called_before_ray_is_asked_to_join(
    scenes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ray = FakeRay()
    monkeypatch.setattr(ray, "init", None)  # Ray would ask again for minutes
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert answers(f"127.0.0.1:{port}")
        assert answers(f"ray://127.0.0.1:{port}")
    for address in (f"127.0.0.1:{port}", f"ray://127.0.0.1:{port}", "127.0.0.1:99999", "a..b:1"):
        monkeypatch.setenv("RAY_ADDRESS", address)
        assert by_fake(ray, scenes, tmp_path / "out", monkeypatch) == (
            None,
            [("SL598", f"the Ray cluster at `{address}` cannot be used: nobody answers there")],
        )
    assert all(map(answers, ("auto", "local", "anyscale://cluster")))
    assert not (tmp_path / "out").exists()


def test_a_file_that_was_changed_between_its_ranges_stops_the_build(scenes: Path, tmp_path: Path) -> None:
    tokenizer = load_tokenizer().value
    assert tokenizer is not None
    path = (scenes / "f.scene").as_posix()
    task = WorkerTask(
        (path,), Lowering(tokenizer, LowerOptions(), None), tmp_path / "packs", tmp_path / "packs"
    )
    worker = Worker(task)
    (file,) = worker.portion([path])
    assert isinstance(file, CompiledFile)
    first = worker.lower(InstanceRange(file.own, 0, 0, 10))
    assert (first.broken, first.found) == (False, ())
    Path(path).write_text(Path(path).read_text() + "\n")
    result = Worker(task).lower(InstanceRange(file.own, 0, 10, 20))
    assert (result.rows, result.broken) == (None, True)
    assert [(found.code, found.place.file, found.place.end) for found in result.found] == [("SL595", path, 0)]
