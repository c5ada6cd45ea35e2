"""Quoted text that may hold variables: `"Kel"`, `"${b}"`.

Takes: a quoted string in a rule. Gives: a `Template` whose pieces lie in the rule's scalar.
May assume: the quotes are there and match. Never does: change a character other than to resolve escapes.
"""

from __future__ import annotations

import re

from scenelang.model import Literal, Template, Variable
from scenelang.parsing import messages_rules
from scenelang.parsing.syntax import Leaf
from scenelang.parsing.transcript import Transcript
from scenelang.parsing.variables import read_variable

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = frozenset("\"'\\$[]{}")
_SIGN = re.compile(r"""\\["'\\$\[\]{}]|\$\{""")


def read_template(leaf: Leaf, transcript: Transcript) -> Template:
    """The pieces between the quotes, of which there must be one."""
    _refuse_unknown_escapes(leaf, transcript)
    value = transcript.scalar.value
    pieces: list[Literal | Variable] = []
    here, end = leaf.start + 1, leaf.end - 1
    while sign := _SIGN.search(value, here, end):
        if sign.start() > here:
            pieces.append(Literal(value[here : sign.start()], here))
        if sign[0] == "${":
            found = read_variable(transcript.scalar, sign.start(), end, transcript.findings)
            here = found.end
            pieces.extend(found.pieces)
        else:
            pieces.append(Literal(sign[0][1], sign.start() + 1))
            here = sign.end()
    if end == leaf.start + 1:
        transcript.report(messages_rules.EmptyQuotes(transcript.place(leaf)))
    if here < end:
        pieces.append(Literal(value[here:end], here))
    return Template(tuple(pieces), transcript.place(leaf))


def read_quoted(leaf: Leaf, transcript: Transcript) -> str:
    """A quoted string without variables: the text between the quotes, escapes resolved."""
    _refuse_unknown_escapes(leaf, transcript)
    inside = transcript.scalar.value[leaf.start + 1 : leaf.end - 1]
    return _SIGN.sub(lambda sign: sign[0] if sign[0] == "${" else sign[0][1], inside)


def _refuse_unknown_escapes(leaf: Leaf, transcript: Transcript) -> None:
    """Reports each backslash between the quotes that escapes nothing."""
    for escape in _ESCAPE.finditer(transcript.scalar.value, leaf.start + 1, leaf.end - 1):
        if escape[1] not in _ESCAPED:
            place = transcript.scalar.span(*escape.span())
            transcript.report(messages_rules.UnknownEscape(place, escape[0]))
