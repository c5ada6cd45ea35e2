"""Runs a tokenizer's chat template: the only module that knows the template language's library.

Takes the template's source and the names of the special tokens. Gives what it makes of messages, or why
it makes nothing. May assume nothing of the template: it runs in a sandbox.
Never gives the template the time of day: a build must be the same tomorrow.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

_NOW = "strftime_now"
_TEMPLATE_FILE = "<template>"


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """Why a template made nothing: its own words (`refused`), or what is wrong with it."""

    words: str
    refused: bool


class TemplateUnreadable(Exception):
    """A source that is no template."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Refused(TemplateError):
    """What `raise_exception` raises."""


class _GenerationBlock(Extension):
    """`{% generation %}` around what an assistant says: it changes nothing in the text."""

    tags = {"generation"}  # noqa: RUF012 - the library's own way

    def parse(self, parser: Parser) -> nodes.Node:
        """The block as if its tags were not there."""
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endgeneration",), drop_needle=True)
        return nodes.Scope(body, lineno=line)


class ChatTemplate:
    """A compiled chat template."""

    def __init__(self, source: str, special_tokens: Mapping[str, str]) -> None:
        """Compiles the template.

        Raises:
            TemplateUnreadable: the source is no template.
        """
        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True, lstrip_blocks=True, extensions=[_GenerationBlock, loopcontrols]
        )
        environment.filters["tojson"] = _to_json
        environment.globals["raise_exception"] = _refuse
        self._asks_for_now = _NOW in source
        self.special_tokens = dict(special_tokens)
        """The special tokens that the tokenizer's configuration names, by their names there."""
        try:
            self._template = environment.from_string(source)
        except TemplateSyntaxError as error:
            raise TemplateUnreadable(error.lineno) from error
        except Exception as error:  # a source that is nested too deep, say
            raise TemplateUnreadable(1) from error

    def render(self, messages: Sequence[tuple[str, str]], *, prompt: bool) -> str | TemplateFault:
        """What the template makes of messages (role and content each)."""
        listed = [{"role": role, "content": content} for role, content in messages]
        try:
            return self._template.render(
                messages=listed,
                tools=None,
                documents=None,
                add_generation_prompt=prompt,
                **self.special_tokens,
            )
        except _Refused as refusal:
            return TemplateFault(refusal.message or "no reason given", refused=True)
        except Exception as error:  # noqa: BLE001 - whatever a stranger's template does
            return TemplateFault(self._problem(error), refused=False)

    def _problem(self, error: Exception) -> str:
        if isinstance(error, UndefinedError) and self._asks_for_now:
            return f"it asks for the date of today (`{_NOW}`)"
        line = _line_of(error)
        where = f"its line {line}" if line else "it"
        if isinstance(error, UndefinedError):
            return f"{where} asks for something that a chat of texts does not have"
        return f"{where} fails on these messages"


def _refuse(words: object) -> NoReturn:
    raise _Refused(str(words))


def _to_json(
    value: Any,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> str:
    """JSON as it stands: the library's own filter would escape signs for web pages."""
    return json.dumps(
        value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys
    )


def _line_of(error: Exception) -> int | None:
    """The line of the template that an error came from."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _TEMPLATE_FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
