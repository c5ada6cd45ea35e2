"""A text holds an e-mail address.

Why it hurts: a model learns the address and may say it to anyone. If it is somebody's, that is a leak; if it
is made up, somebody may own it tomorrow.

Addresses under `example.com`, `example.org`, `example.net`, and under the ends `.example`, `.test`,
`.invalid` and `.localhost` belong to nobody, by RFC 2606, and are left alone. What is looked at is what a
model is given: texts of beats, drawn values in lists, texts in quotes. A lexicon is not. Users of programs,
as in `git@github.com:ann/tea.git` and `ssh://ann@server.org`, are no addresses.

When to leave it: where an address is public and the scene is about it. Name its domain in `domains`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.written_text import trained_texts
from scenelang.source import SpanEdit

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@(?P<domain>(?:[\w-]+\.)+[^\W\d_]{2,})(?![\w-])")
_TRACE = re.compile(r"@[\w-]+\.\w")
_PATH = re.compile(r":[\w.~-]*/")
_SERVED = re.compile(r"://[^\s/@]*\Z")
_LONGEST_USER = 80
_PROGRAMS = frozenset({"git", "hg", "svn"})


class EmailAddress(LintWarning):
    """An address at which somebody may be reached stands in what a model reads."""

    code: ClassVar[str] = "SL905"
    title: ClassVar[str] = "`{address}` is an e-mail address, and a model learns it"
    label: ClassVar[str] = "somebody may be reached there"
    help: ClassVar[str] = "write an address that is nobody's, such as `name@example.com`"
    address: str
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """An address that nobody has; each address of a file gets one of its own."""
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
                  She cloned git@github.com:ann/tea.git and bo@snow.org:src/tea from ssh://bo@snow.org:22.
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
              - reflect: |
                  Not ⟦bo@snow.org⟧, not name2@example.com, not ⟦Ann.Lee@orchard-street.org⟧.
            """,
            fixed="""
            beats:
              - frame: |
                  She wrote to name@example.com, and nobody answered.
              - reflect: |
                  Not name3@example.com, not name2@example.com, not name@example.com.
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
        found = [(text, one) for text in trained_texts(subject) for one in _addresses(text.read)]
        nobodys = _nobodys({one[0].casefold() for _, one in found})
        given: dict[str, str] = {}
        for text, one in found:
            if self._is_nobodys(one["domain"].casefold()):
                continue
            address = one[0].casefold()
            given[address] = given.get(address) or next(nobodys)
            yield EmailAddress(text.place(*one.span()), one[0], text.edit(*one.span(), given[address]))

    def _is_nobodys(self, domain: str) -> bool:
        return any(domain == known or domain.endswith(f".{known}") for known in self.domains)


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """What has the form of an address, but for users of programs, as URLs and paths on servers name them."""
    for found in _ADDRESS.finditer(text):
        is_served = _SERVED.search(text, max(0, found.start() - _LONGEST_USER), found.start())
        is_program = found[0].partition("@")[0] in _PROGRAMS
        if not (is_program or is_served or _PATH.match(text, found.end())):
            yield found


def _nobodys(taken: set[str]) -> Iterator[str]:
    """Addresses that nobody has, one after the other, without those that stand in the file already."""
    names = (f"name{number if number > 1 else ''}@example.com" for number in count(1))
    return (name for name in names if name not in taken)
