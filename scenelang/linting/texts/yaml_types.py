"""What readers of YAML other than scenelang take a plain word for.

Takes: a scalar. Gives: what others read, in words for people, or None where all agree that it is text.
May assume: nothing. Never does: say what scenelang reads: that is always what is written.

The forms are those of YAML 1.1, which most tools still speak, and of the core schema of YAML 1.2.
"""

from __future__ import annotations

import re

from scenelang.reading import ScalarKind, ScalarStyle, YamlScalar

_TRUTH = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false"])
_NOTHING = frozenset({"~", "null", "Null", "NULL", ""})
_FORMS = (
    (
        "a date",
        re.compile(
            r"\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?\s*(?:Z|[-+]\d\d?(?::\d\d)?)?)?"
        ),
    ),
    ("a number to the base of 60", re.compile(r"[-+]?[1-9][0-9_]*(?::[0-5]?\d)+(?:\.[0-9_]*)?")),
    ("an octal number", re.compile(r"[-+]?0[0-7_]+|0o[0-7]+")),
    ("a number", re.compile(r"[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)")),
    ("a number", re.compile(r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*|[0-9]+)(?:[eE][-+]?\d+)?")),
    ("a number", re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")),
)
_STARTS = frozenset("+-.0123456789")
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.(?:0|\d*[1-9]))?")


def taken_for(scalar: YamlScalar) -> str | None:
    """What others take a plain scalar for; None where it is text to all, or is not there at all."""
    written = scalar.text.value
    if scalar.style is not ScalarStyle.PLAIN or scalar.tag is not None or scalar.kind is ScalarKind.NOTHING:
        return None
    if written.lower() in _TRUTH:
        is_true = written.lower() in ("y", "yes", "on", "true")
        return f"the truth value `{'true' if is_true else 'false'}`"
    if written[:1] not in _STARTS:
        return None
    return next((what for what, form in _FORMS if form.fullmatch(written)), None)


def keeps_its_writing(written: str) -> bool:
    """True for a number that every reader would write again as it stands: `7`, `2.5`."""
    return _PLAIN_NUMBER.fullmatch(written) is not None


def is_text_to_all(written: str) -> bool:
    """True for a plain word that no reader takes for anything but text."""
    is_word = written not in _NOTHING and written.lower() not in _TRUTH
    return is_word and not any(form.fullmatch(written) for _, form in _FORMS)
