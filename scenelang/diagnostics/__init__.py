"""How anything is said to an author: messages, the collector, and the renderers."""

from scenelang.diagnostics.collector import Collector
from scenelang.diagnostics.diagnostic import Diagnostic, Related, Severity, registered_diagnostics
from scenelang.diagnostics.fix import Fix, Safety
from scenelang.diagnostics.outcome import Outcome
from scenelang.diagnostics.refusal import Refusal
from scenelang.diagnostics.render_json import JSON_VERSION, render_json
from scenelang.diagnostics.render_text import FindSource, TextStyle, count_line, render_text
from scenelang.diagnostics.respelling import instead, respelling, without
from scenelang.diagnostics.retired_codes import RETIRED_CODES
from scenelang.diagnostics.suggestion import advice, did_you_mean, nearest
from scenelang.diagnostics.terminal_text import columns_of, printable

__all__ = [
    "JSON_VERSION",
    "RETIRED_CODES",
    "Collector",
    "Diagnostic",
    "FindSource",
    "Fix",
    "Outcome",
    "Refusal",
    "Related",
    "Safety",
    "Severity",
    "TextStyle",
    "advice",
    "columns_of",
    "count_line",
    "did_you_mean",
    "instead",
    "nearest",
    "printable",
    "registered_diagnostics",
    "render_json",
    "render_text",
    "respelling",
    "without",
]
