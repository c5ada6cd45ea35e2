"""Finds special tokens that stand literally in a scene's text.

Takes a rendered text, before any template. Gives a finding for each place where a tokenizer would see a
control token instead of what the author wrote. May assume nothing of the text.
Never looks at what a template adds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scenelang.diagnostics import Diagnostic
from scenelang.lowering.messages_chat import SpecialTokenInText
from scenelang.lowering.render_text import Rendering
from scenelang.lowering.scene_text import SceneText
from scenelang.source import Span


def special_tokens_in(
    rendering: Rendering, scene: SceneText, pattern: re.Pattern[str], found_in: Callable[[], str]
) -> Iterator[Diagnostic]:
    """A finding for each special token of a text, where it was written or its variable stands."""
    for match in pattern.finditer(rendering.text):
        place = scene.place_of(rendering.cells[match.start() : match.end()])
        yield SpecialTokenInText(place or Span.start_of(scene.file), match.group(), found_in())
