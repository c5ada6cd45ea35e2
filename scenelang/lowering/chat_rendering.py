"""A scene as a chat: its frame once, then each instance placed in it and compared with the template's text.

Takes a checked scene, its text and a tokenizer with a chat template. Gives the renderings of instances, or
what the template does against the scene. May assume nothing of the template.
Never passes a text that is not, character by character, what the template makes of the messages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic
from scenelang.lowering.chat_frame import ChatFrame, MovedMessage, find_frame
from scenelang.lowering.chat_messages import chat_messages, told_roles
from scenelang.lowering.chat_template import ChatTemplate, TemplateFault
from scenelang.lowering.lower_options import LowerOptions
from scenelang.lowering.messages_chat import (
    NobodyAnswers,
    TemplateChangesText,
    TemplateFails,
    TemplateMovesMessage,
    TemplateRefuses,
    TurnHasNoEnd,
)
from scenelang.lowering.place_in_chat import ChatPlacer, PlacedChat
from scenelang.lowering.render_text import Rendering
from scenelang.lowering.scene_text import NO_BEAT, SceneText
from scenelang.lowering.scene_tokenizer import SceneTokenizer
from scenelang.model import Archetype, ChatRole
from scenelang.source import Span

_SHOWN = 24
"""So much of a text a message quotes."""


class ChatRendering:
    """Renders the instances of one scene as chats.

    `problems` are what holds for every instance; where there are any, texts stay plain. `scene` is the
    scene's text with cells for what the template writes.
    """

    def __init__(
        self, checked: CheckedScene, scene: SceneText, tokenizer: SceneTokenizer, options: LowerOptions
    ) -> None:
        self._checked = checked
        self._messages = chat_messages(checked)
        self._told = told_roles(self._messages)
        self._prompt = options.generation_prompt
        self._placer: ChatPlacer | None = None
        self._template, found = tokenizer.chat_template
        self.scene = scene
        self.problems: tuple[Diagnostic, ...] = found
        if self._template is not None:
            self._prepare(self._template, tokenizer)

    def render(self, plain: Rendering, found_in: Callable[[], str]) -> Rendering:
        """The chat of an instance, with what is wrong with it."""
        if self._placer is None or self._template is None:
            return plain._replace(problems=self.problems)
        placed = self._placer.place(plain)
        problem = self._compared(self._template, placed, found_in)
        return placed.rendering if problem is None else placed.rendering._replace(problems=(problem,))

    def _prepare(self, template: ChatTemplate, tokenizer: SceneTokenizer) -> None:
        roles = [message.role for message in self._messages]
        frame = find_frame(template, roles, _turn_enders(template, tokenizer), prompt=self._prompt)
        if isinstance(frame, TemplateFault):
            self.problems = (self._fault(frame),)
        elif isinstance(frame, MovedMessage):
            moved, scene = self._messages[frame.message], self._checked.scene.id.text
            self.problems = (TemplateMovesMessage(moved.opens, frame.what, moved.role.value, scene),)
        else:
            self.problems = tuple(self._unanswered(frame))
        if isinstance(frame, ChatFrame) and not self.problems:
            self._placer = ChatPlacer(self.scene, self._messages, frame)
            self.scene = self._placer.scene

    def _unanswered(self, frame: ChatFrame) -> Iterator[Diagnostic]:
        answers = [
            (message, closing)
            for message, closing in zip(self._messages, frame.closings, strict=True)
            if message.role is ChatRole.ASSISTANT and message.beat != NO_BEAT
        ]
        if not answers:
            name = self._checked.scene.id
            yield NobodyAnswers(name.place, name.text, self._told, _how_to_answer(self._checked.archetype))
        for message, closing in answers:
            if not closing:
                yield TurnHasNoEnd(message.ends)

    def _compared(
        self, template: ChatTemplate, placed: PlacedChat, found_in: Callable[[], str]
    ) -> Diagnostic | None:
        """What the template changes, if anything."""
        pairs = zip(self._messages, placed.contents, strict=True)
        made = template.render([(one.role.value, content) for one, content in pairs], prompt=self._prompt)
        if isinstance(made, TemplateFault):
            return self._fault(made)
        rendering = placed.rendering
        if made == rendering.text:
            return None
        at = _first_difference(rendering.text, made)
        written = _quoted(rendering.text[at:])
        return TemplateChangesText(self._place(rendering, at), written, _quoted(made[at:]), found_in())

    def _fault(self, fault: TemplateFault) -> Diagnostic:
        name = self._checked.scene.id
        kind = TemplateRefuses if fault.refused else TemplateFails
        return kind(name.place, name.text, fault.words, self._told)

    def _place(self, rendering: Rendering, at: int) -> Span:
        """The character at a place of a chat, or the nearest one that somebody wrote."""
        onward = range(at, len(rendering.text))
        for place in (*onward, *range(min(at, len(rendering.text)) - 1, -1, -1)):
            written = self.scene.place_of(rendering.cells[place : place + 1])
            if written is not None:
                return written
        return self._checked.scene.id.place


def _turn_enders(template: ChatTemplate, tokenizer: SceneTokenizer) -> re.Pattern[str] | None:
    """What may end a turn: a special token, or what the tokenizer's configuration calls the end."""
    end = template.special_tokens.get("eos_token", "")
    if not end or end in tokenizer.special_tokens:
        return tokenizer.special_pattern
    known = tokenizer.special_pattern
    return re.compile(re.escape(end) if known is None else f"{known.pattern}|{re.escape(end)}")


def _how_to_answer(archetype: Archetype) -> str:
    """What makes somebody the assistant, in a role that the archetype has."""
    roles = (*archetype.required_roles, *archetype.optional_roles)
    if not roles:
        return "write `chat: {narrator: assistant}` in the archetype: it has no roles for a cast"
    return f"write `{{role: {roles[0]}, chat: assistant}}` in the cast, and let that speaker speak"


def _first_difference(text: str, made: str) -> int:
    """The first place in which two different texts differ."""
    for place, (one, other) in enumerate(zip(text, made, strict=False)):
        if one != other:
            return place
    return min(len(text), len(made))


def _quoted(text: str) -> str:
    """The beginning of a text, for a message; line breaks are shown as they are typed."""
    shown = text[:_SHOWN].replace("\n", "\\n")
    return shown or "nothing"
