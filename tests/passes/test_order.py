"""The list of passes is whole, and every pass stands on what earlier ones gave."""

from __future__ import annotations

from pathlib import Path

from scenelang.lowering import order
from scenelang.lowering.passes import weigh_beats

FOLDER = Path(weigh_beats.__file__).parent


def test_every_need_is_given_by_an_earlier_pass() -> None:
    given: set[str] = set()
    for one in order.PASSES:
        assert set(one.needs) <= given, one.name
        assert not set(one.gives) & given, one.name
        given |= set(one.gives)


def test_every_file_of_the_folder_is_one_pass_of_the_list() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert files == {one.name for one in order.PASSES}
    assert len({one.name for one in order.PASSES}) == len(order.PASSES)


def test_a_pass_is_named_as_its_file_and_its_class() -> None:
    for one in order.PASSES:
        assert type(one).__module__.endswith(f".{one.name}")
        assert type(one).__name__ == "".join(word.capitalize() for word in one.name.split("_"))
        doc = __import__(type(one).__module__, fromlist=["x"]).__doc__
        assert all(word in doc for word in ("Before:", "After:", "Keeps:")), one.name
