"""Who says what when a scene is read as a chat.

Takes a checked scene. Gives its messages: runs of neighbouring beats of one chat role. May assume nothing of
the cast. Never looks at a template.

A leading beat of kind `system` is the system message. Any other beat has the role that its speaker's `chat`
gives, else the one that the archetype's `chat` gives to the speaker's role, else that of `USUAL_ROLES`; a
speaker whose role is none of these is the assistant. A system beat of a recalled scene is read by the user.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from scenelang.checking import CheckedScene
from scenelang.lowering.scene_text import NO_BEAT
from scenelang.model import NARRATOR, SYSTEM_BEAT, Beat, ChatRole
from scenelang.source import Span

USUAL_ROLES: Mapping[str, ChatRole] = {
    NARRATOR: ChatRole.USER,
    "questioner": ChatRole.USER,
    "pupil": ChatRole.USER,
}
"""The chat roles of speakers of whom neither cast nor archetype says one."""


class Message(NamedTuple):
    """Blocks `first..stop` of a scene's text in one mouth.

    `beat` is the beat of the last of them; `opens` and `ends` are where the kinds of the first and the last
    of these beats were written.
    """

    role: ChatRole
    first: int
    stop: int
    beat: int
    opens: Span
    ends: Span


class _Said(NamedTuple):
    """A beat in somebody's mouth; `number` is its own, or `NO_BEAT` for another scene's."""

    role: ChatRole
    number: int
    place: Span


def opening_beats(checked: CheckedScene) -> int:
    """How many beats are the system message: one, where the scene begins with it."""
    return 1 if checked.scene.beats and checked.scene.beats[0].kind.text == SYSTEM_BEAT else 0


def chat_messages(checked: CheckedScene) -> tuple[Message, ...]:
    """The messages of a scene, recalled scenes behind its system message and before the rest."""
    opening, messages, first = opening_beats(checked), [], 0
    own = [
        _Said(_role(checked, beat), number, beat.kind.place)
        for number, beat in enumerate(checked.scene.beats)
    ]
    said = [one._replace(role=ChatRole.SYSTEM) for one in own[:opening]]
    for scene in checked.recalled:
        said += [_Said(_role(scene, beat), NO_BEAT, beat.kind.place) for beat in scene.scene.beats]
    said += own[opening:]
    for role, group in groupby(said, key=lambda one: one.role):
        beats = list(group)
        stop = first + len(beats)
        messages.append(Message(role, first, stop, beats[-1].number, beats[0].place, beats[-1].place))
        first = stop
    return tuple(messages)


def said_by_assistant(checked: CheckedScene) -> tuple[bool, ...]:
    """For each beat of the scene's own, whether the assistant says it in a chat."""
    opening = opening_beats(checked)
    return tuple(
        number >= opening and _role(checked, beat) is ChatRole.ASSISTANT
        for number, beat in enumerate(checked.scene.beats)
    )


def told_roles(messages: tuple[Message, ...]) -> str:
    """The roles of a chat in words: `user, assistant, user`."""
    return ", ".join(message.role.value for message in messages)


def _role(checked: CheckedScene, beat: Beat) -> ChatRole:
    role = NARRATOR
    if beat.speaker is not None:
        member = next((one for one in checked.scene.cast if one.name.text == beat.speaker.text), None)
        if member is not None and member.chat is not None:
            return member.chat
        role = member.role.text if member is not None else beat.speaker.text
    by_archetype = dict(checked.archetype.chat)
    return by_archetype.get(role) or USUAL_ROLES.get(role, ChatRole.ASSISTANT)
