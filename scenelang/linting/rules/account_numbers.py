"""A text holds the number of a bank account or of a payment card.

Why it hurts: a model learns the number and may say it to anyone. A number whose check digits are right may
well be somebody's.

Account numbers (IBAN) are checked with the library `python-stdnum`, card numbers by their length, their
first digits and Luhn's check digit. Numbers that banks print in their examples are left alone.

When to leave it: never, where the number may be real. A number with a wrong check digit is as good in a
story, and nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.text_shape import may_hold_number
from scenelang.linting.texts.written_text import trained_texts

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_IBAN = re.compile(
    r"(?<![0-9A-Za-z])[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?(?![0-9A-Za-z])"
)
_CARD = re.compile(r"(?<![\w.,-])[2-6](?:[ -]?[0-9]){12,18}(?![\w-])")
_ISSUED = re.compile(r"(?:4|5[1-5]|2[2-7]|3[47]|3[068]|35|6011|64[4-9]|65|62)")
_CARD_LENGTHS = frozenset({13, 14, 15, 16, 19})
_TRACE = re.compile(r"[0-9](?:(?:[ -]?[0-9]){12}|[0-9](?: ?[0-9A-Z]{4}){2} ?[0-9A-Z]{3})")
_PARTING = re.compile(r"[ -]")
_PRINTED = frozenset({
    "4111111111111111", "4242424242424242", "4012888888881881", "5555555555554444", "5105105105105100",
    "378282246310005", "371449635398431", "6011111111111117", "6011000990139424", "30569309025904",
    "38520000023237", "3530111333300000", "4222222222222", "GB82WEST12345698765432",
    "DE89370400440532013000", "FR1420041010050500013M02606", "CH9300762011623852957", "NL91ABNA0417164300",
    "GB29NWBK60161331926819",
})  # fmt: skip


class AccountNumber(LintWarning):
    """The number of an account or of a card stands in what a model reads."""

    code: ClassVar[str] = "SL907"
    title: ClassVar[str] = "this is a valid {what} number, and a model learns it"
    label: ClassVar[str] = "its check digits are right"
    help: ClassVar[str] = "change a digit, so that the check digits are wrong and the number is nobody's"
    what: str


@lint_rule
class AccountNumbers(FileRule):
    """Valid numbers of bank accounts and payment cards in texts."""

    finding = AccountNumber
    allowed: tuple[str, ...] = ()
    """Numbers that may stand, written without blanks."""

    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  The card ended in 4242, as in 4111 1111 1111 1111; the account:
                  GB82 WEST 1234 5698 7654 32.
        """),
        good("""
            beats:
              - frame: |
                  The account was DE75 5121 0800 1245 1261 98, which the clerk could not find.
        """),
        good("""
            beats:
              - frame: |
                  He counted 4539 1488 0343 6468 grains, and 3.141592653589793 was what he had in mind.
        """),
        bad("""
            beats:
              - frame: |
                  The account was ⟦DE75 5121 0800 1245 1261 99⟧, the clerk said.
        """),
        bad("""
            beats:
              - frame: |
                  It was [⟦4539 1488 0343 6467⟧]{#card}, or ⟦6011-0009-9013-9432⟧.
        """),
        bad("""
            vary:
              count: 2
              draw:
                account: [⟦NO9386011117947⟧, none]
            beats:
              - frame: |
                  She read it out: ${account}.
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether the text of a plain scene holds what may be a number."""
        return bool(scene.rare) and may_hold_number(scene.text) and _TRACE.search(scene.text) is not None

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each number."""
        if not may_hold_number(subject.source.text):
            return
        for text in trained_texts(subject):
            for found in _IBAN.finditer(text.read):
                if self._is_told(found[0]) and _is_account(found[0]):
                    yield AccountNumber(text.place(*found.span()), "account")
            for found in _CARD.finditer(text.read):
                if self._is_told(found[0]) and _is_card(_PARTING.sub("", found[0])):
                    yield AccountNumber(text.place(*found.span()), "card")

    def _is_told(self, written: str) -> bool:
        number = _PARTING.sub("", written)
        return number not in _PRINTED and number not in self.allowed


def _is_account(number: str) -> bool:
    from stdnum import iban  # noqa: PLC0415 - few texts need it

    return iban.is_valid(number)


def _is_card(number: str) -> bool:
    from stdnum import luhn  # noqa: PLC0415 - few texts need it

    if len(number) not in _CARD_LENGTHS or not _ISSUED.match(number) or len(set(number)) < 4:
        return False
    return luhn.is_valid(number)
