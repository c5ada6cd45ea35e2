"""Finds and loads the chat template that belongs to a tokenizer.

Takes the folder of a `tokenizer.json`. Gives its `ChatTemplate`, or why there is none. May assume nothing of
the files: `chat_template.jinja` goes before `tokenizer_config.json`, as in the libraries that write them.
Never looks outside the folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.lowering.chat_template import ChatTemplate, TemplateUnreadable
from scenelang.lowering.messages_tokenizer import (
    ChatTemplateUnreadable,
    NoChatTemplate,
    TokenizerConfigUnreadable,
)
from scenelang.source import Span

_TEMPLATE = "chat_template.jinja"
_CONFIG = "tokenizer_config.json"
_OLD_TOKENS = "special_tokens_map.json"
_NAMES = ("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token")


def load_chat_template(folder: Path | None, tokenizer: str) -> Outcome[ChatTemplate]:
    """The chat template in a folder; `tokenizer` is what messages call the tokenizer."""
    if folder is None:
        return Outcome(None, (NoChatTemplate(Span(tokenizer, 0, 0), tokenizer),))
    found: list[Diagnostic] = []
    config = {**_object(folder / _OLD_TOKENS, found), **_object(folder / _CONFIG, found)}
    if found:
        return Outcome(None, tuple(found))
    file = folder / _TEMPLATE if (folder / _TEMPLATE).exists() else folder / _CONFIG
    try:
        source = file.read_text(encoding="utf-8") if file.name == _TEMPLATE else _default(config)
    except (OSError, UnicodeDecodeError):
        return Outcome(None, (ChatTemplateUnreadable(Span.start_of(file), str(file), "it cannot be read"),))
    if source is None:
        return Outcome(None, (NoChatTemplate(Span(tokenizer, 0, 0), tokenizer),))
    try:
        return Outcome(ChatTemplate(source, _special_tokens(config)))
    except TemplateUnreadable as fault:
        problem = f"line {fault.line} of the template is not as templates are written"
        return Outcome(None, (ChatTemplateUnreadable(Span.start_of(file), str(file), problem),))


def _object(path: Path, found: list[Diagnostic]) -> Mapping[str, object]:
    """The JSON object in a file; an empty one where there is no file, and where it is reported."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        content = None
    if isinstance(content, dict):
        return content
    found.append(TokenizerConfigUnreadable(Span.start_of(path), str(path)))
    return {}


def _default(config: Mapping[str, object]) -> str | None:
    """The template in a configuration: the only one, or the one named `default`."""
    written = config.get("chat_template")
    if isinstance(written, list):
        named = {one.get("name"): one.get("template") for one in written if isinstance(one, dict)}
        written = named.get("default")
    return written if isinstance(written, str) else None


def _special_tokens(config: Mapping[str, object]) -> dict[str, str]:
    """The special tokens that a configuration names: texts, or objects with their `content`."""
    tokens = {}
    for name in _NAMES:
        token = config.get(name)
        if isinstance(token, dict):
            token = token.get("content")
        if isinstance(token, str):
            tokens[name] = token
    return tokens
