"""`scenelang explain`: the manual page of a message."""

from __future__ import annotations

import inspect
import re
import sys
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path

from scenelang.cli.verb import CLEAN, UNUSABLE, Verb
from scenelang.diagnostics import RETIRED_CODES, Diagnostic, nearest, registered_diagnostics
from scenelang.linting import registered_rules

_FIELD = re.compile(r"(?<!\{)\{(\w+)[^{}]*\}(?!\})")


def all_diagnostics() -> dict[str, type[Diagnostic]]:
    """Every message of every room, by code: the rooms' `messages*.py` are found and imported."""
    package = Path(__file__).parents[1]
    for path in sorted(package.glob("*/messages*.py")):
        import_module(f"{package.name}.{path.parent.name}.{path.stem}")
    registered_rules()
    known = {
        code: kind
        for code, kind in registered_diagnostics().items()
        if kind.__module__.startswith(f"{package.name}.")
    }
    for kind in known.values():
        kind.prepare()
    return known


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `explain`."""
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("code", nargs="?", metavar="CODE", help="a message's code, such as SL201")
    choice.add_argument("--list", action="store_true", help="list all codes")


def run(options: Namespace) -> int:
    """Prints one page, or the list of all."""
    known = all_diagnostics()
    if options.list:
        for code, kind in known.items():
            print(f"{code}  {kind.severity.value:7}  {_readable(kind.title)}")
        return CLEAN
    code = options.code.upper()
    if code in RETIRED_CODES:
        print(f"{code} is retired: {RETIRED_CODES[code]}")
        return CLEAN
    if code not in known:
        near = nearest(code, known)
        hint = f"did you mean {near}?" if near else "`scenelang explain --list` shows all."
        print(f"scenelang: there is no message {options.code}; {hint}", file=sys.stderr)
        return UNUSABLE
    print(_page(known[code]))
    return CLEAN


def manual_page(kind: type[Diagnostic]) -> str:
    """What there is to know of a message: for a lint rule, the docstring of its file."""
    is_rule = kind.__module__.startswith("scenelang.linting.rules.")
    return inspect.getdoc(inspect.getmodule(kind) if is_rule else kind) or ""


def _page(kind: type[Diagnostic]) -> str:
    parts = [f"{kind.code} ({kind.severity.value}): {_readable(kind.title)}", manual_page(kind)]
    if kind.help:
        parts.append(f"help: {_readable(kind.help)}")
    return "\n\n".join(parts)


def _readable(template: str) -> str:
    """A template with its fields as words: `<name>`."""
    return _FIELD.sub(r"<\1>", template).replace("{{", "{").replace("}}", "}")


VERB = Verb(
    summary="Print the manual page of a message: what it means, why it hurts, how to mend it.",
    examples="""
        scenelang explain SL501
        scenelang explain --list
    """,
    add_arguments=add_arguments,
    run=run,
)
