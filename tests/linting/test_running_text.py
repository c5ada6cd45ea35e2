"""The running text of a scene and the places in it."""

from __future__ import annotations

from scenelang.linting.texts.running_text import VARIABLE, has_content, place_in, running_text, stems_of
from scenelang.model import Scene
from scenelang.reading import read_scene
from scenelang.source import SourceText

TEXT = r"""scene: 1
id: a
archetype: recall
beats:
  - fact: |
      [The \[old\] [coat]{#coat} of ${a}]{#whose}.
  - ask: Where is it?
"""


def _scene() -> Scene:
    scene = read_scene(SourceText("a.scene", TEXT)).value
    assert scene is not None
    return scene


def test_markup_is_taken_away_and_a_variable_is_one_sign() -> None:
    text = running_text(_scene(), ("fact", "ask"))
    assert text.text == f"The [old] coat of {VARIABLE}.\n\nWhere is it?\n"
    assert text.of("coat") == "coat"
    assert text.of("whose") == f"The [old] coat of {VARIABLE}"
    assert text.before("ask") == f"The [old] coat of {VARIABLE}.\n\n"
    assert text.of("nobody") == ""


def test_a_part_leads_back_to_the_file() -> None:
    scene = _scene()
    text = running_text(scene, ("fact", "ask"))
    for word in ("The ", "coat", " of ", "it?"):
        start = text.text.index(word)
        place = place_in(scene, start, start + len(word))
        assert place is not None
        assert TEXT[place.start : place.end] == word


def test_what_is_no_run_of_literal_text_has_no_place() -> None:
    text = running_text(_scene(), ("fact", "ask"))
    start = text.text.index(VARIABLE)
    assert place_in(_scene(), start, start + 1) is None
    assert place_in(_scene(), start - 2, start + 1) is None


def test_stems_meet_endings_of_both_languages() -> None:
    assert stems_of("Counted, counting", 4, 5) == {"count"}
    assert stems_of("Ещё железный, железного", 4, 5) == {"желез"}
    assert stems_of("a key", 4, 5) == frozenset()


def test_a_symbol_is_content_and_a_comma_is_none() -> None:
    assert has_content("€")
    assert has_content(VARIABLE)
    assert not has_content(" ,.—\u201c")
