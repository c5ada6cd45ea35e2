"""Scenes in which people talk, and their chats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.lowering import LowerOptions, RenderingKind
from scenelang.tokens import TokenProgram

ARCHETYPE = """\
archetype: talk
purpose: People talk.
roles: {required: [], optional: [thinker, questioner, witness]}
axes: {doubt: hold(0.5)}
beats: (system | fact | ask | think | conclude)+
chat: {witness: user}
"""
HEAD = "archetype: talk\ncast:\n  ann: {role: questioner}\n  bo: {role: thinker}\n  cy: {role: witness}\n"
CROWN = HEAD + (
    "beats:\n"
    "  - system: |\n      You weigh [your words]{#words}.\n"
    "  - fact: |\n      The crown weighs\n      [12 kg]{#weight}.\n"
    "  - ask(ann): |\n      [Is it gold?]{#question}\n\n"
    "  - think(bo): |\n      Silver [takes more room]{#room}.\n"
    "  - conclude(bo): |\n      So [no]{#answer}.\n"
)
CROWN_MESSAGES = [
    ("system", "You weigh your words."),
    ("user", "The crown weighs\n12 kg.\nIs it gold?"),
    ("assistant", "Silver takes more room.\nSo no."),
]
Lower = Callable[..., list[Outcome[TokenProgram]]]


def chat(**choices: object) -> LowerOptions:
    return LowerOptions(rendering=RenderingKind.CHAT, **choices)  # type: ignore[arg-type]


def prepare(folder: Path) -> None:
    """Leaves the archetype where a scene in the folder finds it."""
    (folder / "archetypes").mkdir(exist_ok=True)
    (folder / "archetypes" / "talk.yaml").write_text(ARCHETYPE, encoding="utf-8")


def marked(file: str, found: Diagnostic) -> str:
    """What a finding points at."""
    text = Path(file).read_text(encoding="utf-8")
    return text[found.place.start : found.place.end]
