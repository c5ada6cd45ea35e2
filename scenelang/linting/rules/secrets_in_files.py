"""A file holds a key, a token or a password.

Why it hurts: whoever gets the file, the shards or the model gets the key. A secret that was once committed
is known, whatever is done to the file later.

The whole file is looked at, comments too, with the detectors of the library `detect-secrets` that know the
form of a secret: private keys, and tokens of AWS, Azure, GitHub, GitLab, OpenAI, PyPI, npm, SendGrid, Slack,
Stripe, Telegram, Twilio and others, JSON web tokens, passwords in addresses. Detectors that guess by
entropy are not asked.

When to leave it: where the key is one that its maker prints in examples. A key that holds `EXAMPLE` is left
alone; others may be named in `allowed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, Protocol

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.text_shape import may_hold_secret
from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_DETECTORS = (
    ("artifactory", "ArtifactoryDetector"), ("aws", "AWSKeyDetector"),
    ("azure_storage_key", "AzureStorageKeyDetector"), ("basic_auth", "BasicAuthDetector"),
    ("discord", "DiscordBotTokenDetector"), ("github_token", "GitHubTokenDetector"),
    ("gitlab_token", "GitLabTokenDetector"), ("jwt", "JwtTokenDetector"), ("mailchimp", "MailchimpDetector"),
    ("npm", "NpmDetector"), ("openai", "OpenAIDetector"), ("private_key", "PrivateKeyDetector"),
    ("pypi_token", "PypiTokenDetector"), ("sendgrid", "SendGridDetector"), ("slack", "SlackDetector"),
    ("square_oauth", "SquareOAuthDetector"), ("stripe", "StripeDetector"),
    ("telegram_token", "TelegramBotTokenDetector"), ("twilio", "TwilioKeyDetector"),
)  # fmt: skip


class SecretInFile(LintWarning):
    """Something that opens a door stands in a file."""

    code: ClassVar[str] = "SL909"
    title: ClassVar[str] = "this looks like a secret: {kind}"
    label: ClassVar[str] = "whoever reads this file has it"
    help: ClassVar[str] = "have it revoked, then write one that opens nothing"
    kind: str


class _Detector(Protocol):
    secret_type: str

    denylist: Iterable[re.Pattern[str]]


@lint_rule
class SecretsInFiles(FileRule):
    """Keys, tokens and passwords that are known by their form."""

    finding = SecretInFile
    allowed: tuple[str, ...] = ("EXAMPLE",)
    """Texts that a secret may hold and be none."""

    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  The key was AKIAIOSFODNN7EXAMPLE, as in the book, and the sum was 8d969eef6ecad3c29a3a6292.
        """),
        good("""
            beats:
              - frame: |
                  Antidisestablishmentarianism/floccinaucinihilipilification, he said: https://example.com/a/b.
        """),
        good(
            """
            beats:
              - frame: |
                  "ftp://guest:guest@files.example.org" was how one got in.
            """,
            options={"allowed": ("guest",)},
        ),
        bad("""
            beats:
              - frame: |
                  On the note stood ⟦AKIA2E0A8F3B244C9986⟧, and nothing else.
        """),
        bad("""
            # pushed with ⟦ghp_aaaaBBBBccccDDDDeeeeFFFFggggHHHHiiii⟧
            beats:
              - frame: Nobody had put it on.
        """),
        bad("""
            beats:
              - frame: |
                  The door was [https⟦://root:horsebattery@⟧orchard-street.org/login]{#door}.
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether the text of a plain scene holds what may be a secret."""
        return may_hold_secret(scene.text)

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each secret."""
        text = subject.source.text
        if not may_hold_secret(text):
            return
        start = 0
        for line in text.splitlines(keepends=True):
            for kind, (first, last) in sorted(self._secrets(line), key=lambda each: each[1]):
                yield SecretInFile(Span(subject.source.name, start + first, start + last), kind)
            start += len(line)

    def _secrets(self, line: str) -> Iterator[tuple[str, tuple[int, int]]]:
        for detector in _detectors():
            for found in (match for pattern in detector.denylist for match in pattern.finditer(line)):
                secret = found[0].strip(" \t\n\r\"'")
                if secret and not any(word in secret for word in self.allowed):
                    first = line.index(secret, found.start())
                    yield detector.secret_type, (first, first + len(secret))


@cache
def _detectors() -> tuple[_Detector, ...]:
    """The detectors; the library is loaded when the first text needs them."""
    return tuple(
        getattr(import_module(f"detect_secrets.plugins.{file}"), name)() for file, name in _DETECTORS
    )
