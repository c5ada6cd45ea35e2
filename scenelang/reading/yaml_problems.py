"""From what a parser refused to a message about what the author wrote.

Takes: the text, the problem, what the composer had built so far. Gives: one message with the caret where the
cause is. May assume: the text up to the problem was read. Never does: repeat the parser's words.

Rules are asked in order; each looks at one cause and gives None when it is another.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from scenelang.diagnostics import Diagnostic
from scenelang.reading.compose import Composer
from scenelang.reading.indentation_problems import explain_indentation
from scenelang.reading.messages_slips import MarkerNotAlone
from scenelang.reading.messages_syntax import (
    BadEscape,
    BracketNotClosed,
    ColonInText,
    KeyWithoutColon,
    NotYaml,
    QuoteNotClosed,
    ReservedStart,
    TabIndentation,
    TextAfterQuote,
    TextOnHeaderLine,
    TextStartsWithBracket,
)
from scenelang.reading.messages_yaml import SeveralDocuments
from scenelang.reading.odd_blanks import ODD_BLANK, ODD_START, odd_indentation
from scenelang.reading.text_as_block import text_as_block
from scenelang.reading.yaml_events import YamlProblem
from scenelang.reading.yaml_tree import ScalarStyle, YamlMapping, YamlScalar, YamlSequence
from scenelang.source import SourceText, Span

Rule = Callable[[SourceText, YamlProblem, Composer], Diagnostic | None]
_KINDS = {"[": ("list", "]"), "{": ("mapping", "}")}
_MENDS = {"'": "double it", '"': "put a backslash before it"}
_STRUCTURE = re.compile(r"[\r\n] *(?:- )?[\w()-]+:(?=[ \r\n])")
_ONE_KEY = re.compile(r"[ ]*(?:- +)*[^\s:]+\Z")
_ESCAPE_LIKE = re.compile(r"\\(?:x\w{0,2}|u\w{0,4}|U\w{0,8}|\S?)")
_LONG_MARKER = re.compile(r"^-{4,}(?=[ \t]*$)", re.MULTILINE)
_MARKER_AND_MORE = re.compile(r"---[ \t]+([^\s#][^\r\n]*)")
_BREAKS = frozenset("\r\n")


def explain_problem(source: SourceText, problem: YamlProblem, composer: Composer) -> Diagnostic:
    """The message for a problem; never none."""
    for rule in _RULES:
        found = rule(source, problem, composer)
        if found is not None:
            return found
    return NotYaml(_character(source, problem.place))


def _tab(source: SourceText, problem: YamlProblem, _: Composer) -> Diagnostic | None:
    here = _character(source, problem.place)
    is_start = "cannot start any token" in problem.problem and source.text_of(here) == "\t"
    if not is_start and "tab character" not in problem.problem:
        return None
    line = source.line_span(source.position(problem.place).line)
    tab = source.text.find("\t", line.start, line.end)
    return TabIndentation(_character(source, problem.place if tab < 0 else tab))


def _odd_blank(source: SourceText, problem: YamlProblem, composer: Composer) -> Diagnostic | None:
    """A line on which blanks that are no spaces stand at the start or behind spaces, outside of texts.

    No text reaches column 1, so a blank there is the cause wherever it stands; others are looked for on the
    line of the problem alone.
    """
    line = source.line_span(source.position(problem.place).line)
    blank = ODD_BLANK.match(source.text, line.start)
    if blank is None or _is_in_block(composer, blank.start(1)):
        blank = ODD_START.search(source.text, 0, line.end)
    return None if blank is None else odd_indentation(source, blank)


def _marker(source: SourceText, problem: YamlProblem, _: Composer) -> Diagnostic | None:
    """A line that should part two scenes, on the line of the problem or on the one above it."""
    here = source.position(problem.place).line
    line, above = source.line_span(here), source.line_span(max(1, here - 1))
    longer = _LONG_MARKER.search(source.text, above.start, line.end)
    if longer is not None:
        what = f"{len(longer[0])} dashes, which YAML takes for a text"
        return MarkerNotAlone(Span(source.name, *longer.span()), what, "")
    more = _MARKER_AND_MORE.match(source.text, line.start, line.end)
    if more is None:
        return None
    place = _rest_of_line(source, more.start(1))
    rest = f", and `{source.text_of(place)}` on the next one"
    return MarkerNotAlone(place, "this stands behind `---`", rest)


def _is_in_block(composer: Composer, place: int) -> bool:
    last = composer.last
    if not isinstance(last, YamlScalar) or last.style not in (ScalarStyle.LITERAL, ScalarStyle.FOLDED):
        return False
    return last.place.start <= place < last.place.end


def _quote(source: SourceText, problem: YamlProblem, _: Composer) -> Diagnostic | None:
    if "quoted scalar" not in problem.context or "unexpected" not in problem.problem:
        return None
    quote = _character(source, problem.context_place)
    return QuoteNotClosed(quote, source.text_of(quote))


def _escape(source: SourceText, problem: YamlProblem, _: Composer) -> Diagnostic | None:
    if not any(word in problem.problem for word in ("escape", "hexdecimal", "hexadecimal")):
        return None
    backslash = source.text.rfind("\\", problem.context_place, problem.place + 1)
    if backslash < 0:
        return None
    written = _ESCAPE_LIKE.match(source.text, backslash)
    assert written is not None
    return BadEscape(Span(source.name, *written.span()), written[0])


def _block_header(source: SourceText, problem: YamlProblem, _: Composer) -> Diagnostic | None:
    if "block scalar" not in problem.context:
        return None
    line = source.line_span(source.position(problem.place).line)
    end = problem.place + max(1, len(source.text[problem.place : line.end].rstrip()))
    place = Span(source.name, problem.place, min(end, len(source.text)))
    return TextOnHeaderLine(place, source.text_of(_character(source, problem.context_place)))


def _reserved(source: SourceText, problem: YamlProblem, composer: Composer) -> Diagnostic | None:
    if "cannot start any token" in problem.problem or "mapping keys are not allowed" in problem.problem:
        return _reserved_at(source, problem.place)
    if any(word in problem.context for word in ("alias", "anchor", "tag", "directive")):
        return _reserved_at(source, problem.context_place)
    if "undefined tag handle" in problem.problem:
        return _reserved_at(source, problem.place)
    if composer.references and _is_on_line(source, composer.references[-1].end, problem.place):
        return _reserved_at(source, composer.references[-1].start)
    return None


def _reserved_at(source: SourceText, place: int) -> Diagnostic | None:
    here = _character(source, place)
    sign = source.text_of(here)
    return ReservedStart(here, sign, text_as_block(source, place)) if sign.strip() else None


def _document(source: SourceText, problem: YamlProblem, _: Composer) -> Diagnostic | None:
    if "<document start>" not in problem.problem:
        return None
    here = _character(source, problem.place)
    if source.text.startswith("%"):
        return ReservedStart(Span(source.name, 0, 1), "%")
    return SeveralDocuments(here)


def _colon(source: SourceText, problem: YamlProblem, composer: Composer) -> Diagnostic | None:
    if "mapping values are not allowed" not in problem.problem:
        return None
    line = source.line_span(source.position(problem.place).line)
    before = source.text[line.start : problem.place]
    if not _ONE_KEY.match(before):
        return ColonInText(_character(source, problem.place), text_as_block(source, problem.place))
    last = composer.last
    if composer.open_nodes or not isinstance(last, YamlScalar):
        return None
    return KeyWithoutColon(_rest_of_line(source, last.place.start))


def _open_bracket(source: SourceText, problem: YamlProblem, composer: Composer) -> Diagnostic | None:
    if not composer.open_nodes or not composer.open_nodes[-1].is_flow:
        return None
    start = next(node.start for node in composer.open_nodes if node.is_flow)
    sign = source.text[start]
    if sign not in _KINDS:
        return None
    kind, closing = _KINDS[sign]
    stop = _character(source, problem.place)
    return BracketNotClosed(_character(source, start), sign, kind, closing, stop)


def _closed_bracket(source: SourceText, problem: YamlProblem, composer: Composer) -> Diagnostic | None:
    last = composer.last
    if not isinstance(last, YamlMapping | YamlSequence) or source.text[last.place.start] not in _KINDS:
        return None
    if not _is_on_line(source, last.place.end, problem.place):
        return None
    sign = source.text[last.place.start]
    rest = _rest_of_line(source, problem.place)
    opened = _character(source, last.place.start)
    return TextStartsWithBracket(opened, sign, _KINDS[sign][0], rest, text_as_block(source, opened.start))


def _after_quote(source: SourceText, problem: YamlProblem, composer: Composer) -> Diagnostic | None:
    last = composer.last
    if not isinstance(last, YamlScalar) or last.style not in (ScalarStyle.SINGLE, ScalarStyle.DOUBLE):
        return None
    if not _is_on_line(source, last.place.end, problem.place):
        return None
    opened = _character(source, last.place.start)
    if _STRUCTURE.search(source.text, last.place.start, last.place.end):
        # It swallowed lines of the file: what closed it is an apostrophe further down.
        return QuoteNotClosed(opened, source.text_of(opened))
    return TextAfterQuote(_rest_of_line(source, problem.place), _MENDS[last.style.value], opened)


def _no_content(source: SourceText, problem: YamlProblem, _: Composer) -> Diagnostic | None:
    here = _character(source, problem.place)
    if "node content" not in problem.problem or source.text_of(here) not in ("]", "}", ","):
        return None
    return ReservedStart(here, source.text_of(here))


def _no_colon(source: SourceText, problem: YamlProblem, _: Composer) -> Diagnostic | None:
    if "could not find expected ':'" not in problem.problem:
        return None
    return KeyWithoutColon(_rest_of_line(source, problem.context_place))


def _character(source: SourceText, place: int) -> Span:
    return Span(source.name, place, min(place + 1, len(source.text)))


def _rest_of_line(source: SourceText, place: int) -> Span:
    line = source.line_span(source.position(place).line)
    end = place + len(source.text[place : line.end].rstrip())
    return Span(source.name, place, max(place, end))


def _is_on_line(source: SourceText, start: int, end: int) -> bool:
    return start <= end and not _BREAKS.intersection(source.text[start:end])


_RULES: tuple[Rule, ...] = (
    _tab,
    _odd_blank,
    _marker,
    _quote,
    _escape,
    _block_header,
    _reserved,
    _document,
    _colon,
    _open_bracket,
    _closed_bracket,
    _after_quote,
    _no_content,
    _no_colon,
    explain_indentation,
)
