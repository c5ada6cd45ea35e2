from __future__ import annotations

from pathlib import Path

import pytest
from feed_building import shards_of

from scenelang.shards import ShardSet
from scenelang.tokens import Split

ROWS = 61


@pytest.fixture(scope="session")
def shards(tmp_path_factory: pytest.TempPathFactory) -> ShardSet:
    """Sixty-one rows, 49 of them to train on."""
    return shards_of(tmp_path_factory.mktemp("feeding") / "shards", range(ROWS))


@pytest.fixture(scope="session")
def more_shards(tmp_path_factory: pytest.TempPathFactory) -> ShardSet:
    """Ten rows of other scenes, with other words."""
    folder: Path = tmp_path_factory.mktemp("feeding") / "more"
    return shards_of(folder, range(100, 110), scene="other", concept="light", split=Split.TRAIN)
