"""From a file's text to its YAML tree.

Takes: a source text. Gives: the tree, or None with the reason; a tree may come with errors beside it
(duplicate keys, say), so that later stages can find the rest. May assume: nothing about the text.
Never does: recurse, resolve references, let a parser's own words through.
"""

from __future__ import annotations

import re
import unicodedata

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.reading.compose import Composer, Unreadable
from scenelang.reading.messages_files import EmptyFile, ForbiddenCharacter
from scenelang.reading.yaml_events import YamlProblem, yaml_events
from scenelang.reading.yaml_problems import explain_problem
from scenelang.reading.yaml_tree import YamlNode
from scenelang.source import SourceText, Span

MAX_FORBIDDEN_SHOWN = 10
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
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
    forbidden = forbidden_characters(source)
    if forbidden:
        return Outcome(None, forbidden)
    if not source.text.strip():
        return Outcome(None, (EmptyFile(Span.start_of(source.name)),))
    composer = Composer(source)
    try:
        for event in yaml_events(source.text):
            if not composer.take(event):
                break
    except Unreadable as ending:
        return Outcome(None, (*composer.found, ending.diagnostic))
    except YamlProblem as problem:
        return Outcome(None, (*composer.found, explain_problem(source, problem, composer)))
    return composer.finish()


def forbidden_characters(source: SourceText) -> tuple[Diagnostic, ...]:
    """The characters that may not stand in a file, the first few of them."""
    found: list[Diagnostic] = []
    for match in _FORBIDDEN.finditer(source.text):
        character = match[0]
        name = _NAMES.get(character) or unicodedata.name(character, "")
        code = f"U+{ord(character):04X}"
        escape = f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}"
        shown = f"{code} ({name})" if name else code
        found.append(ForbiddenCharacter(Span(source.name, *match.span()), shown, escape))
        if len(found) == MAX_FORBIDDEN_SHOWN:
            break
    return tuple(found)
