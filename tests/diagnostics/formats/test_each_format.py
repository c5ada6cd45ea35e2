"""The content of each format: names, places in the unit it asks for, fixes, related places."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from odd_findings import SCENE, LoudBell, QuietBell, findings, odd_report, span_of

from scenelang.diagnostics import OUTPUT_FORMATS, Safety, github_summary, render_report
from scenelang.source import SourceText, Span

FORMATS = Path(__file__).parents[3] / "scenelang" / "diagnostics" / "formats"
FIRST = LoudBell(span_of("rings"), "rings", Safety.SAFE, span_of("rings", 3))


def test_every_format_has_a_file_and_every_file_a_format() -> None:
    files = {path.stem.removesuffix("_report") for path in FORMATS.glob("*_report.py")}
    assert files == set(OUTPUT_FORMATS)
    with pytest.raises(ValueError, match="no output format 'morse'"):
        render_report("morse", odd_report())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("text", ""),
        ("concise", ""),
        ("jsonl", ""),
        ("github", ""),
        ("gitlab", "[]"),
    ],
)
def test_nothing_found_is_written_as_nothing(name: str, expected: str) -> None:
    assert render_report(name, odd_report()) == expected


def test_junit_without_findings_has_one_case_that_passed() -> None:
    assert render_report("junit", odd_report()) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="scenelang" tests="1" failures="0" errors="0">\n'
        '  <testsuite name="scenelang" tests="1" failures="0" errors="0">\n'
        '    <testcase name="no findings" classname="scenelang" />\n'
        "  </testsuite>\n"
        "</testsuites>"
    )


def test_concise_has_a_line_each_and_marks_what_can_be_fixed() -> None:
    assert render_report("concise", odd_report(*findings())).splitlines() == [
        "scenes/bell.scene:4:16: error SL977 [*] `rings` is loud: 100 %, at once",
        "scenes/bell.scene:4:27: error SL977 [*] `rings` is loud: 100 %, at once",
        "scenes/bell.scene:9:15: error SL977 `rings` is loud: 100 %, at once",
        "gone.scene: warning SL978 quiet \u241b[31m\u2407\ufffe, `a|b` <b> @team",
        "scenes/bell.scene:1:1: warning SL978 quiet \u241b[31m\u2407\ufffe, `a|b` <b> @team",
        "3 errors, 2 warnings",
        "1 can be fixed with `scenelang lint --fix`",
        "1 more can be fixed with `scenelang lint --fix --unsafe-fixes`",
    ]


def test_text_says_what_can_be_fixed_and_nothing_where_nothing_can() -> None:
    told = render_report("text", odd_report(LoudBell(span_of("rings"), "rings", Safety.UNSAFE)))
    assert told.endswith("\n\n1 error\n1 can be fixed with `scenelang lint --fix --unsafe-fixes`")
    assert render_report("text", odd_report(LoudBell(span_of("rings"), "rings"))).endswith("\n\n1 error")


def test_github_escapes_what_its_commands_would_take_for_their_own() -> None:
    assert render_report("github", odd_report(QuietBell(Span("a,b:c.scene", 0, 0)), FIRST)).split("\n") == [
        (
            "::error file=sub/scenes/bell.scene,line=4,endLine=4,col=16,endColumn=21,title=SL977 loud-bell::"
            "`rings` is loud: 100 %25, at once%0Ahelp: write `hums`%0Aor leave it out"
            "%0Asee sub/scenes/bell.scene:9: rang here, [before](x)"
        ),
        (
            "::warning file=sub/a%2Cb%3Ac.scene,title=SL978 bell-is-heard::"
            "quiet \x1b[31m\x07\ufffe, `a|b` <b> @team"
        ),
    ]


def test_a_span_over_several_lines_has_no_columns_on_github() -> None:
    whole = LoudBell(SCENE.whole, "rings")
    assert "line=1,endLine=10,title=" in render_report("github", odd_report(whole))


def test_the_summary_groups_all_findings_and_nothing_in_it_is_markup() -> None:
    quiet = "quiet ␛\\[31m␇\ufffe, `a\\|b` \\<b\\> @\u200bteam"
    loud = "| 4 | `SL977` | `rings` is loud: 100 %, at once | write `hums`<br>or leave it out |"
    assert github_summary(odd_report(*findings()[1:])).split("\n") == [
        "## scenelang: 2 errors, 2 warnings",
        "",
        "1 can be fixed with `scenelang lint --fix --unsafe-fixes`",
        "",
        "| code | rule | severity | findings |",
        "| --- | --- | --- | --- |",
        "| SL977 | loud-bell | error | 2 |",
        "| SL978 | bell-is-heard | warning | 2 |",
        "",
        "<details><summary>sub/scenes/bell.scene: 3 findings</summary>",
        "",
        "| line | code | what is wrong | what to type |",
        "| --- | --- | --- | --- |",
        loud,
        loud.replace("| 4", "| 9"),
        f"| 1 | `SL978` | {quiet} |  |",
        "",
        "</details>",
        "",
        "<details><summary>sub/gone.scene: 1 finding</summary>",
        "",
        "| line | code | what is wrong | what to type |",
        "| --- | --- | --- | --- |",
        f"|  | `SL978` | {quiet} |  |",
        "",
        "</details>",
        "",
    ]
    assert github_summary(odd_report()) == "## scenelang: no findings\n\n"


def test_the_summary_of_thousands_of_findings_stays_small() -> None:
    many = [QuietBell(Span("gone.scene", place, place)) for place in range(1500)]
    summary = github_summary(odd_report(*many))
    assert summary.count("| `SL978` |") == 1000
    assert summary.endswith("\n500 more findings are not listed.\n")
    assert len(summary.encode()) < 1_000_000


def test_rdjson_counts_bytes_and_makes_one_suggestion_of_a_fix() -> None:
    (told,) = json.loads(render_report("rdjson", odd_report(FIRST)))["diagnostics"]
    span = {"start": {"line": 4, "column": 20}, "end": {"line": 4, "column": 25}}
    assert told == {
        "message": "`rings` is loud: 100 %, at once\nwrite `hums`\nor leave it out",
        "location": {"path": "sub/scenes/bell.scene", "range": span},
        "severity": "ERROR",
        "code": {"value": "SL977"},
        "suggestions": [{"range": span, "text": "hums low"}],
        "related_locations": [
            {
                "message": "rang here, [before](x)",
                "location": {
                    "path": "sub/scenes/bell.scene",
                    "range": {"start": {"line": 9, "column": 15}, "end": {"line": 9, "column": 20}},
                },
            }
        ],
    }


def test_sarif_counts_code_points_and_names_no_machine() -> None:
    log = json.loads(render_report("sarif", odd_report(*findings())))
    assert "/repo" not in json.dumps(log)
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["SL977", "SL978"]
    assert run["tool"]["driver"]["rules"][1]["name"] == "BellIsHeard"
    assert run["tool"]["driver"]["rules"][1]["properties"] == {"tags": ["signs"]}
    assert run["tool"]["driver"]["rules"][0]["fullDescription"] == {"text": "A bell is too loud."}
    first = run["results"][0]
    region = {"startLine": 4, "startColumn": 16, "endLine": 4, "endColumn": 21}
    artifact = {"uri": "sub/scenes/bell.scene", "uriBaseId": "%SRCROOT%"}
    assert first["locations"] == [
        {"physicalLocation": {"artifactLocation": artifact, "region": region}, "message": {"text": "here"}}
    ]
    assert first["relatedLocations"][0]["message"] == {"text": "rang here, \\[before](x)"}
    behind = {"startLine": 4, "startColumn": 21, "endLine": 4, "endColumn": 21}
    assert first["fixes"] == [
        {
            "description": {"text": "let it hum"},
            "artifactChanges": [
                {
                    "artifactLocation": artifact,
                    "replacements": [
                        {"deletedRegion": region, "insertedContent": {"text": "hums"}},
                        {"deletedRegion": behind, "insertedContent": {"text": " low"}},
                    ],
                }
            ],
            "properties": {"safety": "safe"},
        }
    ]
    assert "region" not in run["results"][3]["locations"][0]["physicalLocation"]


def test_a_path_with_blanks_is_a_uri_in_sarif_and_one_outside_is_absolute() -> None:
    found = (QuietBell(Span("my scenes/ä.scene", 0, 0)), QuietBell(Span("/else/a.scene", 0, 0)))
    results = json.loads(render_report("sarif", odd_report(*found)))["runs"][0]["results"]
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in results]
    assert places == [
        {"uri": "sub/my%20scenes/%C3%A4.scene", "uriBaseId": "%SRCROOT%"},
        {"uri": "file:///else/a.scene"},
    ]


def test_gitlab_has_what_its_widget_needs() -> None:
    issues = json.loads(render_report("gitlab", odd_report(*findings())))
    assert issues[1] == {
        "type": "issue",
        "check_name": "SL977 loud-bell",
        "description": "`rings` is loud: 100 %, at once",
        "categories": ["Bug Risk"],
        "severity": "critical",
        "fingerprint": issues[1]["fingerprint"],
        "location": {
            "path": "sub/scenes/bell.scene",
            "positions": {"begin": {"line": 4, "column": 27}, "end": {"line": 4, "column": 32}},
        },
        "content": {"body": "write `hums`\nor leave it out"},
    }
    assert issues[3]["location"]["positions"]["begin"] == {"line": 1, "column": 1}
    assert issues[3]["severity"] == "minor"
    assert len({issue["fingerprint"] for issue in issues}) == 5


def test_junit_has_a_suite_a_file_and_keeps_signs_out_that_xml_cannot_hold() -> None:
    root = ET.fromstring(render_report("junit", odd_report(*findings())).partition("\n")[2])
    assert root.attrib == {"name": "scenelang", "tests": "5", "failures": "5", "errors": "0"}
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["sub/scenes/bell.scene", "sub/gone.scene"]
    case = suites["sub/gone.scene"][0]
    assert (case.get("name"), case.get("classname")) == ("SL978 bell-is-heard", "sub/gone")
    message = case[0].get("message")
    assert message == "warning: quiet \u241b[31m\u2407\ufffd, `a|b` <b> @team"
    assert suites["sub/scenes/bell.scene"][0].get("name") == "SL977 loud-bell at 4:16"


def _fingerprints(text: str, *words: tuple[str, int]) -> list[str]:
    source = SourceText(SCENE.name, text)
    found = [LoudBell(span_of(word, number, source), word) for word, number in words]
    report = odd_report(*found)
    object.__setattr__(report, "find_source", {SCENE.name: source}.get)
    return list(report.fingerprints)


def test_a_fingerprint_outlives_lines_that_move_and_not_a_change_of_its_text() -> None:
    before = _fingerprints(SCENE.text, ("rings", 1), ("rings", 2), ("rings", 3))
    moved = "# a line\n" + SCENE.text.replace("  - frame: it", "# more\n  - frame:   it")
    assert _fingerprints(moved, ("rings", 1), ("rings", 2), ("rings", 3)) == before
    assert len(set(before)) == 3, "two in one scene differ by order, the third is in another scene"
    renamed = SCENE.text.replace("id: echo", "id: reverb")
    assert _fingerprints(renamed, ("rings", 1), ("rings", 3)) != [before[0], before[2]]
    assert _fingerprints(renamed, ("rings", 1))[0] == before[0]


def test_a_place_between_two_characters_is_known_by_its_line() -> None:
    source = SCENE.text
    place = source.index("it rings")
    one = LoudBell(Span(SCENE.name, place, place), "x")
    two = LoudBell(Span(SCENE.name, place + 3, place + 3), "x")
    first, second = odd_report(one).fingerprints[0], odd_report(two).fingerprints[0]
    assert first == second
