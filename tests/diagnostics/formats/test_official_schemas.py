"""What others publish about their formats holds for what is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator
from odd_findings import SCENE, LoudBell, findings, odd_report

from scenelang.diagnostics import Diagnostic, Safety, lint_output_schema, render_report
from scenelang.source import Span

SCHEMAS = Path(__file__).parents[2] / "data" / "report_schemas"
NONE: tuple[Diagnostic, ...] = ()
BOTH = pytest.mark.parametrize("found", [findings(), NONE], ids=["findings", "none"])


def _schema(name: str) -> Draft7Validator:
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


SARIF = _schema("sarif-2.1.0.schema.json")
RDJSON = _schema("rdjson.schema.json")
JUNIT = xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")
OWN = lint_output_schema()


@BOTH
def test_sarif_is_what_the_standard_asks_for(found: tuple[Diagnostic, ...]) -> None:
    SARIF.validate(json.loads(render_report("sarif", odd_report(*found))))


@BOTH
def test_rdjson_is_what_reviewdog_reads(found: tuple[Diagnostic, ...]) -> None:
    RDJSON.validate(json.loads(render_report("rdjson", odd_report(*found))))


@BOTH
def test_junit_is_what_jenkins_reads(found: tuple[Diagnostic, ...]) -> None:
    JUNIT.validate(
        render_report("junit", odd_report(*found)).removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
    )


@BOTH
def test_json_and_its_lines_are_what_the_published_schema_says(found: tuple[Diagnostic, ...]) -> None:
    Draft202012Validator.check_schema(OWN)
    Draft202012Validator(OWN).validate(json.loads(render_report("json", odd_report(*found))))
    line = Draft202012Validator({**OWN, "$ref": "#/$defs/line", "required": [], "properties": {}})
    lines = render_report("jsonl", odd_report(*found)).splitlines()
    assert len(lines) == len(found)
    for one in lines:
        line.validate(json.loads(one))


@settings(max_examples=150, deadline=None)
@given(
    word=st.text(max_size=40),
    place=st.tuples(st.integers(0, len(SCENE.text)), st.integers(0, len(SCENE.text))).map(sorted),
)
def test_any_word_at_any_place_keeps_every_format_sound(word: str, place: list[int]) -> None:
    found = LoudBell(Span(SCENE.name, *place), word, Safety.SAFE, Span(SCENE.name, *place))
    report = odd_report(found, found)
    SARIF.validate(json.loads(render_report("sarif", report)))
    RDJSON.validate(json.loads(render_report("rdjson", report)))
    JUNIT.validate(render_report("junit", report).removeprefix('<?xml version="1.0" encoding="UTF-8"?>'))
    assert len(render_report("github", report).split("\n")) == 2
    assert len(render_report("jsonl", report).split("\n")) == 2
    assert len({issue["fingerprint"] for issue in json.loads(render_report("gitlab", report))}) == 2
