"""A new scene of an archetype: the right beats, cast and axes, and comments that teach.

Takes: an archetype and an id. Gives: the text of a scene that lints clean as it stands.
May assume: the id is a name. Never does: write prose for the author beyond what marks the place of theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from scenelang.model import Archetype, Shape, Trajectory
from scenelang.printing.pattern_text import pattern_text, shortest_beats
from scenelang.printing.rule_lines import trajectory_line
from scenelang.printing.yaml_text import flow_scalar, line_scalar

_WIDTH = 100
_ASKING, _GUESSING, _NARRATED = (
    "ask",
    "guess",
    frozenset({"frame", "turn", "fact", "distract", "case", "test"}),
)
_HINTS = {
    "frame": "Say what lies before the reader",
    "ask": "Ask what has to be settled",
    "guess": "Say what one would think at first",
    "think": "Say what the thinker puts together",
    "doubt": "Say what does not fit",
    "recall": "Say what comes to mind again",
    "turn": "Say what happens that changes the matter",
    "conclude": "Say what follows",
    "reflect": "Say what stays with whoever went through this",
    "fact": "State something that is so",
}


@dataclass(frozen=True, slots=True)
class _Beat:
    kind: str
    span: str
    speaker: str
    needed: bool


def new_scene(archetype: Archetype, scene_id: str, language: str) -> str:
    """The text of a new scene.

    Args:
        archetype: What kind of thought it is to be.
        scene_id: Its id.
        language: The tag of the language in which it will be written.
    """
    beats = _beats(archetype)
    return "".join(f"{line}\n" for line in _lines(archetype, scene_id, language, beats))


def _beats(archetype: Archetype) -> tuple[_Beat, ...]:
    speakers = archetype.required_roles or archetype.optional_roles[:1]
    seen: Counter[str] = Counter()
    beats = []
    for kind, needed in shortest_beats(archetype.pattern):
        seen[kind] += 1
        speaker = ""
        if speakers and kind not in _NARRATED:
            speaker = speakers[-1] if kind == _ASKING else speakers[0]
        beats.append(_Beat(kind, f"{kind}-{seen[kind]}", speaker, needed))
    return tuple(beats)


def _lines(archetype: Archetype, scene_id: str, language: str, beats: Sequence[_Beat]) -> Iterator[str]:
    yield from _comment(archetype.purpose)
    yield "scene: 1"
    yield f"id: {flow_scalar(scene_id)}"
    yield f"archetype: {flow_scalar(archetype.name)}"
    yield "stratum: thinking"
    yield f"language: {flow_scalar(language)}"
    yield from _cast(archetype)
    yield from _tension(archetype, beats)
    yield ""
    yield from _comment(
        f"The order that this archetype expects: {pattern_text(archetype.pattern)}. "
        "A beat is `kind(speaker): |` and the text below it. [Words]{#name} is a span: give one to whatever "
        "the lines further down speak of. Beats behind a `#` may be left out."
    )
    yield "beats:"
    for beat in beats:
        yield from _beat(beat)
    yield from _rules([beat for beat in beats if beat.needed])


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}" for line in wrap(" ".join(text.split()), _WIDTH))


def _cast(archetype: Archetype) -> Iterator[str]:
    required = archetype.required_roles or archetype.optional_roles[:1]
    if not required:
        return
    yield ""
    others = [role for role in archetype.optional_roles if role not in required]
    more = f" There may also be: {', '.join(others)}." if others else ""
    yield from _comment(f"Who speaks, by a name of yours, and the role that the archetype knows.{more}")
    yield "cast:"
    yield from (f"  {flow_scalar(role)}: {{role: {flow_scalar(role)}}}" for role in required)


def _tension(archetype: Archetype, beats: Sequence[_Beat]) -> Iterator[str]:
    if not archetype.axes:
        return
    kinds = Counter(beat.kind for beat in beats if beat.needed)
    fitting = [axis for axis in archetype.axes if all(kinds[kind] == 1 for kind in _keyed(axis.trajectory))]
    yield ""
    yield from _comment(
        "How the tension moves over the beats, 0 to 1. These are the usual courses; an axis that you leave "
        "out takes its usual one."
    )
    yield "tension:" if fitting else "# tension:"
    for axis in archetype.axes:
        course = line_scalar(trajectory_line(axis.trajectory))
        yield f"  {'' if axis in fitting else '# '}{flow_scalar(axis.axis.text)}: {course}"


def _keyed(trajectory: Trajectory) -> Iterator[str]:
    points = trajectory.arguments if isinstance(trajectory, Shape) else trajectory.keyframes
    return (point.beat.text for point in points if point.beat is not None)


def _beat(beat: _Beat) -> Iterator[str]:
    head = f"{beat.kind}({beat.speaker})" if beat.speaker else beat.kind
    hint = _HINTS.get(beat.kind, f"Write the {beat.kind} here")
    number = beat.span.rpartition("-")[2]
    hint = hint if number == "1" else f"{hint} ({number})"
    read = " read" if beat.kind == _GUESSING else ""
    margin = "" if beat.needed else "# "
    yield f"  {margin}- {head}: |"
    yield f"  {margin}    [{hint}]{{#{beat.span}{read}}}."


def _rules(beats: Sequence[_Beat]) -> Iterator[str]:
    last = beats[-1]
    asked = [beat for beat in beats[:-1] if beat.kind == _ASKING]
    guessed = [beat for beat in beats[:-1] if beat.kind == _GUESSING]
    premises = [beat for beat in beats[:-1] if beat.kind not in (_ASKING, _GUESSING)]
    if premises:
        yield ""
        yield from _comment("What follows from what: the model must look at the premises as it says this.")
        yield "logic:"
        yield f"  - {', '.join(beat.span for beat in premises)} => {last.span}"
    lines = [f"{last.span} answers {beat.span}" for beat in asked]
    lines += [f"{last.span} revises {beat.span}" for beat in guessed]
    if not lines and premises:
        lines = [f"{last.span} recalls {premises[0].span}"]
    if lines:
        yield ""
        yield from _comment("Where the text turns back on itself.")
        yield "self:"
        yield from (f"  - {line}" for line in lines)
