"""A scene has a licence that the project does not take.

Why it hurts: one text that may not be sold, or not be changed, binds the whole set that holds it. That is
best seen on the day when the text comes in.

The licences that a project takes are named in `licences`. Of `A OR B` one must be among them, of `A AND B`
both. A scene without a licence is another rule's business. This rule is off by itself, since only a project
knows what it takes.

When to leave it: where a text is used with leave; say so in a `LicenseRef-` and name that in `licences`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.licences import canonical_licence
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject

_FREE = ("CC0-1.0", "CC-BY-4.0", "CC-PDDC", "PDDL-1.0", "MIT", "Apache-2.0", "Unlicense")


class LicenceUnwanted(LintWarning):
    """A licence that is not among those of the project."""

    code: ClassVar[str] = "SL919"
    title: ClassVar[str] = "the project takes no texts under `{written}`"
    label: ClassVar[str] = "not among the licences of the project"
    help: ClassVar[str] = (
        "take the scene out, or name the licence among those that the project takes: {taken}"
    )
    written: str
    taken: str


@lint_rule
class UnwantedLicence(FileRule):
    """Licences that a project does not take."""

    finding = LicenceUnwanted
    plain_is_clean: ClassVar[bool] = True
    is_on: ClassVar[bool] = False
    licences: tuple[str, ...] = _FREE
    """The licences that may stand, by their SPDX names."""

    EXAMPLES = (
        good(
            """
            licence: cc-by-4.0
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            licence: GPL-3.0-only OR MIT
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            licence: CC-BY-NC-4.0
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            options={"licences": ("CC-BY-NC-4.0",)},
        ),
        bad(
            """
            licence: ⟦CC-BY-NC-4.0⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        bad(
            """
            licence: ⟦(CC-BY-SA-4.0 OR MIT) AND GPL-3.0-only⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        bad(
            """
            licence: ⟦MIT⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            options={"licences": ("CC0-1.0",)},
        ),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such licence; one that is no SPDX expression is another rule's."""
        taken = {licence.casefold() for licence in self.licences}
        for scene in subject.scenes:
            licence = None if scene.licence is None else canonical_licence(scene.licence.text)
            if scene.licence is not None and licence is not None and not _is_taken(licence, taken):
                yield LicenceUnwanted(scene.licence.place, licence, ", ".join(self.licences))


def _is_taken(licence: str, taken: set[str]) -> bool:
    """Whether an expression in canonical spelling can be met: brackets from within, `AND` before `OR`."""
    expression = licence
    while (closing := expression.find(")")) >= 0:
        opening = expression.rindex("(", 0, closing)
        inside = "yes" if _is_met(expression[opening + 1 : closing], taken) else "no"
        expression = expression[:opening] + inside + expression[closing + 1 :]
    return _is_met(expression, taken)


def _is_met(flat: str, taken: set[str]) -> bool:
    return any(
        all(_is_one(name.strip(), taken) for name in each.split(" AND ")) for each in flat.split(" OR ")
    )


def _is_one(name: str, taken: set[str]) -> bool:
    """A licence, with or without an exception, which only gives more leave."""
    return name == "yes" or name.partition(" WITH ")[0].casefold() in taken
