"""A file's only scene once more: as it was, nearly as it was, held out, under an id that looks alike."""

from __future__ import annotations

import re

from draft import Draft, Mutation, kind
from spots import blocks, put

LEAST_WORDS = 60
"""Of shorter scenes a copy may be chance, or one word may change too much."""


def _twice(draft: Draft, copy: str, id_: str, code: str) -> Mutation | None:
    """The file with a copy of its scene under another id; the finding lies under that id."""
    own, line = draft.scene.id.text, draft.line_of("id")
    words = sum(len(beat.text.scalar.value.split()) for beat in draft.scene.beats)
    if line is None or draft.scene.vary is not None or "\n---" in draft.text or words < LEAST_WORDS:
        return None
    if draft.text.count(own) > 1 or own == id_:
        return None
    end = len(draft.text)
    return draft.replace(end, end, f"---\n{copy.replace(f'id: {own}', f'id: {id_}', 1)}", code, id_)


@kind("a second scene with the same text")
def copied_scene(draft: Draft) -> Mutation | None:
    """Under another id."""
    return _twice(draft, draft.text, f"{draft.scene.id.text}-once-more", "SL901")


@kind("a second scene with nearly the same text")
def near_duplicate(draft: Draft) -> Mutation | None:
    """A few words more in one of its beats."""
    scalar = draft.rng.choice(blocks(draft)).text.scalar
    place = scalar.starts[len(scalar.value) - 1]
    copy = put(draft.text, (place, place, " So they say."))
    return _twice(draft, copy, f"{draft.scene.id.text}-again", "SL900")


@kind("a held-out scene with a training scene's text")
def leaked_scene(draft: Draft) -> Mutation | None:
    """What is asked in the end was learned by heart."""
    line = draft.line_of("id")
    if line is None or draft.line_of("split") is not None:
        return None
    copy = put(draft.text, (line.end(), line.end(), "\nsplit: held_out"))
    return _twice(draft, copy, f"{draft.scene.id.text}-test", "SL903")


@kind("two scenes whose ids look alike")
def look_alike_scenes(draft: Draft) -> Mutation | None:
    """A capital letter, or another joint."""
    own = draft.scene.id.text
    other = draft.rng.choice((own.capitalize(), re.sub("-", "_", own, count=1)))
    return _twice(draft, draft.text, other, "SL824")
