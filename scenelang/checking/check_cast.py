"""Does the cast fit the archetype, and does everyone who speaks belong to it."""

from __future__ import annotations

from scenelang.checking.messages_names import MissingRole, SpeakerNotInCast, UnknownRole
from scenelang.diagnostics import Collector
from scenelang.model import Archetype, Scene


def check_roles(scene: Scene, archetype: Archetype, found: Collector) -> None:
    """Every role is one of the archetype's, and every required one is taken."""
    allowed = (*archetype.required_roles, *archetype.optional_roles)
    unknown = [member.role for member in scene.cast if member.role.text not in allowed]
    for role in unknown:
        found.add(UnknownRole(role.place, role.text, archetype.name, allowed))
    # A misspelt role is most likely the one that is missing; a cast that cannot be read says nothing.
    if unknown or "cast" in scene.unread:
        return
    taken = {member.role.text for member in scene.cast}
    for required in archetype.required_roles:
        if required not in taken:
            found.add(MissingRole(scene.archetype.place, required, archetype.name))


def check_speakers(scene: Scene, found: Collector) -> None:
    """Whoever speaks is in the cast."""
    if "cast" in scene.unread:
        return
    cast = tuple(member.name.text for member in scene.cast)
    for beat in scene.beats:
        speaker = beat.speaker
        if speaker is not None and speaker.text not in cast:
            found.add(SpeakerNotInCast(speaker.place, speaker.text, cast))
