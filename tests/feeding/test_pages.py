"""What the page on reading shards shows works, line for line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from feed_building import shards_of

from scenelang.feeding import Feed
from scenelang.model import Stratum
from scenelang.shards.columns import NUMBER_LISTS, ROW_NUMBERS

DOCS = Path(__file__).parents[2] / "docs"


def test_every_line_of_python_on_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shards_of(tmp_path / "build" / "shards", range(121))
    monkeypatch.chdir(tmp_path)
    page = (DOCS / "how-to" / "read-shards.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(code, names)
    assert isinstance(names["again"], Feed)
    assert isinstance(names["mixed"], Feed)
    assert names["again"].state_dict()["rows"] == 31
    assert names["state"]["rows"] == 95
    assert len(names["first"]) in range(4, 11)


@pytest.mark.parametrize("page", ["read-shards.md", "train.md"])
def test_a_page_names_only_strata_that_there_are(page: str) -> None:
    text = (DOCS / "how-to" / page).read_text(encoding="utf-8")
    named = set(re.findall(r"""stratum(?:: |=")(\w+)""", text))
    assert named == {"thinking", "knowledge"}
    assert named <= {one.value for one in Stratum}


def test_the_explanation_names_every_group_and_no_other() -> None:
    page = (DOCS / "explanation" / "order-and-state.md").read_text(encoding="utf-8")
    table = page.partition("| group | columns |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`(\w+)`", table))
    columns = {name for names in NUMBER_LISTS.values() for name in names}
    assert set(NUMBER_LISTS) <= named
    assert named <= {*NUMBER_LISTS, *columns, *ROW_NUMBERS}
