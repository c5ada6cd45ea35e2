"""A person who follows the tutorial meets exactly what it shows."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tutorial_pages import PAGES, follow, matches, steps


def test_every_command_of_the_tutorial_prints_what_the_page_shows(tmp_path: Path) -> None:
    assert follow(steps(), tmp_path) > 12, "the tutorial lost its commands"


def test_a_page_links_to_the_next_one() -> None:
    pages = sorted(path.name for path in PAGES.glob("[0-9]*.md"))
    assert len(pages) >= 3
    for page, following in pairwise(pages):
        assert f"]({following})" in (PAGES / page).read_text(encoding="utf-8"), (
            f"{page} ends without a way on"
        )


def test_the_comparison_takes_dots_for_anything_and_nothing_else() -> None:
    assert matches("one\ntwo\nthree\n", "one\n...\nthree\n")
    assert matches("loss 0.123\n", "loss 0.…\n")
    assert not matches("one\ntwo\n", "one\nthree\n")
    assert not matches("one\n", "one\ntwo\n")
