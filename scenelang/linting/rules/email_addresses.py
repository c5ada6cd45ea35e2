"""A text holds an e-mail address.

Why it hurts: a model learns the address and may say it to anyone. If it is somebody's, that is a leak; if it
is made up, somebody may own it tomorrow.

Addresses under `example.com`, `example.org`, `example.net`, and under the ends `.example`, `.test`,
`.invalid` and `.localhost` belong to nobody, by RFC 2606, and are left alone. What is looked at is what a
model is given: texts of beats, drawn values in lists, texts in quotes. A lexicon is not.

When to leave it: where an address is public and the scene is about it. Name its domain in `domains`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.written_text import trained_texts
from scenelang.source import SpanEdit

if TYPE_CHECKING:
    from scenelang.linting.quick import PlainScene

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@(?P<domain>(?:[\w-]+\.)+[^\W\d_]{2,})(?![\w-])")
_TRACE = re.compile(r"@[\w-]+\.\w")
_NOBODYS = "name@example.com"


class EmailAddress(LintWarning):
    """An address at which somebody may be reached stands in what a model reads."""

    code: ClassVar[str] = "SL905"
    title: ClassVar[str] = "`{address}` is an e-mail address, and a model learns it"
    label: ClassVar[str] = "somebody may be reached there"
    help: ClassVar[str] = "write an address that is nobody's, such as `name@example.com`"
    address: str
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """An address that nobody has."""
        return None if self.edit is None else Fix(f"write `{self.edit.replacement}`", (self.edit,))


@lint_rule
class EmailAddresses(FileRule):
    """E-mail addresses in texts, but for those that nobody can have."""

    finding = EmailAddress
    domains: tuple[str, ...] = (
        "example.com",
        "example.org",
        "example.net",
        "example",
        "test",
        "invalid",
        "localhost",
    )
    """Domains whose addresses may stand, with all below them."""

    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  She wrote to ann@example.com, and the answer came from postmaster@mail.example.org.
        """),
        good("""
            beats:
              - frame: |
                  He met her @ the station. It was 5 @ 2.50, and the address ended in @.
        """),
        good("""
            # questions to editor@gutenberg.net
            beats:
              - frame: Nobody had put it on.
        """),
        good(
            """
            beats:
              - frame: |
                  Write to help@gutenberg.org.
            """,
            options={"domains": ("gutenberg.org",)},
        ),
        bad(
            """
            beats:
              - frame: |
                  She wrote to ⟦ann.lee@orchard-street.org⟧, and nobody answered.
            """,
            fixed="""
            beats:
              - frame: |
                  She wrote to name@example.com, and nobody answered.
            """,
        ),
        bad(
            """
            vary:
              count: 2
              draw:
                who: [⟦ann@orchard.ru⟧, bo@example.com]
            beats:
              - frame: |
                  She wrote to ${who}.
            """,
            fixed="""
            vary:
              count: 2
              draw:
                who: [name@example.com, bo@example.com]
            beats:
              - frame: |
                  She wrote to ${who}.
            """,
        ),
        bad(
            """
            beats:
              - frame: |
                  The [sender]{#from} was [⟦a.b+c@d.co.uk⟧]{#address}.
            """,
            fixed="""
            beats:
              - frame: |
                  The [sender]{#from} was [name@example.com]{#address}.
            """,
        ),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether the text of a plain scene holds what may be an address."""
        return b"@" in scene.rare and _TRACE.search(scene.text) is not None

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each address."""
        if not _TRACE.search(subject.source.text):
            return
        for text in trained_texts(subject):
            for found in _ADDRESS.finditer(text.read):
                if not self._is_nobodys(found["domain"].casefold()):
                    place = text.place(*found.span())
                    yield EmailAddress(place, found[0], text.edit(*found.span(), _NOBODYS))

    def _is_nobodys(self, domain: str) -> bool:
        return any(domain == known or domain.endswith(f".{known}") for known in self.domains)
