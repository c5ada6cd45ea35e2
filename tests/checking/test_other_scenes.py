"""References to other scenes: found, refused, put in order, recalled."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_projects import check, covered, index_of, refers, said, scene, write

from scenelang.model import Recall

INLINE = "recall: inline\n"


def test_a_reference_to_another_scene_makes_it_a_prerequisite(tmp_path: Path) -> None:
    lines = refers("end recalls old#one", "end answers first", "end confirms old#conclude")
    write(
        tmp_path, {"a.scene": scene("a", lines), "b/old.scene": scene("old"), "first.scene": scene("first")}
    )
    checked, found = check(tmp_path, "a.scene")
    assert found == ()
    assert checked is not None
    assert checked.prerequisites == ("first", "old")
    assert checked.recalled == ()
    assert set(checked.spans) == {"one", "two", "end", "fact", "conclude"}


def test_a_scene_of_the_same_file_is_found_first(tmp_path: Path) -> None:
    other = scene("old", text="[Three]{#three}.")
    write(
        tmp_path,
        {"a.scene": f"{scene('a', refers('end recalls old#three'))}---\n{other}", "old.scene": scene("old")},
    )
    assert check(tmp_path, "a.scene").diagnostics == ()


def test_of_two_scenes_of_one_id_the_nearer_is_meant(tmp_path: Path) -> None:
    own = scene("a", refers("end recalls old#three"))
    near, far = scene("old", text="[Three]{#three}."), scene("old")
    write(tmp_path, {"x/a.scene": own, "x/old.scene": near, "y/old.scene": far})
    assert check(tmp_path, "x/a.scene").diagnostics == ()


def test_two_scenes_of_one_id_at_the_same_distance_are_told(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.scene": scene("a", refers("end recalls old#one")),
            "x/old.scene": scene("old"),
            "y/old.scene": scene("old"),
        },
    )
    outcome = check(tmp_path, "a.scene")
    assert said(outcome) == [("SL262", "old")]
    assert outcome.diagnostics[0].message == "the project has 2 scenes `old`"
    assert len(outcome.diagnostics[0].related()) == 2


def test_scenes_among_the_files_of_a_run_count_wherever_they_lie(tmp_path: Path) -> None:
    write(tmp_path / "one", {"a.scene": scene("a", refers("end recalls old#one"))})
    write(tmp_path / "two", {"old.scene": scene("old")})
    root = tmp_path / "one"
    assert said(check(root, "a.scene")) == [("SL258", "old")]
    assert check(root, "a.scene", index_of(root, "a.scene", "../two/old.scene")).diagnostics == ()


def test_sources_say_where_scenes_are_looked_for(tmp_path: Path) -> None:
    files = {"work/a.scene": scene("a", refers("end recalls old#one")), "attic/old.scene": scene("old")}
    write(tmp_path, {**files, "scenelang.toml": 'sources = ["work", "attic/old.scene"]\n'})
    assert check(tmp_path, "work/a.scene").diagnostics == ()
    (tmp_path / "scenelang.toml").write_text('sources = ["work"]\n')
    assert said(check(tmp_path, "work/a.scene")) == [("SL258", "old")]


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ("end recalls odl#one", "SL258", "odl"),
        ("end recalls old#oen", "SL259", "oen"),
        ("end recalls a#one", "SL260", "a"),
        ("end revises old#one", "SL209", "old#one"),
        ("end mirrors old", "SL209", "old"),
        ("end names old", "SL266", "old"),
        ("end names old#one", "SL266", "old#one"),
        ("end recalls varied#one", "", ""),
    ],
)
def test_what_cannot_be_said_of_another_scene(tmp_path: Path, line: str, code: str, place: str) -> None:
    files = {"old.scene": scene("old"), "varied.scene": varied()}
    write(tmp_path, {"a.scene": scene("a", refers(line)), **files})
    outcome = check(tmp_path, "a.scene")
    assert said(outcome) == ([(code, place)] if code else [])
    assert (outcome.value is None) == bool(code)


def varied() -> str:
    """A scene with instances."""
    vary = "vary:\n  count: 2\n  draw: {n: {range: 1..9}}\n"
    return scene("varied", vary, text="[One]{#one} of ${n}.")


def test_a_bare_word_that_is_near_no_span_may_be_a_misspelt_scene(tmp_path: Path) -> None:
    files = {"old.scene": scene("crown-of-syracuse")}
    write(
        tmp_path, {"a.scene": scene("a", refers("end recalls crown-of-syracus", "end recalls oen")), **files}
    )
    outcome = check(tmp_path, "a.scene")
    assert said(outcome) == [("SL258", "crown-of-syracus"), ("SL200", "oen")]
    assert outcome.diagnostics[0].help_text.startswith("did you mean `crown-of-syracuse`? ")


def test_a_premise_needs_the_text_of_the_other_scene(tmp_path: Path) -> None:
    logic = "logic:\n  - old#one, one => end\n"
    write(tmp_path, {"a.scene": scene("a", logic), "old.scene": scene("old")})
    assert said(check(tmp_path, "a.scene")) == [("SL209", "old#one")]
    write(tmp_path, {"a.scene": scene("a", logic, head=INLINE)})
    checked, found = check(tmp_path, "a.scene")
    assert found == ()
    assert checked is not None
    assert checked.steps[0].premises == ("old#one", "one")
    assert checked.steps[0].depth == 1


def test_recalled_spans_stand_beside_the_scenes_own_and_before_them(tmp_path: Path) -> None:
    lines = refers("end recalls b#two", "end mirrors a", "one answers b#fact")
    write(
        tmp_path,
        {
            "c.scene": scene("c", lines, head=INLINE),
            "a.scene": scene("a", refers("end recalls b#one")),
            "b.scene": scene("b", text="[One and [two]{#two}]{#one}."),
        },
    )
    checked, found = check(tmp_path, "c.scene")
    assert found == ()
    assert checked is not None
    assert checked.scene.recall is Recall.INLINE
    assert checked.prerequisites == ("a", "b")
    assert [one.scene.id.text for one in checked.recalled] == ["b", "a"]
    spans = checked.spans
    assert {name for name, span in spans.items() if span.scene == ""} == {
        "one",
        "two",
        "end",
        "fact",
        "conclude",
    }
    assert spans["b#one"].inner == ("b#two",)
    assert spans["b"].inner == ("b#one", "b#two", "b#end")
    assert (spans["b"].beat, spans["b#end"].beat, spans["b"].marked) == (-1, 1, None)
    assert spans["b#two"].marked is not None
    by_order = sorted(spans, key=lambda name: spans[name].order)
    scenes = [spans[name].scene for name in by_order]
    assert scenes == ["b"] * 6 + ["a"] * 6 + [""] * 5
    assert sorted(span.order for span in spans.values()) == list(range(len(spans)))
    assert {Path(file).name for file in checked.files} == {"plain.yaml", "a.scene", "b.scene"}


def test_before_the_first_word_stands_the_recalled_text(tmp_path: Path) -> None:
    lines = refers("end recalls old"), 'layers:\n  - before fact: reads "so"\n'
    write(tmp_path, {"a.scene": scene("a", *lines), "old.scene": scene("old")})
    assert said(check(tmp_path, "a.scene")) == [("SL218", "before fact")]
    write(tmp_path, {"a.scene": scene("a", *lines, head=INLINE)})
    assert check(tmp_path, "a.scene").diagnostics == ()


def test_a_scene_that_varies_cannot_be_recalled_inline(tmp_path: Path) -> None:
    lines = refers("end recalls varied#one", "end answers varied")
    write(tmp_path, {"a.scene": scene("a", lines, head=INLINE), "varied.scene": varied()})
    assert said(check(tmp_path, "a.scene")) == [("SL264", "varied")]


def test_recall_inline_without_a_reference_does_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a.scene": scene("a", head=INLINE)})
    assert said(check(tmp_path, "a.scene")) == [("SL265", "inline")]
    write(tmp_path, {"a.scene": scene("a", refers("end recalls old#one"), head=INLINE)})
    assert said(check(tmp_path, "a.scene")) == [("SL258", "old")]


FAULTY = scene("old", "logic:\n  - nobody => end\n")
UNREADABLE = "scene: 1\nid: old\n\tx"


@pytest.mark.parametrize("text", [FAULTY, UNREADABLE])
def test_errors_of_another_scene_are_named_once_and_not_told(tmp_path: Path, text: str) -> None:
    write(
        tmp_path,
        {
            "a.scene": scene("a", refers("end recalls old#one", "end answers old")),
            "b.scene": scene("b", refers("end recalls old#one")),
            "old.scene": text,
        },
    )
    index = index_of(tmp_path, "a.scene", "b.scene")
    outcome = check(tmp_path, "a.scene", index)
    assert said(outcome) == [("SL261", "old")]
    assert outcome.diagnostics[0].help_text.endswith("old.scene` and mend that scene first")
    assert check(tmp_path, "b.scene", index).diagnostics == ()
    told = index_of(tmp_path, "a.scene", "old.scene")
    assert check(tmp_path, "a.scene", told).diagnostics == ()


def test_a_scene_behind_a_faulty_one_is_no_fault_of_the_first(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.scene": scene("a", refers("end recalls b")),
            "b.scene": scene("b", refers("end recalls old")),
            "old.scene": FAULTY,
        },
    )
    assert check(tmp_path, "a.scene").diagnostics == ()


def test_what_a_faulty_scene_would_bring_is_not_recalled(tmp_path: Path) -> None:
    write(tmp_path, {"a.scene": scene("a", refers("end recalls old"), head=INLINE), "old.scene": FAULTY})
    outcome = check(tmp_path, "a.scene", index_of(tmp_path, "a.scene", "old.scene"))
    assert outcome == (None, ())


def test_a_circle_is_told_with_the_whole_path_and_once(tmp_path: Path) -> None:
    files = {
        "a.scene": scene("a", refers("end recalls b#one")),
        "b.scene": scene("b", refers("end answers c")),
        "c.scene": scene("c", refers("end recalls a#two")),
        "d.scene": scene("d", refers("end recalls b")),
    }
    write(tmp_path, files)
    index = index_of(tmp_path, *files)
    outcome = check(tmp_path, "b.scene", index)
    assert said(outcome) == [("SL263", "c")]
    (found,) = outcome.diagnostics
    assert found.message == "these scenes refer to each other in a circle: b -> c -> a -> b"
    assert found.label_text == "`b` refers to `c` here"
    assert [related.label for related in found.related()] == [
        "`c` refers to `a` here",
        "`a` refers to `b` here",
    ]
    assert [check(tmp_path, name, index).diagnostics for name in files] == [(), (), (), ()]
    assert said(check(tmp_path, "d.scene")) == [("SL261", "b")]


def test_a_misspelt_section_is_not_told_again_as_scenes_that_miss(tmp_path: Path) -> None:
    broken = scene("old").replace("{#one}", "{#one")
    write(tmp_path, {"a.scene": scene("a", refers("end recalls old#one")), "old.scene": broken})
    assert said(check(tmp_path, "a.scene")) == [("SL261", "old")]


def test_a_long_chain_needs_no_deep_stack(tmp_path: Path) -> None:
    count = 1200
    files = {
        f"s{n}.scene": scene(f"s{n}", refers(f"end recalls s{n + 1}") if n + 1 < count else "")
        for n in range(count)
    }
    write(tmp_path, files)
    assert check(tmp_path, "s0.scene").diagnostics == ()
    (tmp_path / f"s{count - 1}.scene").write_text(scene(f"s{count - 1}", refers("end recalls s0")))
    (found,) = check(tmp_path, "s0.scene").diagnostics
    assert found.code == "SL263"
    assert found.message.count("->") == count


def test_no_other_file_is_looked_at_where_nothing_asks_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layers = "layers:\n  - last end: concept thing\n"
    text = "[One]{#one .thing} is [two]{#two}."
    write(tmp_path, {"a.scene": scene("a", refers("end recalls one"), layers, text=text)})
    index = index_of(tmp_path, "a.scene")
    monkeypatch.setattr(index, "find", None)
    monkeypatch.setattr(index, "carriers", None)
    assert check(tmp_path, "a.scene", index).diagnostics == ()


def test_the_text_under_a_finding_is_the_part_that_is_meant(tmp_path: Path) -> None:
    own = scene("a", refers('"end recalls old # oen"'))
    write(tmp_path, {"a.scene": own, "old.scene": scene("old")})
    (found,) = check(tmp_path, "a.scene").diagnostics
    assert (found.code, covered(found)) == ("SL259", "old # oen")
