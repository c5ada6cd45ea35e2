from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, FindingKeys, Related, Severity, render_json
from scenelang.source import SourceText, Span


@dataclass(frozen=True, slots=True)
class LooseThread(Diagnostic):
    """A thread that hangs loose."""

    code: ClassVar[str] = "SL992"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "thread `{name}` is loose"
    label: ClassVar[str] = "here"
    help: ClassVar[str] = "tie it"
    name: str
    other: Span

    def related(self) -> tuple[Related, ...]:
        return (Related(self.other, "the other end"),)


def test_json_carries_every_field_with_places_in_lines_and_offsets() -> None:
    source = SourceText("a.scene", "я\nabc")
    found = LooseThread(Span("a.scene", 2, 4), "нить", Span("gone.scene", 7, 9))
    report = json.loads(render_json([found], {"a.scene": source}.get, {"files": 3}))
    assert report == {
        "version": 1,
        "diagnostics": [
            {
                "code": "SL992",
                "name": "loose-thread",
                "family": None,
                "severity": "warning",
                "message": "thread `нить` is loose",
                "label": "here",
                "help": "tie it",
                "file": "a.scene",
                "start": {"offset": 2, "line": 2, "column": 1},
                "end": {"offset": 4, "line": 2, "column": 3},
                "related": [
                    {
                        "label": "the other end",
                        "file": "gone.scene",
                        "start": {"offset": 7, "line": None, "column": None},
                        "end": {"offset": 9, "line": None, "column": None},
                    }
                ],
                "fix": None,
                "fingerprint": FindingKeys({"a.scene": source}.get).fingerprint(found),
            }
        ],
        "summary": {"errors": 0, "warnings": 1, "fixable": 0, "fixable_unsafe": 0, "files": 3},
    }


def test_json_of_nothing_is_still_the_whole_object() -> None:
    assert json.loads(render_json([], {}.get)) == {
        "version": 1,
        "diagnostics": [],
        "summary": {"errors": 0, "warnings": 0, "fixable": 0, "fixable_unsafe": 0},
    }
