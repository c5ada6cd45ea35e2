"""The licence of a scene is no SPDX expression.

Why it hurts: tools that sort texts by what may be done with them read the names of the SPDX list and no
others. `CC BY 4` is clear to a reader and nothing to a tool, and "free" is clear to nobody.

A licence of your own is written `LicenseRef-` with letters, digits, `-` and `.` behind it. Several are joined
by `AND` and `OR`. Case does not count.

When to leave it: never; a licence that the list does not have is a `LicenseRef-`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, did_you_mean, respelling
from scenelang.linting.examples import bad, good
from scenelang.linting.licences import canonical_licence
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject

_USUAL = (
    "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-SA-4.0",
    "CC-BY-NC-ND-4.0", "CC-BY-3.0", "CC-BY-SA-3.0", "CC-PDDC", "PDDL-1.0", "ODC-By-1.0", "ODbL-1.0",
    "MIT", "Apache-2.0", "BSD-3-Clause", "GFDL-1.3-or-later", "GPL-3.0-or-later", "Unlicense",
)  # fmt: skip
"""Licences that texts most often have."""


class LicenceUnknown(LintWarning):
    """What stands under `licence` is not on the SPDX list."""

    code: ClassVar[str] = "SL912"
    title: ClassVar[str] = "`{written}` is no SPDX expression"
    label: ClassVar[str] = "no tool knows this licence"
    help: ClassVar[str] = "write a name of spdx.org/licenses, or `LicenseRef-` and a name of your own"
    written: str

    @property
    def help_text(self) -> str:
        """The licence that may be meant."""
        return did_you_mean(self.written, _USUAL) + self.help

    def fix(self) -> Fix | None:
        """The licence that was surely meant."""
        return respelling(self.place, self.written, _USUAL)


@lint_rule
class UnknownLicence(FileRule):
    """Licences that are no SPDX expression."""

    finding = LicenceUnknown
    plain_is_clean: ClassVar[bool] = True
    EXAMPLES = (
        good(
            """
            licence: CC-BY-4.0
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            licence: (mit OR Apache-2.0) AND LicenseRef-our-house
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            source: public domain
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        bad(
            """
            licence: ⟦CC-BY 4.0⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            fixed="""
            licence: CC-BY-4.0
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        bad(
            """
            licence: "⟦public domain⟧"
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        bad(
            """
            licence: ⟦MIT or else⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such licence."""
        for scene in subject.scenes:
            licence = scene.licence
            if licence is not None and canonical_licence(licence.text) is None:
                yield LicenceUnknown(licence.place, licence.text)
