"""From a failure to what an author is told."""

from __future__ import annotations

from scenelang.diagnostics import Diagnostic, Refusal
from scenelang.remote.failures import Failure, FailureKind
from scenelang.remote.location import kept_folder, protocol_of
from scenelang.remote.messages import (
    BucketMissing,
    CopyNotKept,
    CredentialsRefused,
    NothingAtUrl,
    UrlDenied,
    UrlFileTorn,
    UrlMalformed,
    UrlRefused,
    UrlUnreachable,
)
from scenelang.source import Span

_ANY_SIGN_IN = "sign in there as the tools of its provider do"
_RIGHTS = {"writing": "write", "deleting": "delete", "listing": "list and read"}
_SIGN_IN = {
    "s3": "set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or sign in with `aws configure`",
    "s3a": "set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or sign in with `aws configure`",
    "gs": "sign in with `gcloud auth application-default login`",
    "gcs": "sign in with `gcloud auth application-default login`",
    "az": "set `AZURE_STORAGE_ACCOUNT_NAME` and `AZURE_STORAGE_ACCOUNT_KEY`, or sign in with `az login`",
    "abfs": "set `AZURE_STORAGE_ACCOUNT_NAME` and `AZURE_STORAGE_ACCOUNT_KEY`, or sign in with `az login`",
    "hf": "sign in with `hf auth login`",
}


def refusal_of(doing: str, url: str, failure: Failure, tries: int) -> Refusal:
    """The refusal that a failure comes to.

    Args:
        doing: What was being done: `reading`, `writing`, `listing`, `deleting`, `looking for`.
        url: To what.
        failure: How it failed.
        tries: How often it was tried, where the failure might have passed.
    """
    return Refusal(_told(doing, url, failure, tries))


def _told(doing: str, url: str, failure: Failure, tries: int) -> Diagnostic:
    place, protocol, what = Span.start_of(url), protocol_of(url), f"{doing} `{url}`"
    told: dict[FailureKind, Diagnostic] = {
        FailureKind.GONE: NothingAtUrl(place, url),
        FailureKind.NO_BUCKET: BucketMissing(place, url, _bucket(url)),
        FailureKind.DENIED: UrlDenied(place, what, _RIGHTS.get(doing, "read")),
        FailureKind.CREDENTIALS: CredentialsRefused(
            place, url, failure.words, _SIGN_IN.get(protocol, _ANY_SIGN_IN)
        ),
        FailureKind.MALFORMED: UrlMalformed(place, url, failure.words, protocol),
        FailureKind.NO_ROOM: CopyNotKept(place, str(kept_folder()), failure.words),
        FailureKind.TORN: UrlFileTorn(place, url),
        FailureKind.PASSING: UrlUnreachable(place, what, _times(tries), failure.words),
        FailureKind.OTHER: UrlRefused(place, what, failure.words),
    }
    return told[failure.kind]


def _bucket(url: str) -> str:
    return url.partition("://")[2].partition("/")[0]


def _times(tries: int) -> str:
    return "once" if tries == 1 else f"{tries} times"
