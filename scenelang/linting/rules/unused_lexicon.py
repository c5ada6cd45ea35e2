"""`use` names a lexicon from which the scene draws nothing.

Why it hurts: `use` says what a scene rests on. A lexicon that is only named there is missed before a build
when it moves, although nothing needs it; and where a draw was meant to take its values from it, the draw
takes them from somewhere else.

When to leave it: `use` may also name files that only people need, such as notes. Those are not told: a
lexicon is a path that ends in `.txt`, or to which `.txt` must be added to find the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from scenelang.checking import find_project
from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.line_removal import without_entry, without_item
from scenelang.model import LexiconFile
from scenelang.reading import YamlSequence
from scenelang.source import SpanEdit

_SUFFIX = ".txt"
_NAMES = {"lexicon/names.txt": "Ann\nBo\nCy\n", "lexicon/kinds.txt": "cat\ndog\n", "notes.md": "Ask Ann.\n"}


class LexiconUnused(LintWarning):
    """A lexicon that is named and never drawn from."""

    code: ClassVar[str] = "SL841"
    title: ClassVar[str] = "nothing is drawn from `{path}`"
    label: ClassVar[str] = "a lexicon that the scene does not need"
    help: ClassVar[str] = (
        "take it out of `use`, or draw from it: `draw: {{a: {{from: {path}}}}}` under `vary`"
    )
    path: str
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """The scene without the path."""
        return None if self.edit is None else Fix(f"take `{self.path}` out", (self.edit,), Safety.SAFE)


@lint_rule
class UnusedLexicon(SceneRule):
    """Lexicons under `use` that no draw names."""

    finding = LexiconUnused
    plain_is_clean = True
    EXAMPLES = (
        good(
            """
            archetype: recall
            use: [lexicon/names]
            vary:
              count: 2
              draw: {a: {from: lexicon/names.txt}}
            beats:
              - fact: ${a} has the key.
              - ask: Who has it?
            """,
            files=_NAMES,
        ),
        good(
            """
            archetype: recall
            use: [notes.md, lexicon]
            beats:
              - fact: Ann has the key.
              - ask: Who has it?
            """,
            files=_NAMES,
        ),
        good("""
            archetype: recall
            beats:
              - fact: Ann has the key.
              - ask: Who has it?
        """),
        bad(
            """
            archetype: recall
            use: [lexicon/names, ⟦lexicon/kinds⟧]
            vary:
              count: 2
              draw: {a: {from: lexicon/names}}
            beats:
              - fact: ${a} has the key.
              - ask: Who has it?
            """,
            fixed="""
            archetype: recall
            use: [lexicon/names]
            vary:
              count: 2
              draw: {a: {from: lexicon/names}}
            beats:
              - fact: ${a} has the key.
              - ask: Who has it?
            """,
            files=_NAMES,
        ),
        bad(
            """
            archetype: recall
            use: ⟦lexicon/names.txt⟧
            beats:
              - fact: Ann has the key.
              - ask: Who has it?
            """,
            fixed="""
            archetype: recall
            beats:
              - fact: Ann has the key.
              - ask: Who has it?
            """,
            files=_NAMES,
        ),
        bad(
            """
            archetype: recall
            use:
              - notes.md
              - ⟦lexicon/names⟧
            beats:
              - fact: Ann has the key.
              - ask: Who has it?
            """,
            fixed="""
            archetype: recall
            use:
              - notes.md
            beats:
              - fact: Ann has the key.
              - ask: Who has it?
            """,
            files=_NAMES,
        ),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such path."""
        scene = subject.scene
        if not scene.use:
            return
        draws = scene.vary.draws if scene.vary is not None else ()
        drawn = {draw.source.path.text for draw in draws if isinstance(draw.source, LexiconFile)}
        stems = {path.removesuffix(_SUFFIX) for path in drawn}
        project = find_project(Path(scene.file))
        for number, path in enumerate(scene.use):
            file = project.lexicon_file(path)
            is_lexicon = file is not None and file.suffix == _SUFFIX
            if is_lexicon and path.text.removesuffix(_SUFFIX) not in stems:
                yield LexiconUnused(path.place, path.text, _without(subject, number))


def _without(subject: SceneSubject, number: int) -> SpanEdit | None:
    entry = subject.node.entry("use")
    if entry is None:
        return None
    if isinstance(entry.value, YamlSequence) and len(entry.value.items) > 1:
        return without_item(entry.value, number, subject.source)
    return without_entry(subject.node, entry, subject.source)
