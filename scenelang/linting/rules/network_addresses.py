"""A text holds the network address of a machine that may be somebody's.

Why it hurts: an address leads to a machine, often to a household. A model that learned it from a log may say
it to anyone, and others will knock there.

Addresses of private networks, and those set aside for documentation (192.0.2.0/24, 198.51.100.0/24,
203.0.113.0/24, 2001:db8::/32) are nobody's and left alone. So are four small numbers in a row: they are a
chapter or a version far more often than a machine.

When to leave it: where the address is public and the scene is about it, as that of a name server. Name it
in `allowed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.text_shape import may_hold_network_address
from scenelang.linting.texts.written_text import trained_texts
from scenelang.source import SpanEdit

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_FOUR = re.compile(r"(?<![\w.:-])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![\w-]|\.[0-9])")
_EIGHT = re.compile(r"(?<![\w.:])[0-9A-Fa-f]{1,4}(?::{1,2}[0-9A-Fa-f]{1,4}){3,7}(?![\w:])")
_SMALL = 32
_NOBODYS = {4: "192.0.2.1", 6: "2001:db8::1"}


class NetworkAddress(LintWarning):
    """The address of a machine stands in what a model reads."""

    code: ClassVar[str] = "SL908"
    title: ClassVar[str] = "`{address}` is a network address, and a model learns it"
    label: ClassVar[str] = "a machine may answer there"
    help: ClassVar[str] = "write an address that is nobody's, such as `192.0.2.1`"
    address: str
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """An address that no machine has."""
        return None if self.edit is None else Fix(f"write `{self.edit.replacement}`", (self.edit,))


@lint_rule
class NetworkAddresses(FileRule):
    """Public network addresses (IPv4 and IPv6) in texts."""

    finding = NetworkAddress
    allowed: tuple[str, ...] = ("1.1.1.1", "8.8.8.8", "8.8.4.4", "9.9.9.9")
    """Addresses that may stand."""

    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  The log named 192.168.0.17 and 203.0.113.9, and at 12:30:45:07 it named 2001:db8::17.
        """),
        good("""
            beats:
              - frame: |
                  Section 4.3.2.1 of version 10.0.0.2 says so, and 256.300.1.999 is no address at all.
        """),
        good("""
            beats:
              - frame: |
                  She asked 8.8.8.8, which asks everybody.
        """),
        bad(
            """
            beats:
              - frame: |
                  The log named ⟦85.214.132.117⟧ at half past two.
            """,
            fixed="""
            beats:
              - frame: |
                  The log named 192.0.2.1 at half past two.
            """,
        ),
        bad(
            """
            beats:
              - frame: |
                  From [⟦2a00:1450:4001:81b::200e⟧]{#from} came nothing more.
            """,
            fixed="""
            beats:
              - frame: |
                  From [2001:db8::1]{#from} came nothing more.
            """,
        ),
        bad(
            """
            beats:
              - frame: "It was ⟦140.82.121.4⟧."
              - reflect: |
                  Or ⟦151.101.1.69⟧, she thought.
            """,
            fixed="""
            beats:
              - frame: "It was 192.0.2.1."
              - reflect: |
                  Or 192.0.2.1, she thought.
            """,
        ),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether the text of a plain scene holds what may be an address."""
        return bool(scene.rare) and may_hold_network_address(scene.text)

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each address."""
        if not may_hold_network_address(subject.source.text):
            return
        for text in trained_texts(subject):
            for pattern in (_FOUR, _EIGHT):
                for found in pattern.finditer(text.read):
                    version = _version_of(found[0])
                    if version and found[0] not in self.allowed:
                        edit = text.edit(*found.span(), _NOBODYS[version])
                        yield NetworkAddress(text.place(*found.span()), found[0], edit)


def _version_of(written: str) -> int:
    """4 or 6 for a public address; 0 for any other, and for what is no address."""
    from ipaddress import ip_address  # noqa: PLC0415 - few texts need it

    try:
        address = ip_address(written)
    except ValueError:
        return 0
    is_small = address.version == 4 and max(address.packed) < _SMALL
    return address.version if address.is_global and not is_small else 0
