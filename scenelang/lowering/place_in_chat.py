"""Puts the text of an instance into what a chat template writes around it.

Takes a plain rendering, and the scene's messages and frame. Gives the chat's rendering: every part, beat and
recalled text where it now stands. May assume that message `m` stands between segments `m` and `m + 1`.
Never changes a character inside a message; the white space at its ends is no part of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from scenelang.lowering.cell_table import Kind
from scenelang.lowering.chat_frame import ChatFrame
from scenelang.lowering.chat_messages import Message
from scenelang.lowering.render_text import RecalledRange, Rendering, TurnEnd
from scenelang.lowering.scene_text import NO_BEAT, NOWHERE, SceneText
from scenelang.model import ChatRole


class PlacedChat(NamedTuple):
    """A chat's rendering, and the content of each message as the template gets it."""

    rendering: Rendering
    contents: list[str]


class _Kept(NamedTuple):
    """Characters `start..end` of the plain text, which stand `shift` further on in the chat."""

    start: int
    end: int
    shift: int

    def move(self, place: int) -> int:
        """Where a place of the message stands in the chat; one in the white space left out is at an end."""
        return min(max(place, self.start), self.end) + self.shift


class ChatPlacer:
    """Places the instances of one scene; `scene` is its text with a cell for what the template writes."""

    def __init__(self, scene: SceneText, messages: Sequence[Message], frame: ChatFrame) -> None:
        self._messages = messages
        self._frame = frame
        self._written = range(len(scene.cells), len(scene.cells) + len(messages))
        template = [Kind(message.beat, weighs=False) for message in messages]
        self.scene = replace(scene, cells=scene.cells.joined(template))
        self._parts = [
            [part for block in scene.blocks[one.first : one.stop] for part in (*block.parts, block.joiner)]
            for one in messages
        ]
        self._of_block = [number for number, one in enumerate(messages) for _ in range(one.first, one.stop)]
        self._own = [number for number, block in enumerate(scene.blocks) if block.beat != NO_BEAT]

    def place(self, plain: Rendering) -> PlacedChat:
        """The chat of an instance."""
        texts, contents, cells = [], [], array("i")
        kept: list[_Kept] = []
        ends: list[TurnEnd] = []
        position = 0
        for number, message in enumerate(self._messages):
            segment = self._frame.segments[number]
            texts.append(segment)
            cells.extend(self._template(number, len(segment)))
            position += len(segment)
            start, end = _content(plain, message)
            contents.append(plain.text[start:end])
            cells.extend(plain.cells[start:end])
            kept.append(_Kept(start, end, position - start))
            position += end - start
            ends += self._turn_end(number, position, end - start)
        texts = [part for pair in zip(texts, contents, strict=True) for part in pair]
        texts.append(self._frame.segments[-1])
        cells.extend([self._written[-1]] * len(texts[-1]))
        cells += cells[-1:]
        return PlacedChat(self._moved(plain, "".join(texts), cells, kept, tuple(ends)), contents)

    def _template(self, number: int, length: int) -> list[int]:
        """The cells of the segment before a message: what closes the message before is that one's."""
        closing = self._frame.closings[number - 1] if number else 0
        before = [self._written[number - 1]] * closing if closing else []
        return before + [self._written[number]] * (length - closing)

    def _turn_end(self, number: int, position: int, length: int) -> list[TurnEnd]:
        message, closing = self._messages[number], self._frame.closings[number]
        answers = message.role is ChatRole.ASSISTANT and message.beat != NO_BEAT
        return [TurnEnd(position, position + closing, position - 1)] if answers and closing and length else []

    def _moved(
        self,
        plain: Rendering,
        text: str,
        cells: Sequence[int],
        kept: Sequence[_Kept],
        ends: tuple[TurnEnd, ...],
    ) -> Rendering:
        starts, stops = [0] * len(plain.starts), [0] * len(plain.ends)
        for parts, message in zip(self._parts, kept, strict=True):
            for part in parts:
                if part != NOWHERE:
                    starts[part], stops[part] = (
                        message.move(plain.starts[part]),
                        message.move(plain.ends[part]),
                    )
        of_block = [kept[number] for number in self._of_block]
        blocks = tuple(
            (message.move(start), message.move(end))
            for message, (start, end) in zip(of_block, plain.blocks, strict=True)
        )
        beats = [blocks[number] for number in self._own]
        recalled = tuple(
            RecalledRange(one.scene, one.file, blocks[text.first][0], blocks[text.stop - 1][1])
            for one, text in zip(plain.recalled, self.scene.recalled, strict=True)
        )
        return Rendering(text, starts, stops, cells, beats, recalled, blocks, ends)


def _content(plain: Rendering, message: Message) -> tuple[int, int]:
    """The characters of a message without the white space at its ends."""
    start, end = plain.blocks[message.first][0], plain.blocks[message.stop - 1][1]
    text = plain.text[start:end]
    shown = text.strip()
    if not shown:
        return start, start
    start += len(text) - len(text.lstrip())
    return start, start + len(shown)
