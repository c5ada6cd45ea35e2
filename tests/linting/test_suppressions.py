"""Comments that silence findings: where they reach, what they cannot do; a model never meets them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_project import HEAD, KEPT, found, said, text_of, write

from scenelang.diagnostics import Diagnostic, Safety, Severity
from scenelang.linting import LintOptions, TextLint
from scenelang.linting.ignoring.ignore_table import NO_IGNORES, IgnoreTable
from scenelang.linting.ignoring.read_ignores import read_ignores
from scenelang.linting.ignoring.written_ignores import add_ignores
from scenelang.reading import find_comments, read_documents
from scenelang.rewriting import Law, TrainingProof
from scenelang.source import SourceText, Span, SpanEdit, apply_edits

TWICE = """\
scene: 1
id: little
archetype: plain
beats:
  - frame: |+
      Snow lay  on the step.


  - think: |
      Nobody  had swept it.
"""
"""SL800 in the first beat, SL810 in both."""
_STEPS = [f"the {word} step" for word in ("first", "second", "third", "fourth", "fifth", "sixth", "last")]


def table(text: str) -> IgnoreTable:
    source = SourceText("little.scene", text)
    documents = read_documents(source).value or ()
    return read_ignores(source, documents, find_comments(source, (one.node for one in documents)))


def reached(text: str) -> list[str]:
    """The lines that the only comment of a text speaks of."""
    (comment,) = table(text).comments
    return [text[start:end] for start, end in comment.reach]


def test_a_file_without_such_comments_has_an_empty_table() -> None:
    assert table(TWICE) is NO_IGNORES
    assert table(TWICE.replace("|+", "|+  # a held breath")) is NO_IGNORES


def test_a_comment_is_read_with_all_its_places() -> None:
    text = TWICE.replace("|+", "|+  # scenelang: ignore[SL800, double-blank] a held breath")
    (comment,) = table(text).comments
    assert text[slice(*comment.place)] == "# scenelang: ignore[SL800, double-blank] a held breath"
    assert text[slice(*comment.gone)] == "  # scenelang: ignore[SL800, double-blank] a held breath"
    assert [text[slice(*item.place)] for item in comment.items] == ["SL800", "double-blank"]
    assert [text[slice(*item.gone)] for item in comment.items] == ["SL800, ", ", double-blank"]
    assert comment.reason == "a held breath"


def test_behind_a_header_it_speaks_of_the_whole_block() -> None:
    text = TWICE.replace("|+", "|+  # scenelang: ignore[SL810]")
    (line, block) = reached(text)
    assert line.strip().startswith("- frame: |+")
    assert "Snow lay  on the step." in block
    assert "Nobody" not in block


def test_behind_a_key_it_speaks_of_the_whole_list() -> None:
    (_, whole) = reached(TWICE.replace("beats:", "beats:  # scenelang: ignore[SL810]"))
    assert "Snow lay  on" in whole
    assert "Nobody  had" in whole


def test_alone_it_speaks_of_the_next_key_or_item() -> None:
    (beat,) = reached(TWICE.replace("  - think", "  # scenelang: ignore[SL810]\n  - think"))
    assert beat.startswith("  - think: |")
    assert "Snow" not in beat
    (beats,) = reached(TWICE.replace("beats:", "# scenelang: ignore[SL810]\nbeats:"))
    assert "Snow" in beats
    assert "Nobody" in beats
    (first,) = reached(TWICE.replace("beats:\n", "beats:\n  # scenelang: ignore[SL810]\n"))
    assert "Snow" in first
    assert "Nobody" not in first
    assert reached(TWICE + "# scenelang: ignore[SL810]\n") == []


def test_behind_the_end_of_a_quoted_text_it_speaks_of_all_of_it() -> None:
    text = HEAD + 'beats:\n  - frame: "Snow lay\n      on  the step."  # scenelang: ignore[SL810]\n'
    assert any('"Snow lay\n' in lines for lines in reached(text))


def test_in_a_flow_list_it_speaks_of_what_is_next_to_it() -> None:
    text = (
        HEAD + "tags: [\n  # scenelang: ignore[SL839]\n  snow,\n  ice,  # cold\n]\nbeats:\n  - frame: Snow.\n"
    )
    assert reached(text) == ["  snow,\n"]
    behind = HEAD + "tags: [\n  snow,\n  ice  # scenelang: ignore[SL839]\n]\nbeats:\n  - frame: Snow.\n"
    assert reached(behind) == ["  ice  # scenelang: ignore[SL839]\n"]


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("|+", "|+  # scenelang: ignore[SL800]", ["SL810", "SL810"]),
        ("|+", "|+  # scenelang: ignore[SL810]", ["SL800", "SL810"]),
        ("|+", "|+  # scenelang: ignore[yaml] a held breath", ["SL810"]),
        ("|+", "|+  # scenelang: ignore[SL8]", ["SL810"]),
        ("|+", "|+  #   scenelang:  ignore[kept-blank-lines,double-blank]", ["SL810"]),
        ("beats:", "beats:  # scenelang: ignore[double-blank]", ["SL800"]),
        ("  - think", "  # scenelang: ignore[SL810]\n  - think", ["SL800", "SL810"]),
        ("scene: 1", "# scenelang: ignore-file[all]\nscene: 1", []),
        ("scene: 1", "# scenelang: ignore-file[SL810] as it came\nscene: 1", ["SL800"]),
        ("|+", "|+  # scenelang: ignore[SL8]\n      # scenelang: ignore[SL810]", ["SL810"]),
    ],
)
def test_it_silences_what_it_names_within_its_reach(
    tmp_path: Path, old: str, new: str, left: list[str]
) -> None:
    path = write(tmp_path, TWICE.replace(old, new, 1))
    codes = [code for code, _ in said([path]) if code in {"SL800", "SL810", "SL890"}]
    assert codes == left


def test_no_ignores_tells_everything(tmp_path: Path) -> None:
    path = write(tmp_path, TWICE.replace("scene: 1", "# scenelang: ignore-file[all]\nscene: 1"))
    assert [code for code, _ in said([path], LintOptions(heeds_comments=False))] == [
        "SL800",
        "SL810",
        "SL810",
    ]


def test_each_document_of_a_file_has_its_own(tmp_path: Path) -> None:
    second = TWICE.replace("little", "other").replace("|+", "|+  # scenelang: ignore[SL8] a breath")
    path = write(tmp_path, f"{TWICE}---\n{second}")
    codes = [code for code, _ in said([path]) if code in {"SL800", "SL810"}]
    assert codes == ["SL800", "SL810", "SL810", "SL810"]


def test_windows_line_breaks_change_nothing(tmp_path: Path) -> None:
    text = TWICE.replace("|+", "|+  # scenelang: ignore[SL800, SL810] a breath").replace("\n", "\r\n")
    codes = [code for code, _ in said([write(tmp_path, text)]) if code in {"SL800", "SL810", "SL890"}]
    assert codes == ["SL810"]


def test_findings_across_files_are_silenced_where_they_stand(tmp_path: Path) -> None:
    long = KEPT.replace("|+", "|").replace("on the step", "on " + " and on ".join(_STEPS))
    write(tmp_path, long, name="scenes/one.scene")
    other = long.replace("id: little", "id: other")
    write(tmp_path, other, name="scenes/other.scene")
    codes = {code for code, _ in said([tmp_path], LintOptions(is_whole=True))}
    assert "SL901" in codes
    (there,) = (
        one.place.file for one in found([tmp_path], LintOptions(is_whole=True)) if one.code == "SL901"
    )
    assert there == (tmp_path / "scenes" / "other.scene").as_posix()
    write(tmp_path, f"# scenelang: ignore-file[data] twins\n{other}", name="scenes/other.scene")
    assert said([tmp_path], LintOptions(is_whole=True)) == []


def test_an_error_is_told_all_the_same(tmp_path: Path) -> None:
    text = HEAD + "beats:\n  # scenelang: ignore[all]\n  - sing: La.  # scenelang: ignore-file[all]\n"
    errors = [one for one in found([write(tmp_path, text)]) if one.severity.value == "error"]
    assert errors


def test_a_comment_behind_a_text_is_not_text_that_was_lost(tmp_path: Path) -> None:
    text = HEAD + "beats:\n  - frame: Snow lay on the step.  # scenelang: ignore[SL8] as it came\n"
    assert [code for code, _ in said([write(tmp_path, text)])] == []


def test_what_is_of_no_use_is_told_with_a_fix_that_takes_just_that_out(tmp_path: Path) -> None:
    text = TWICE.replace("|+", "|+  # scenelang: ignore[SL800, SL805, SL810] a breath")
    (one,) = [one for one in found([write(tmp_path, text)]) if one.code == "SL890"]
    assert text_of(one) == "SL805"
    fix = one.fix()
    assert fix is not None
    assert fix.safety is Safety.SAFE
    mended = apply_edits(SourceText(one.place.file, text), fix.edits).text
    assert mended == text.replace("SL800, SL805, SL810", "SL800, SL810")


def test_nothing_is_of_no_use_while_the_file_cannot_be_read_whole(tmp_path: Path) -> None:
    text = KEPT.replace("|+", "|  # scenelang: ignore[SL800]").replace("id: little", "id: 3 4")
    codes = [code for code, _ in said([write(tmp_path, text)])]
    assert "SL890" not in codes


@pytest.mark.parametrize("word", ["SL900", "data", "SL880", "SL9", "all"])
def test_nothing_is_of_no_use_that_this_run_could_not_find(tmp_path: Path, word: str) -> None:
    text = KEPT.replace("|+", f"|  # scenelang: ignore[{word}]")
    assert "SL890" not in [code for code, _ in said([write(tmp_path, text)])]


def test_what_is_not_asked_is_not_of_no_use(tmp_path: Path) -> None:
    path = write(tmp_path, KEPT.replace("|+", "|  # scenelang: ignore[SL800]"))
    assert [code for code, _ in said([path])] == ["SL890"]
    assert said([path], LintOptions(ignore=("SL800",))) == []
    assert said([path], LintOptions(select=("SL810",))) == []


@pytest.mark.parametrize(
    ("comment", "code", "place", "mended"),
    [
        ("# scenelang ignore SL800", "SL892", None, "# scenelang: ignore[SL800]"),
        (
            "# scenelang: ignore SL800, SL805 a breath",
            "SL892",
            None,
            "# scenelang: ignore[SL800, SL805] a breath",
        ),
        ("# scenelang: ignore(SL800)", "SL892", None, "# scenelang: ignore[SL800]"),
        ("# scenelang: ignore[SL800 SL805]", "SL892", None, "# scenelang: ignore[SL800, SL805]"),
        ("# SCENELANG: IGNORE[sl800]: why", "SL892", None, "# scenelang: ignore[SL800] why"),
        ("# scenelang: ignored[SL800]", "SL892", None, "# scenelang: ignore[SL800]"),
        ("# scenelang: disable[SL800]", "SL892", None, "# scenelang: ignore[SL800]"),
        ("# scene: ignore[SL800]", "SL892", None, "# scenelang: ignore[SL800]"),
        ("# noqa: SL800", "SL892", None, "# scenelang: ignore[SL800]"),
        ("# scenelang: ignore[]", "SL892", None, None),
        ("# scenelang: ignore", "SL892", None, None),
        ("# scenelang: ignore-file[SL800]", "SL892", None, None),
        ("# scenelang: ignore[SL80O]", "SL893", "SL80O", None),
        ("# scenelang: ignore[kept-blanklines]", "SL893", "kept-blanklines", "kept-blank-lines"),
        ("# scenelang: ignore[SL201]", "SL894", "SL201", ""),
    ],
)
def test_a_comment_that_does_nothing_is_told_with_its_fix(
    tmp_path: Path, comment: str, code: str, place: str | None, mended: str | None
) -> None:
    text = KEPT.replace("|+", f"|+  {comment}")
    every = found([write(tmp_path, text)])
    assert [one.code for one in every if one.code == "SL800"] == ["SL800"]
    (one,) = [one for one in every if one.code != "SL800"]
    assert (one.code, text_of(one)) == (code, place or comment)
    fix = one.fix()
    if mended is None and code == "SL892":
        assert fix is None
    elif mended:
        assert fix is not None
        assert [edit.replacement for edit in fix.edits] == [mended]
        assert fix.safety is Safety.SAFE


@pytest.mark.parametrize(
    "comment",
    ["# scenelang is the language", "# noqa", "# noqa: E501", "# ignore SL800", "# scene: a kitchen"],
)
def test_other_comments_are_let_be(tmp_path: Path, comment: str) -> None:
    assert [code for code, _ in said([write(tmp_path, KEPT.replace("|+", f"|+  {comment}"))])] == ["SL800"]


def test_a_reason_is_asked_for_where_the_project_wants_one(tmp_path: Path) -> None:
    bare = "# scenelang: ignore[SL800]"
    text = KEPT.replace("|+", f"|+  {bare}")
    assert said([write(tmp_path, text)]) == []
    path = write(tmp_path, text, "[lint]\nrequire-reason = true\n")
    assert said([path]) == [("SL891", bare)]
    assert said([write(tmp_path, text.replace(bare, f"{bare} a held breath"))]) == []


def test_findings_about_comments_weigh_and_are_silenced_as_others(tmp_path: Path) -> None:
    text = KEPT.replace("|+", "|  # scenelang: ignore[SL800]")
    assert said([write(tmp_path, text, '[rules]\nSL890 = "off"\n')]) == []
    (one,) = found([write(tmp_path, text, '[rules]\nSL890 = "error"\n')])
    assert (one.code, one.severity.value) == ("SL890", "error")
    whole = "# scenelang: ignore-file[SL890] on purpose\n" + text
    assert said([write(tmp_path, whole, "[lint]\n")]) == []


def test_a_rule_made_an_error_by_a_project_can_still_be_silenced(tmp_path: Path) -> None:
    text = KEPT.replace("|+", "|+  # scenelang: ignore[SL800] a breath")
    assert said([write(tmp_path, text, '[rules]\nSL800 = "error"\n')]) == []


_COMMENTS = st.text(alphabet="#[],: -nogirefacslSL80é\t", max_size=30).map(lambda text: f"# scenelang{text}")


@given(comment=_COMMENTS)
def test_no_comment_brings_the_reading_down(comment: str) -> None:
    text = TWICE.replace("|+", f"|+  {comment}")
    found_table = table(text)
    for one in found_table.comments:
        assert text[slice(*one.place)].startswith("#")
        assert all(text[slice(*item.place)] == item.word for item in one.items)


_BEATS = st.lists(
    st.sampled_from(
        [
            "  - frame: |+\n      Snow  lay.\n\n\n",
            "  - think: |\n      Nobody. \n      Two  words. \n",
            '  - fact: "Two  words\n      here."\n',
            "  - fact: Two  words.\n",
            "  - fact: TODO\n",
            "  - ask: >\n      Folded\n      text.\n",
            "  - {turn: Two  words}\n",
            "  # scenelang: ignore[SL810]\n  - conclude: Two  words.\n",
            "  - frame: |+  # scenelang: ignore[SL810] why\n      Snow  lay.\n\n",
            "  - fact: |  # a note\n      Two  words.\n",
            "  # a note\n\n  - fact:\n      Two  words.\n",
        ]
    ),
    min_size=1,
    max_size=5,
)
_TAGS = st.sampled_from(["", "tags: [a, a]\n", "tags:\n  - a\n  - a\n", "tags: [\n  a,\n  a]\n"])


@settings(max_examples=60, deadline=None)
@given(beats=_BEATS, tags=_TAGS, line_break=st.sampled_from(["\n", "\r\n"]))
def test_added_comments_change_no_value_and_reach_what_they_are_for(
    beats: list[str], tags: str, line_break: str
) -> None:
    text = f"{HEAD}{tags}beats:\n{''.join(beats)}".replace("\n", line_break)
    source = SourceText("little.scene", text)
    documents = read_documents(source).value
    assert documents is not None
    path = Path("little.scene")
    warned = _warnings(path, source)
    assume(warned)
    comments = find_comments(source, (one.node for one in documents))
    added = add_ignores(source, documents, comments, warned, "why")
    after = apply_edits(source, added.edits)
    assert TrainingProof([path]).differences(path, source, after, Law.FIX) == ()
    about_comments = {"SL890", "SL891", "SL892", "SL893", "SL894"}
    left = [one.code for one in _warnings(path, after) if one.code not in about_comments]
    assert left == [one.code for one in added.left if one.code not in about_comments] == []


@settings(max_examples=60, deadline=None)
@given(beats=_BEATS, gaps=st.lists(st.sampled_from(["", "\n", "\n\n", "  \n"]), min_size=5, max_size=5))
def test_taking_a_comment_out_changes_no_value(beats: list[str], gaps: list[str]) -> None:
    comment = "  # scenelang: ignore[SL805]\n"
    body = "".join(f"{beat}{comment}{gap}" for beat, gap in zip(beats, gaps, strict=False))
    source = SourceText("little.scene", f"{HEAD}beats:\n{body}")
    edits = [
        SpanEdit(Span(source.name, *one.gone), "")
        for one in table(source.text).comments
        if one.items[0].word == "SL805"
    ]
    assert len(edits) == len(beats)
    after = apply_edits(source, edits)
    assert "SL805" not in after.text
    assert TrainingProof([]).differences(Path("little.scene"), source, after, Law.FIX) == ()


def _warnings(path: Path, source: SourceText) -> list[Diagnostic]:
    return [one for one in TextLint((path,))(path, source) if type(one).severity is Severity.WARNING]
