"""Rows of the library's two-hop scene, compiled once."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenelang.compile import compile_paths
from scenelang.shards import ShardSet, open_shards

SCENE = Path(__file__).parents[2] / "scenes" / "hops" / "two_hop.scene"


@pytest.fixture(scope="session")
def hops(tmp_path_factory: pytest.TempPathFactory) -> ShardSet:
    out = tmp_path_factory.mktemp("hops") / "shards"
    assert compile_paths([SCENE], out, instances=80).value is not None
    shards = open_shards(out).value
    assert shards is not None
    return shards
