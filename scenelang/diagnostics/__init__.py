"""How anything is said to an author: messages, the collector, and the renderers."""

from importlib import import_module
from typing import TYPE_CHECKING

from scenelang.diagnostics.collector import Collector
from scenelang.diagnostics.diagnostic import Diagnostic, Related, Severity, registered_diagnostics
from scenelang.diagnostics.fix import Fix, Safety
from scenelang.diagnostics.formats import OUTPUT_FORMATS, render_report
from scenelang.diagnostics.outcome import Outcome
from scenelang.diagnostics.refusal import Refusal
from scenelang.diagnostics.render_text import FindSource, TextStyle, count_line, render_text
from scenelang.diagnostics.respelling import instead, respelling, without
from scenelang.diagnostics.retired_codes import RETIRED_CODES
from scenelang.diagnostics.suggestion import advice, did_you_mean, nearest
from scenelang.diagnostics.terminal_text import columns_of, printable

if TYPE_CHECKING:
    from scenelang.diagnostics.finding_keys import FindingKey, FindingKeys
    from scenelang.diagnostics.findings_report import FindingsReport, RuleCard
    from scenelang.diagnostics.formats.github_summary import github_summary
    from scenelang.diagnostics.formats.json_report import JSON_VERSION, render_json
    from scenelang.diagnostics.formats.json_schema import lint_output_schema
    from scenelang.diagnostics.formats.markdown_text import markdown_cell, markdown_code
    from scenelang.diagnostics.size_words import size_in_words

__all__ = [
    "JSON_VERSION",
    "OUTPUT_FORMATS",
    "RETIRED_CODES",
    "Collector",
    "Diagnostic",
    "FindSource",
    "FindingKey",
    "FindingKeys",
    "FindingsReport",
    "Fix",
    "Outcome",
    "Refusal",
    "Related",
    "RuleCard",
    "Safety",
    "Severity",
    "TextStyle",
    "advice",
    "columns_of",
    "count_line",
    "did_you_mean",
    "github_summary",
    "instead",
    "lint_output_schema",
    "markdown_cell",
    "markdown_code",
    "nearest",
    "printable",
    "registered_diagnostics",
    "render_json",
    "render_report",
    "render_text",
    "respelling",
    "size_in_words",
    "without",
]

_LATE = {
    "FindingKey": "finding_keys",
    "FindingKeys": "finding_keys",
    "FindingsReport": "findings_report",
    "JSON_VERSION": "formats.json_report",
    "RuleCard": "findings_report",
    "github_summary": "formats.github_summary",
    "lint_output_schema": "formats.json_schema",
    "markdown_cell": "formats.markdown_text",
    "markdown_code": "formats.markdown_text",
    "render_json": "formats.json_report",
    "size_in_words": "size_words",
}


def __getattr__(name: str) -> object:
    """Loads what writes for other programs only when it is asked for: findings in text are shown sooner."""
    if name in _LATE:
        return getattr(import_module(f"scenelang.diagnostics.{_LATE[name]}"), name)
    raise AttributeError(f"scenelang.diagnostics has no {name}")
