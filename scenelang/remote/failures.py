"""What a failure on another machine means, whatever library it comes from.

Takes: an exception of fsspec or of anything below it.
Gives: its kind, and a reason in our words.
May assume: nothing; libraries are known by their errors' names, so that none has to be loaded.
Never does: pass on the words of a library.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple


class FailureKind(Enum):
    """What kind of failure it is, and so which message it becomes."""

    GONE = auto()
    NO_BUCKET = auto()
    DENIED = auto()
    CREDENTIALS = auto()
    MALFORMED = auto()
    NO_ROOM = auto()
    PASSING = auto()
    TORN = auto()
    OTHER = auto()


class Failure(NamedTuple):
    """A failure: its kind, and why in a few words."""

    kind: FailureKind
    words: str

    @property
    def may_pass(self) -> bool:
        """Whether the same may go well in a moment."""
        return self.kind in {FailureKind.PASSING, FailureKind.TORN}


_BY_CODE = {
    "NoSuchBucket": Failure(FailureKind.NO_BUCKET, "there is no such bucket"),
    "InvalidBucketName": Failure(FailureKind.MALFORMED, "no bucket can have this name"),
    "InvalidAccessKeyId": Failure(FailureKind.CREDENTIALS, "the access key is not known there"),
    "SignatureDoesNotMatch": Failure(FailureKind.CREDENTIALS, "the secret key is wrong"),
    "ExpiredToken": Failure(FailureKind.CREDENTIALS, "the session has expired"),
    "TokenRefreshRequired": Failure(FailureKind.CREDENTIALS, "the session has expired"),
    "InvalidToken": Failure(FailureKind.CREDENTIALS, "the session token is wrong"),
    "InvalidClientTokenId": Failure(FailureKind.CREDENTIALS, "the access key is not known there"),
    "AuthFailure": Failure(FailureKind.CREDENTIALS, "the credentials are refused"),
    "RequestTimeTooSkewed": Failure(FailureKind.CREDENTIALS, "the clock of this machine is wrong"),
    "SlowDown": Failure(FailureKind.PASSING, "the server asks for fewer requests"),
    "Throttling": Failure(FailureKind.PASSING, "the server asks for fewer requests"),
    "ServiceUnavailable": Failure(FailureKind.PASSING, "the server is busy"),
    "InternalError": Failure(FailureKind.PASSING, "the server has an error of its own"),
    "RequestTimeout": Failure(FailureKind.PASSING, "it took too long"),
    "OperationAborted": Failure(FailureKind.PASSING, "something else was changed at the same moment"),
}
_BY_NAME = {
    "NoCredentialsError": Failure(FailureKind.CREDENTIALS, "there are none"),
    "PartialCredentialsError": Failure(FailureKind.CREDENTIALS, "half of them are missing"),
    "CredentialRetrievalError": Failure(FailureKind.CREDENTIALS, "they cannot be fetched"),
    "TokenRetrievalError": Failure(FailureKind.CREDENTIALS, "they cannot be fetched"),
    "UnauthorizedSSOTokenError": Failure(FailureKind.CREDENTIALS, "the session has expired"),
    "ProfileNotFound": Failure(FailureKind.CREDENTIALS, "the profile that is named is not there"),
    "DefaultCredentialsError": Failure(FailureKind.CREDENTIALS, "there are none"),
    "RefreshError": Failure(FailureKind.CREDENTIALS, "they cannot be refreshed"),
    "ParamValidationError": Failure(FailureKind.MALFORMED, "no bucket and no name can be written like this"),
    "InvalidURL": Failure(FailureKind.MALFORMED, "it is no URL"),
    "InvalidUrlClientError": Failure(FailureKind.MALFORMED, "it is no URL"),
    "ClientConnectorDNSError": Failure(FailureKind.PASSING, "the name of the server leads nowhere"),
    "EndpointConnectionError": Failure(FailureKind.PASSING, "the server cannot be reached"),
    "ClientConnectorError": Failure(FailureKind.PASSING, "the server cannot be reached"),
    "ConnectTimeoutError": Failure(FailureKind.PASSING, "the server cannot be reached"),
    "ConnectionClosedError": Failure(FailureKind.PASSING, "the connection broke off"),
    "HTTPClientError": Failure(FailureKind.PASSING, "the connection broke off"),
    "ServerDisconnectedError": Failure(FailureKind.PASSING, "the connection broke off"),
    "ClientPayloadError": Failure(FailureKind.PASSING, "the connection broke off"),
    "IncompleteRead": Failure(FailureKind.PASSING, "the connection broke off"),
    "ResponseParserError": Failure(FailureKind.PASSING, "the answer of the server was torn"),
    "Torn": Failure(FailureKind.TORN, "what arrived is not whole"),
}
_BY_STATUS = {
    400: Failure(FailureKind.OTHER, "the server does not understand the request"),
    401: Failure(FailureKind.CREDENTIALS, "the server wants some"),
    403: Failure(FailureKind.DENIED, "access is denied"),
    404: Failure(FailureKind.GONE, "there is nothing"),
    408: Failure(FailureKind.PASSING, "it took too long"),
    410: Failure(FailureKind.GONE, "there is nothing any more"),
    425: Failure(FailureKind.PASSING, "the server is not ready"),
    429: Failure(FailureKind.PASSING, "the server asks for fewer requests"),
    500: Failure(FailureKind.PASSING, "the server has an error of its own"),
    502: Failure(FailureKind.PASSING, "the server has an error of its own"),
    503: Failure(FailureKind.PASSING, "the server is busy"),
    504: Failure(FailureKind.PASSING, "it took too long"),
}
_GONE = Failure(FailureKind.GONE, "there is nothing")
_NO_WAY = Failure(FailureKind.PASSING, "the server cannot be reached")
_BROKEN = Failure(FailureKind.PASSING, "the connection broke off")
_FULL = Failure(FailureKind.NO_ROOM, "no space left")
_BY_KIND: dict[type[BaseException], Failure] = {
    FileNotFoundError: _GONE,
    NotADirectoryError: _GONE,
    PermissionError: Failure(FailureKind.DENIED, "access is denied"),
    TimeoutError: Failure(FailureKind.PASSING, "it took too long"),
    ConnectionRefusedError: _NO_WAY,
    ConnectionError: _BROKEN,
    NotImplementedError: Failure(FailureKind.OTHER, "this protocol cannot do it"),
}
_BY_NUMBER = {
    **dict.fromkeys((errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED, errno.EBUSY, errno.EAGAIN), _BROKEN),
    **dict.fromkeys((errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN), _NO_WAY),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _FULL),
}


class Torn(Exception):
    """What arrived is not what was sent; another try may bring it whole. It carries the name of the file."""


def failure_of(error: BaseException) -> Failure:
    """The failure that an exception tells of, or one of those that it was raised from."""
    for find in (_by_code, _by_name, _by_status, _by_kind):
        for cause in _causes(error):
            found = find(cause)
            if found is not None:
                return found
    return Failure(FailureKind.OTHER, "the server refuses it")


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__


def _by_code(error: BaseException) -> Failure | None:
    response = getattr(error, "response", None)
    if not isinstance(response, dict):
        return None
    part = response.get("Error")
    return _BY_CODE.get(str(part.get("Code"))) if isinstance(part, dict) else None


def _by_name(error: BaseException) -> Failure | None:
    return next((_BY_NAME[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in _BY_NAME), None)


def _by_status(error: BaseException) -> Failure | None:
    response = getattr(error, "response", None)
    found = getattr(error, "status", None) or getattr(error, "status_code", None)
    if isinstance(response, dict):
        about = response.get("ResponseMetadata")
        found = about.get("HTTPStatusCode") if isinstance(about, dict) else found
    return _BY_STATUS.get(found) if isinstance(found, int) else None


def _by_kind(error: BaseException) -> Failure | None:
    """By the kinds that Python itself has, and the numbers of the system."""
    for kinds, failure in _BY_KIND.items():
        if isinstance(error, kinds):
            return failure
    return _BY_NUMBER.get(error.errno or 0) if isinstance(error, OSError) else None
