"""Variables inside text: `${name}`.

Takes: a scalar and where a `${` stands in it. Gives: the variable, or the finding that says why not.
May assume: `${` stands there. Never does: ask whether the variable is drawn.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scenelang.diagnostics import Collector
from scenelang.model import Name, Variable
from scenelang.parsing import messages_markup
from scenelang.source import ScalarText

_VARIABLE = re.compile(r"\$\{([^\W\d][\w\u0300-\u036F]*)\}")
_CLOSED = re.compile(r"\$\{([^{}\[\]\r\n]*)\}")
_OPENED = re.compile(r"\$\{[\w\u0300-\u036F]*")


class FoundVariable(NamedTuple):
    """Where to read on, and the variable where there is a sound one."""

    end: int
    pieces: tuple[Variable, ...]


def read_variable(scalar: ScalarText, start: int, limit: int, findings: Collector) -> FoundVariable:
    """Reads the variable at `start`; what follows it is read on even where it is not sound."""
    sound = _VARIABLE.match(scalar.value, start, limit)
    if sound:
        name = Name(sound[1], scalar.span(*sound.span(1)))
        return FoundVariable(sound.end(), (Variable(name, start, sound.end()),))
    closed = _CLOSED.match(scalar.value, start, limit)
    if closed:
        inside = closed.span(1) if closed[1] else closed.span()
        findings.add(messages_markup.BadVariableName(scalar.span(*inside), closed[1] or closed[0]))
        return FoundVariable(closed.end(), ())
    opened = _OPENED.match(scalar.value, start, limit)
    assert opened is not None
    findings.add(messages_markup.VariableNeverClosed(scalar.span(start, start + 2)))
    return FoundVariable(opened.end(), ())
