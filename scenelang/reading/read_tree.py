"""From a file's text to its YAML tree, or to the trees of its documents.

Takes: a source text. Gives: the tree, or None with the reason; a tree may come with errors beside it
(duplicate keys, say), so that later stages can find the rest. May assume: nothing about the text.
Never does: recurse, resolve references, let a parser's own words through.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from itertools import islice

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.reading.compose import MAX_NODES, Composer, Unreadable
from scenelang.reading.documents import Document, documents_of
from scenelang.reading.messages_documents import EmptyDocument, TextAfterDocument, TooManyDocuments
from scenelang.reading.messages_files import EmptyFile, ForbiddenCharacter
from scenelang.reading.messages_yaml import SeveralDocuments
from scenelang.reading.yaml_events import YamlEvent, YamlProblem, yaml_events
from scenelang.reading.yaml_problems import explain_problem
from scenelang.reading.yaml_tree import YamlNode
from scenelang.source import SourceText, Span

MAX_FORBIDDEN_SHOWN = 10
MAX_DOCUMENTS = 1000
"""So many scenes in one file nobody finds again."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_END = re.compile(r"(?:^|(?<=\r))\.\.\.(?=[ \t\r\n])", re.MULTILINE)
_NAMES = {
    "\x7f": "DELETE",
    "\x85": "NEXT LINE",
    "\u2028": "LINE SEPARATOR",
    "\u2029": "PARAGRAPH SEPARATOR",
    "\ufeff": "BYTE ORDER MARK",
    "\x00": "NULL",
}


def read_tree(source: SourceText) -> Outcome[YamlNode]:
    """The YAML tree of a file; None where it is not YAML, is empty or uses references."""
    whole = Document(0, len(source.text), Span.start_of(source.name))
    return _read_document(source, whole, Composer(source))


def read_trees(source: SourceText) -> Outcome[tuple[YamlNode, ...]]:
    """The YAML trees of a file that may hold several documents, parted by `---`; None where there is none.

    A document that cannot be read is left out, with the reason; the others are given.
    """
    documents = tuple(islice(documents_of(source), MAX_DOCUMENTS + 1))
    trees: list[YamlNode] = []
    found: list[Diagnostic] = []
    count = 0
    for document in documents[:MAX_DOCUMENTS]:
        composer = Composer(source, count)
        outcome = _read_document(source, document, composer)
        count = composer.count
        is_alone = len(documents) == 1
        found += (_as_said(each, source, document, is_alone=is_alone) for each in outcome.diagnostics)
        if outcome.value is not None:
            trees.append(outcome.value)
        if count > MAX_NODES:
            break
    found += (TooManyDocuments(each.marker, MAX_DOCUMENTS) for each in documents[MAX_DOCUMENTS:])
    return Outcome(tuple(trees) or None, tuple(found))


def _read_document(source: SourceText, document: Document, composer: Composer) -> Outcome[YamlNode]:
    forbidden = forbidden_characters(source, document.start, document.end)
    if forbidden:
        return Outcome(None, forbidden)
    if not document.text_of(source).strip():
        return Outcome(None, (EmptyFile(Span.start_of(source.name)),))
    try:
        for event in _events_of(source, document):
            if not composer.take(event):
                break
    except Unreadable as ending:
        return Outcome(None, (*composer.found, ending.diagnostic))
    except YamlProblem as problem:
        return Outcome(None, (*composer.found, explain_problem(source, problem, composer)))
    return composer.finish()


def _events_of(source: SourceText, document: Document) -> Iterator[YamlEvent]:
    """The events of one document, with their places in the file."""
    events = yaml_events(document.text_of(source))
    return _shifted(events, document.start) if document.start else events


def _shifted(events: Iterator[YamlEvent], shift: int) -> Iterator[YamlEvent]:
    try:
        for event in events:
            yield event._replace(start=event.start + shift, end=event.end + shift)
    except YamlProblem as problem:
        raise problem.shifted(shift) from None


def _as_said(found: Diagnostic, source: SourceText, document: Document, *, is_alone: bool) -> Diagnostic:
    """A finding as it is said of a document that may stand among others."""
    if isinstance(found, EmptyFile) and not is_alone:
        return EmptyDocument(document.marker)
    if isinstance(found, SeveralDocuments) and _END.search(source.text, document.start, found.place.start):
        return TextAfterDocument(found.place)
    return found


def forbidden_characters(
    source: SourceText, start: int = 0, end: int = sys.maxsize, *, escapes: bool = True
) -> tuple[Diagnostic, ...]:
    """The characters that may not stand in a file, or in a part of it, the first few of them.

    Args:
        source: The file.
        start: Where the part begins.
        end: Where it ends.
        escapes: False where such a character cannot be written otherwise either.
    """
    found: list[Diagnostic] = []
    for match in _FORBIDDEN.finditer(source.text, start, end):
        character = match[0]
        name = _NAMES.get(character) or unicodedata.name(character, "")
        code = f"U+{ord(character):04X}"
        shown = f"{code} ({name})" if name else code
        otherwise = _otherwise(character) if escapes else ""
        found.append(ForbiddenCharacter(Span(source.name, *match.span()), shown, otherwise))
        if len(found) == MAX_FORBIDDEN_SHOWN:
            break
    return tuple(found)


def _otherwise(character: str) -> str:
    """How a character is written by an escape; nothing for half of a pair of UTF-16."""
    number = ord(character)
    if 0xD800 <= number <= 0xDFFF:
        return ""
    escape = f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"
    return f", or write {escape} inside double quotes if the text needs it"
