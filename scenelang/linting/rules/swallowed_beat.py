"""A text holds what looks like the next beat, or like the next part of the scene.

Why it hurts: a block takes in every line that is indented at least as far as its first. A `- turn: |` that
stands four blanks too far in is no beat but a line of the text above, and so are the lines below it. A
model is trained on the dash, the colon and the bar, and the beat is missing from the scene.

When to leave it: where the text is about scenes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_LINE = re.compile(
    r"^[ \t]*(?P<written>"
    r"-[ ]+(?P<kind>\w[\w-]*)(?P<speaker>\([\w.-]+\))?:(?P<block>[ ]*[|>][-+\d]*)?(?=[ ]|$)"
    r"|(?:beats|logic|self|anchors|layers|tension|cast|vary):(?=[ ]*$)).*$",
    re.MULTILINE,
)


class BeatSwallowed(LintWarning):
    """A line of a text is written as a beat or a part of a scene would be."""

    code: ClassVar[str] = "SL815"
    title: ClassVar[str] = "`{written}` is a line of the text above it, and no part of the scene"
    label: ClassVar[str] = "indented into the text"
    help: ClassVar[str] = "move this line, and what belongs to it, to the left until it stands under its like"
    written: str


@lint_rule
class SwallowedBeat(FileRule):
    """Lines within texts of beats that are written like beats or keys of a scene."""

    finding = BeatSwallowed
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  Snow lay on the step.
              - reflect: |
                  Nobody had swept it.
        """),
        good("""
            beats:
              - frame: |
                  - Ann: three apples
                  - Bo: two apples
                  Note: nobody counted twice.
        """),
        good("""
            beats:
              - frame: |
                  He asked himself: why so much snow?
                  The logic: none.
        """),
        bad("""
            beats:
              - frame: |
                  Snow lay on the step.
                  ⟦- turn: |⟧
                    Nobody had swept it.
        """),
        bad("""
            beats:
              - frame: Snow lay on the step.
              - guess: |
                  Nobody had swept it.

                  ⟦- frame: And still there were no tracks.⟧
                  ⟦- think(bo): One was.⟧
        """),
        bad("""
            beats:
              - frame: |
                  [Snow lay on the step]{#snow}.
                  ⟦logic:⟧
                    - snow => answer
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether a line of text begins with a dash, or ends in a colon."""
        start, end = scene.body
        return scene.text.find("\n      - ", start, end) >= 0 or (
            b":" in scene.rare and scene.text.find(":\n", start, end + 1) >= 0
        )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such line."""
        for scene in subject.scenes:
            kinds = {beat.kind.text for beat in scene.beats}
            for beat in scene.beats:
                text = beat.text.scalar
                for found in _LINE.finditer(text.value) if ":" in text.value else ():
                    is_beat = found["speaker"] or found["block"] or found["kind"] in {*kinds, "kind"}
                    if found["kind"] is None or is_beat:
                        line = text.value[found.start("written") : found.end()].rstrip()
                        place = text.span(found.start("written"), found.start("written") + len(line))
                        yield BeatSwallowed(place, line)
