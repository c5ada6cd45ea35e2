"""The tokenizer of a compile: the only module that knows the `tokenizers` library.

Takes a `tokenizer.json`, a folder that holds one, or nothing for the built-in one. Gives a `SceneTokenizer`
that passed the offset check, or why there is none. May assume nothing of the file.
Never adds special tokens, never cuts or pads a text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.lowering.byte_pieces import BytePieces
from scenelang.lowering.local_cuts import is_local, window
from scenelang.lowering.messages_tokenizer import (
    TokenizerMissing,
    TokenizerOffsetsBroken,
    TokenizerUnreadable,
)
from scenelang.lowering.offset_check import PROBE, offset_fault
from scenelang.source import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from scenelang.lowering.chat_template import ChatTemplate

_FILE_NAME = "tokenizer.json"
_DEFAULT = "default_tokenizer.json"
_REMEMBERED = 1 << 16
_WITHOUT_UNK_ID = {"BPE", "WordPiece", "WordLevel"}
"""Kinds of models that name their token for the unknown, where they have one."""
_SHORT = 256
"""Longer texts are not remembered: they hardly come again."""

_CONTROL = re.compile(r"<[|\uff5c].*[|\uff5c]>", re.DOTALL)
"""How many models write their control tokens, marked as special or not."""

NO_TOKEN = -1
"""The id that stands for the lack of a token."""


class Tokenised(NamedTuple):
    """One text as tokens; `offsets` are character ranges, in order."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class Cut(Protocol):
    """One text as tokens, each part made when it is asked for."""

    @property
    def ids(self) -> list[int]:
        """The ids."""

    @property
    def offsets(self) -> list[tuple[int, int]]:
        """The character range of each, in order."""


class SceneTokenizer:
    """Turns texts into tokens with character offsets, and tokens into text.

    `name` is what messages call it; `folder` is where its chat template would be.
    """

    def __init__(self, tokenizer: Tokenizer, name: str = "built-in", folder: Path | None = None) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._name = name
        self._folder = folder
        self._decoded: dict[tuple[int, ...], str] = {}
        self._placed: dict[tuple[str, int], int] = {}
        self.unknown = _unknown_id(tokenizer)
        """The id of the token for what the vocabulary lacks, if there is one."""

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the tokenizer's own JSON, so that a reformatted file is the same tokenizer."""
        return hashlib.sha256(self._tokenizer.to_str().encode()).hexdigest()

    @cached_property
    def vocab_size(self) -> int:
        """How many ids a model needs: one above the largest id, added tokens included."""
        return max(self._tokenizer.get_vocab(with_added_tokens=True).values(), default=-1) + 1

    @cached_property
    def special_tokens(self) -> frozenset[str]:
        """The texts that are control tokens and no text to this tokenizer."""
        added = self._tokenizer.get_added_tokens_decoder().values()
        return frozenset(
            token.content for token in added if token.special or _CONTROL.fullmatch(token.content)
        )

    @cached_property
    def special_pattern(self) -> re.Pattern[str] | None:
        """Finds any of the special tokens in a text, the longest first; None where there are none."""
        known = sorted(filter(None, self.special_tokens), key=lambda token: (-len(token), token))
        return re.compile("|".join(map(re.escape, known))) if known else None

    @cached_property
    def chat_template(self) -> Outcome[ChatTemplate]:
        """The chat template beside the tokenizer, or why there is none."""
        from scenelang.lowering.chat_template_file import load_chat_template  # noqa: PLC0415 (chats only)

        return load_chat_template(self._folder, self._name)

    def forget_template(self) -> None:
        """Lets the chat template be read again: its files may have changed where the tokenizer has not."""
        self.__dict__.pop("chat_template", None)

    def normalise(self, text: str) -> str:
        """What the tokenizer makes of a text before it cuts it: another case, another width."""
        normalizer = self._tokenizer.normalizer
        return text if normalizer is None else str(normalizer.normalize_str(text))

    def encode_batch(self, texts: Sequence[str]) -> Iterator[Tokenised]:
        """Each text as tokens, without special tokens; all are cut at once, and given one by one."""
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return (Tokenised(encoding.ids, encoding.offsets) for encoding in encodings)

    def cut_batch(self, texts: Sequence[str]) -> Sequence[Cut]:
        """The same for those who may do without offsets."""
        cuts: Sequence[Cut] = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return cuts

    @cached_property
    def byte_pieces(self) -> BytePieces | None:
        """What single tokens say in bytes; None where tokens are no runs of bytes."""
        return BytePieces(self._tokenizer) if BytePieces.fits(self._tokenizer) else None

    def tokens_at(self, texts: Sequence[str], places: Sequence[int]) -> list[int]:
        """For each text, the id of the first token that holds the character at its place; -1 without one."""
        asked = list(zip(texts, places, strict=True))
        if self._is_local:
            asked = [_part_around(*one) for one in asked]
        known = self._placed
        new = [one for one in dict.fromkeys(asked) if one not in known]
        if not new:
            return [known[one] for one in asked]
        found = self._tokens_at(new)
        if self._is_local:
            self._keep({one: token for one, token in found.items() if len(one[0]) <= _SHORT})
        return [found[one] if one in found else known[one] for one in asked]

    def _tokens_at(self, asked: Sequence[tuple[str, int]]) -> dict[tuple[str, int], int]:
        encodings = self._tokenizer.encode_batch([text for text, _ in asked], add_special_tokens=False)
        found = {}
        for one, encoding in zip(asked, encodings, strict=True):
            number = encoding.char_to_token(one[1])
            found[one] = NO_TOKEN if number is None else encoding.ids[number]
        return found

    def _keep(self, found: Mapping[tuple[str, int], int]) -> None:
        if len(self._placed) + len(found) > _REMEMBERED:
            self._placed = {}
        self._placed.update(found)

    @cached_property
    def _is_local(self) -> bool:
        return is_local(self._tokenizer)

    def decode(self, ids: Sequence[int]) -> str:
        """The text that tokens mean; runs seen before are remembered."""
        key = tuple(ids)
        text = self._decoded.get(key)
        if text is None:
            if len(self._decoded) >= _REMEMBERED:
                self._decoded.clear()
            text = self._tokenizer.decode(list(key), skip_special_tokens=False)
            self._decoded[key] = text
        return text

    def save(self, path: Path) -> None:
        """Writes the tokenizer as a `tokenizer.json`, byte for byte the same each time."""
        path.write_text(self._tokenizer.to_str(), encoding="utf-8")


def load_tokenizer(path: Path | None = None) -> Outcome[SceneTokenizer]:
    """The tokenizer of a file or folder; None means the built-in one."""
    if path is None:
        return _parse(files("scenelang.lowering").joinpath(_DEFAULT).read_bytes(), "built-in", None)
    found = path / _FILE_NAME if path.is_dir() else path
    try:
        content = found.read_bytes()
    except FileNotFoundError:
        problem = f"the folder has no {_FILE_NAME}" if path.is_dir() else "there is no such file"
        return _refused(TokenizerMissing(Span.start_of(path), str(path), problem))
    except OSError as error:
        return _refused(
            TokenizerMissing(Span.start_of(path), str(path), error.strerror or "it cannot be read")
        )
    parsed = _parse(content, str(path), found.parent)
    if parsed.value is not None:
        parsed.value.forget_template()
    return parsed


@lru_cache(maxsize=2)
def _parse(content: bytes, name: str, folder: Path | None) -> Outcome[SceneTokenizer]:
    """The tokenizer that a file describes; a process that compiles again and again makes it once."""
    from tokenizers import Tokenizer  # noqa: PLC0415 (lint must not load the library)

    whole = Span(name, 0, 0)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _refused(TokenizerUnreadable(whole, name, "it is not UTF-8 text"))
    try:
        tokenizer = SceneTokenizer(Tokenizer.from_str(text), name, folder)
    except Exception:  # noqa: BLE001 (the library raises a bare Exception)
        problem = _shape_problem(text) or "its vocabulary or settings do not fit together"
        return _refused(TokenizerUnreadable(whole, name, problem))
    (tokens,) = tokenizer.encode_batch([PROBE])
    fault = offset_fault(
        PROBE, *tokens, tokenizer.decode, unknown=tokenizer.unknown, normalise=tokenizer.normalise
    )
    if fault is not None:
        return _refused(TokenizerOffsetsBroken(whole, name, fault))
    return Outcome(tokenizer)


def _part_around(text: str, place: int) -> tuple[str, int]:
    """The part of a text that decides on the token at a place, and the place in it."""
    start, stop = window(text, place)
    return text[start:stop], place - start


def _shape_problem(text: str) -> str | None:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return "it is not JSON, or it is cut off"
    if not isinstance(content, dict) or not isinstance(content.get("model"), dict):
        return "it has no `model`"
    if "vocab" not in content["model"]:
        return "its `model` has no `vocab`"
    return None


def _unknown_id(tokenizer: Tokenizer) -> int | None:
    token = getattr(tokenizer.model, "unk_token", None)
    if isinstance(token, str):
        return tokenizer.token_to_id(token)
    if type(tokenizer.model).__name__ in _WITHOUT_UNK_ID:
        return None
    number = json.loads(tokenizer.to_str())["model"].get("unk_id")
    return number if isinstance(number, int) else None


def _refused(diagnostic: Diagnostic) -> Outcome[SceneTokenizer]:
    return Outcome(None, (diagnostic,))
