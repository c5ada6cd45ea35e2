"""A word stands where text is meant, and other readers of YAML take it for a date, a number or a truth value.

Why it hurts: scenelang reads `no`, `012` and `2024-01-01` as they are written. The tools around it do not:
an editor's schema check, a script that counts tags, a notebook that loads the file. To them `language: no`
is false and not Norwegian, the tag `0.10` is 0.1, the id `2024-01-01` is a day, and `1:30` is ninety. What
they count or draw from the file is then not what was trained. Quotes make it text to all.

When to leave it: where no other tool ever reads the files. Drawn numbers that all readers write again as
they stand, such as `7` and `2.5`, are left alone. So are the parts of a number that a comma cuts, which SL816
tells of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.tight_values import tight_runs
from scenelang.linting.texts.written_text import drawn_values, items_of
from scenelang.linting.texts.yaml_types import keeps_its_writing, taken_for
from scenelang.reading import YamlMapping, YamlScalar, YamlSequence
from scenelang.source import SpanEdit


class TextTakenForAnother(LintWarning):
    """A plain word that other readers of YAML do not take for text."""

    code: ClassVar[str] = "SL801"
    title: ClassVar[str] = "other YAML readers take `{written}` for {kind}"
    label: ClassVar[str] = "text is meant here"
    help: ClassVar[str] = 'put quotes around it: `"{written}"`'
    written: str
    kind: str

    def fix(self) -> Fix:
        """The word in quotes."""
        return Fix("put quotes around it", (SpanEdit(self.place, f'"{self.written}"'),), Safety.SAFE)


@lint_rule
class ImplicitType(FileRule):
    """Names, tags, drawn values and texts that are no text to other readers."""

    finding = TextTakenForAnother
    plain_is_clean = True
    EXAMPLES = (
        good("""
            id: "2024-01-01"
            language: "no"
            tags: ["yes", "0.10", winter, on-time]
        """),
        good("""
            vary:
              count: 012
              draw:
                n: [1, 2, 3]
                m: {range: 2..9}
        """),
        good("""
            tension:
              doubt: 0.10
            beats:
              - frame: 1990 was a cold year.
              - kind: reflect
                weight: 1.50
                text: Nobody had swept the step.
        """),
        good("""
            tags: [winter, 1,000]
        """),
        bad(
            """
            id: ⟦2024-01-01⟧
            language: ⟦no⟧
            """,
            fixed="""
            id: "2024-01-01"
            language: "no"
            """,
        ),
        bad(
            """
            tags: [⟦yes⟧, ⟦0.10⟧, ⟦1_000⟧, ⟦12⟧, winter]
            """,
            fixed="""
            tags: ["yes", "0.10", "1_000", "12", winter]
            """,
        ),
        bad(
            """
            vary:
              count: 4
              draw:
                hour: [⟦1:30⟧, ⟦12:00⟧, noon]
                word: {from: [⟦on⟧, ⟦OFF⟧]}
            """,
            fixed="""
            vary:
              count: 4
              draw:
                hour: ["1:30", "12:00", noon]
                word: {from: ["on", "OFF"]}
            """,
        ),
        bad(
            """
            beats:
              - frame: Is the kettle on?
              - reflect: ⟦Yes⟧
            """,
            fixed="""
            beats:
              - frame: Is the kettle on?
              - reflect: "Yes"
            """,
        ),
        bad("""
            cast:
              ⟦y⟧: {role: thinker}
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such word."""
        for document in subject.documents:
            if isinstance(document.node, YamlMapping):
                runs = tight_runs(document.node, subject.source)
                split = {part.place.start for run in runs for part in run}
                for scalar, kind in _told(document.node):
                    if scalar.place.start not in split:
                        yield TextTakenForAnother(scalar.place, scalar.text.value, kind)


def _told(node: YamlMapping) -> Iterator[tuple[YamlScalar, str]]:
    """What is taken for something else; drawn values only where others would write them another way."""
    for scalar in _texts(node):
        kind = taken_for(scalar)
        if kind is not None:
            yield scalar, kind
    for scalar in drawn_values(node):
        kind = taken_for(scalar)
        if kind is not None and not keeps_its_writing(scalar.text.value):
            yield scalar, kind


def _texts(node: YamlMapping) -> Iterator[YamlScalar]:
    """What a scene writes where a name or a text belongs."""
    for key in ("id", "archetype", "language"):
        value = node.get(key)
        if isinstance(value, YamlScalar):
            yield value
    for key in ("tags", "use"):
        yield from items_of(node.get(key))
    cast, beats = node.get("cast"), node.get("beats")
    for entry in cast.entries if isinstance(cast, YamlMapping) else ():
        yield entry.key
        yield from _values(entry.value, ("role",))
    for beat in beats.items if isinstance(beats, YamlSequence) else ():
        if isinstance(beat, YamlMapping) and len(beat.entries) == 1 and beat.get("text") is None:
            yield from _values(beat, (beat.entries[0].name,))
        else:
            yield from _values(beat, ("kind", "speaker", "text"))


def _values(node: object, keys: tuple[str, ...]) -> Iterator[YamlScalar]:
    for key in keys:
        value = node.get(key) if isinstance(node, YamlMapping) else None
        if isinstance(value, YamlScalar):
            yield value
