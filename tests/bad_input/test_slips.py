"""Slips that YAML reads in its own way: each is told once, at the characters that are to be changed."""

from __future__ import annotations

import pytest
from jar_scene import JAR, anchors, layers, logic, own

from scenelang.reading import read_scene, read_scenes
from scenelang.source import SourceText

NO_BREAK = "\u00a0"


def told(text: str) -> list[tuple[str, str]]:
    """Each finding of reading: its code, and the characters it covers."""
    found = read_scenes(SourceText("a.scene", text)).diagnostics
    return [(one.code, text[one.place.start : one.place.end]) for one in found]


def help_of(text: str) -> list[str]:
    return [one.help_text for one in read_scenes(SourceText("a.scene", text)).diagnostics]


@pytest.mark.parametrize(
    ("scene", "dropped", "help_text"),
    [
        (own("answer answers #why"), "#why", "write `why` without `#`"),
        (own("#answer answers why"), "#answer answers why", "write `answer` without `#`"),
        (logic("cold, #gives => answer"), "#gives => answer", "write `gives` without `#`"),
        (logic("s1: cold, #gives => answer"), "#gives => answer", "write `gives` without `#`"),
        (anchors("answer -> #why"), "#why", "write `why` without `#`"),
        (layers('before #answer @ 60%: reads "x"'), '#answer @ 60%: reads "x"', "write `answer` without `#`"),
        (layers('before answer: reads "a #2"'), '#2"', "put the whole rule in quotes of the other kind"),
        (
            logic("cold, gives =>  # to do"),
            "# to do",
            "write the whole rule before the `#`; names stand without `#`",
        ),
    ],
)
def test_a_rule_cut_off_by_a_comment_is_told_at_the_comment(scene: str, dropped: str, help_text: str) -> None:
    assert told(scene) == [("SL069", dropped)]
    assert help_of(scene) == [help_text]


def test_a_comment_behind_a_whole_rule_is_just_that() -> None:
    assert told(own("answer answers why  # that is it")) == []
    assert told(logic("cold -> answer  # wrong arrow")) == [("SL121", "->")]
    assert told(logic("'cold, gives =>'  # quoted")) == [("SL122", "")]


def test_two_scenes_without_a_marker_are_told_once() -> None:
    text = JAR + JAR.replace("id: jar", "id: jug") + "tags: [glass]\n"
    source = SourceText("a.scene", text)
    for outcome in (read_scene(source), read_scenes(source)):
        (found,) = outcome.diagnostics
        assert (found.code, text[found.place.start : found.place.end]) == ("SL070", "scene")
        assert found.place.start == len(JAR)
        assert [related.place.start for related in found.related()] == [0]
    scene = read_scene(source).value
    assert scene is not None
    assert (scene.id.text, scene.tags) == ("jar", ())


def test_each_scene_without_a_marker_is_told() -> None:
    assert told(JAR * 3) == [("SL070", "scene")] * 2


def test_a_version_written_twice_begins_no_scene() -> None:
    assert told(JAR.replace("scene: 1\n", "scene: 1\nscene: 1\n")) == [("SL020", "scene")]


@pytest.mark.parametrize(
    "scene",
    [
        JAR.replace("  ann:", f"{NO_BREAK} ann:"),
        JAR.replace("  ann:", f" {NO_BREAK}ann:"),
        JAR.replace("ann: {role: thinker}", f"ann:\n    role: thinker\n    {NO_BREAK}chat: user"),
        JAR.replace("  - turn:", f"{NO_BREAK} - turn:"),
    ],
)
def test_an_odd_blank_as_indentation_is_told_alone(scene: str) -> None:
    assert told(scene) == [("SL045", NO_BREAK)]


@pytest.mark.parametrize(
    ("scene", "code", "covered"),
    [
        (JAR.replace("#cold", "#co\u200bld"), "SL107", "#co\u200bld"),
        (JAR.replace("#cold", "#cold .a\u200b"), "SL109", ".a\u200b"),
        (JAR.replace("#cold", "#cold a\u200bvoid"), "SL106", "a\u200bvoid"),
        (JAR.replace("#cold", "#cold k\u200b=v"), "SL117", "k\u200b=v"),
        (JAR.replace("[Cold", "${a\u200bb} [Cold"), "SL115", "a\u200bb"),
        (JAR.replace("id: jar", "id: j\u200bar"), "SL036", "\u200b"),
        (JAR + "lo\u200bgic: [a => b]\n", "SL030", "lo\u200bgic"),
        (logic("co\u200bld => answer"), "SL121", "\u200b"),
        (JAR.replace("turn:", "tu\u200brn:"), "SL121", "\u200b"),
    ],
)
def test_a_sign_that_nobody_sees_is_named(scene: str, code: str, covered: str) -> None:
    (found,) = read_scenes(SourceText("a.scene", scene)).diagnostics
    assert (found.code, scene[found.place.start : found.place.end]) == (code, covered)
    assert "U+200B (ZERO WIDTH SPACE)" in found.message


def test_a_colon_without_a_blank_is_told_once() -> None:
    scene = JAR.replace("role: thinker", "role:thinker")
    assert told(scene) == [("SL071", "role:thinker")]
    assert help_of(scene) == ["write `role: thinker`"]


@pytest.mark.parametrize(
    ("scene", "covered", "help_text"),
    [
        (JAR + "----\n" + JAR, "----", "write `---` alone on this line"),
        ("------  \n" + JAR, "------", "write `---` alone on this line"),
        (
            f"{JAR}--- scene: 1\nid: jug\n",
            "scene: 1",
            "write `---` alone on this line, and `scene: 1` on the next one",
        ),
    ],
)
def test_a_marker_that_is_not_alone_is_told(scene: str, covered: str, help_text: str) -> None:
    assert told(scene) == [("SL072", covered)]
    assert help_of(scene) == [help_text]


def test_a_comment_may_stand_behind_a_marker() -> None:
    assert told(f"--- # the jar\n{JAR}") == []
