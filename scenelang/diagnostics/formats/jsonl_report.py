"""Findings as JSON Lines: one object a line, each with the version, for tools that read as they go."""

from __future__ import annotations

import json

from scenelang.diagnostics.findings_report import FindingsReport
from scenelang.diagnostics.formats.json_report import JSON_VERSION, json_findings


def render(report: FindingsReport) -> str:
    """One line for each finding; nothing where nothing was found."""
    return "\n".join(
        json.dumps({"version": JSON_VERSION, **finding}, ensure_ascii=False)
        for finding in json_findings(report)
    )
