"""Which keys a query can have read, by position selector."""

from __future__ import annotations

import pytest
from scene_files import codes

TEXT = """beats:
  - fact: "It [is [cold]{#cold} and [still]{#still} there]{#whole}."
  - ask: "[Why]{#why} so?"
"""
SOUND = (
    "why -> cold",
    "why -> whole",
    "last(whole) -> cold",
    "read(whole) -> cold",
    "last(whole) -> first(whole)",
    "still -> first(whole)",
    "still -> last(cold)",
    "first(still) -> before still",
    "why -> before why",
    "before why -> read(whole)",
    "why -/> produce(cold)",
)
AFTER = (
    "cold -> still",
    "still -> whole",
    "cold -> whole",
    "whole -> cold",
    "first(whole) -> cold",
    "before still -> first(still)",
    "cold -/> why",
    "read(cold) -> why",
)
ITSELF = ("why -> why", "last(why) -> last(why)", "first(why) -> first(why)", "read(why) -> read(why)")


@pytest.mark.parametrize("rule", SOUND)
def test_a_key_that_was_read_is_fine(rule: str) -> None:
    assert codes(f"{TEXT}anchors:\n  - {rule}\n") == []


@pytest.mark.parametrize("rule", AFTER)
def test_a_key_that_was_not_read_is_refused(rule: str) -> None:
    expected = ["SL217"] if rule.count("still") == 2 else ["SL216"]
    assert codes(f"{TEXT}anchors:\n  - {rule}\n") == expected


@pytest.mark.parametrize("rule", ITSELF)
def test_a_key_that_is_the_query_is_refused(rule: str) -> None:
    assert codes(f"{TEXT}anchors:\n  - {rule}\n") == ["SL217"]


def test_nothing_stands_before_the_first_token() -> None:
    text = "beats:\n  - fact: '[It]{#it} is.'\n  - ask: '[Why]{#why}'\n"
    assert codes(f"{text}anchors:\n  - why -> before it\n") == ["SL218"]
    assert codes(f"{text}layers:\n  - before fact @ late: teacher\n") == ["SL218"]


def test_mirrors_look_back_too() -> None:
    assert codes(f"{TEXT}layers:\n  - at why @ late: mirrors cold\n") == []
    assert codes(f"{TEXT}layers:\n  - last whole @ late: mirrors why\n") == ["SL216"]


def test_only_names_may_speak_of_what_comes_later() -> None:
    assert codes(f"{TEXT}self:\n  - cold names why\n  - cold names s\n") == []
    assert codes(f"{TEXT}self:\n  - cold mirrors why\n") == ["SL216"]
