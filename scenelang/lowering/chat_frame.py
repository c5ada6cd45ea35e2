"""What a chat template writes around the messages of a scene, found once per scene.

Takes a template and the roles of the messages. Gives a `ChatFrame`, or what the template does against it.
May assume nothing of the template: what it does with real contents is proved per instance.
Never guesses where a message landed: each stands in for itself by a mark that no scene can write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scenelang.lowering.chat_template import ChatTemplate, TemplateFault
from scenelang.model import ChatRole

_FIRST = 0xF0000
_MARK = re.compile("([\U000f0000-\U000fffff])")
"""One private sign for each message: nothing that a template would look for, cut or replace."""


class ChatFrame(NamedTuple):
    """`segments[m]` stands before message `m`, and the last segment behind the last message.

    The first `closings[m]` characters of the segment behind message `m` end its turn; 0 where none do.
    """

    segments: tuple[str, ...]
    closings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MovedMessage:
    """The first message that a template does not keep in its place, and what it does with it."""

    message: int
    what: str


def find_frame(
    template: ChatTemplate, roles: Sequence[ChatRole], specials: re.Pattern[str] | None, *, prompt: bool
) -> ChatFrame | TemplateFault | MovedMessage:
    """The frame of a chat with these roles. `specials` finds the tokens that may end a turn."""
    made = template.render(_marked(roles), prompt=prompt)
    if isinstance(made, TemplateFault):
        return made
    moved = _moved(made, len(roles))
    if moved is not None:
        return moved
    segments = tuple(_MARK.split(made)[::2])
    ends = _turn_ends(template, roles, specials) if specials is not None else ()
    closings = tuple(_closing(segment, ends) for segment in segments[1:])
    return ChatFrame(segments, closings)


def _marked(roles: Sequence[ChatRole]) -> list[tuple[str, str]]:
    return [(role.value, chr(_FIRST + number)) for number, role in enumerate(roles)]


def _moved(made: str, count: int) -> MovedMessage | None:
    found = [ord(mark) - _FIRST for mark in _MARK.findall(made)]
    for number in range(count):
        times = found.count(number)
        if times != 1:
            return MovedMessage(number, "leaves out" if times == 0 else "repeats")
    for number, there in enumerate(found):
        if number != there:
            return MovedMessage(there, "moves")
    return None


def _turn_ends(
    template: ChatTemplate, roles: Sequence[ChatRole], specials: re.Pattern[str]
) -> tuple[str, ...]:
    """The special tokens that end a turn: those that come right behind a message that comes last."""
    ends: dict[str, None] = {}
    for count in range(1, len(roles) + 1):
        made = template.render(_marked(roles[:count]), prompt=False)
        if isinstance(made, TemplateFault):
            continue
        *_, behind = _MARK.split(made)
        token = specials.match(behind.lstrip())
        if token is not None:
            ends[token.group()] = None
    return tuple(ends)


def _closing(segment: str, ends: Sequence[str]) -> int:
    """How many characters at a segment's start end a turn: one special token, and white space before it."""
    shown = segment.lstrip()
    for token in ends:
        if shown.startswith(token):
            return len(segment) - len(shown) + len(token)
    return 0
