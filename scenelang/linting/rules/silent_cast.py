"""Someone is in the cast, never speaks, is never spoken of, and no role needs them.

Why it hurts: the cast decides who says what in a chat. A member without a line decides nothing, and most
often the lines are there: a beat lost its speaker, or names somebody else, and then those words are said
by the user and not by the assistant.

When to leave it: where a cast tells readers who is there, whether they speak or not. That is a good use,
and so the rule is off until a project asks for it. Whoever takes a role that the archetype requires, or is
spoken of in the text by name, may keep still.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.running_text import running_text


class NeverSpeaks(LintWarning):
    """A member of the cast who has no line."""

    code: ClassVar[str] = "SL831"
    title: ClassVar[str] = "`{name}` is in the cast and never speaks"
    label: ClassVar[str] = "has no beat"
    help: ClassVar[str] = (
        "name the speaker of a beat, as in `- think({name}): |`, or take the line out of the cast"
    )
    name: str


@lint_rule
class SilentCast(SceneRule):
    """Members of the cast without a beat, beyond those whose role must be taken."""

    finding = NeverSpeaks
    is_on = False
    required: bool = False
    """Whether those are told too whose role the archetype requires."""

    EXAMPLES = (
        good("""
            archetype: recall
            cast:
              ann: {role: teller}
              bo: {role: asker}
            beats:
              - fact: The kettle was on.
              - ask(bo): Who put it on?
              - conclude(ann): Nobody did.
        """),
        good("""
            archetype: recall
            cast:
              ann: {role: teller}
              bo: {role: asker}
            beats:
              - fact: The kettle was on. Bo's coat was gone.
              - ask(ann): Has he been here?
        """),
        good("""
            archetype: discovery
            cast:
              ann: {role: thinker}
            beats:
              - frame: The kettle was on.
              - ask: Who put it on?
              - think: The step is wet.
              - turn: There is a key on the table.
              - conclude: Somebody is back.
        """),
        good("""
            archetype: recall
            beats:
              - fact: Nobody speaks here.
              - ask: Who is in the cast?
        """),
        bad("""
            archetype: recall
            cast:
              ann: {role: teller}
              ⟦bo⟧: {role: asker}
            beats:
              - fact: The kettle was on.
              - ask(ann): Who put it on?
        """),
        bad("""
            archetype: recall
            cast:
              ⟦ann⟧: {role: teller}
              ⟦bo⟧: {role: asker}
            beats:
              - fact: The kettle was on.
              - ask: Who put it on?
        """),
        bad("""
            archetype: discovery
            cast:
              ann: {role: thinker}
              ⟦old-tom⟧: {role: thinker}
            beats:
              - frame: The kettle was on.
              - ask: Who put it on?
              - think(ann): The step is wet.
              - turn: There is a key on the table.
              - conclude(ann): Somebody is back.
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such member."""
        scene, checked = subject.scene, subject.checked
        speakers = {beat.speaker.text for beat in scene.beats if beat.speaker is not None}
        silent = [member for member in scene.cast if member.name.text not in speakers]
        if not silent:
            return
        taken = {member.role.text for member in scene.cast if member.name.text in speakers}
        needed = set() if self.required else {*checked.archetype.required_roles} - taken
        text = running_text(scene, checked.beat_ids).text.casefold()
        for member in silent:
            spoken_of = all(part in text for part in member.name.text.casefold().replace("_", "-").split("-"))
            if member.role.text not in needed and not spoken_of:
                yield NeverSpeaks(member.name.place, member.name.text)
