"""From a URL to the fsspec file system that speaks its protocol.

Takes: a URL.
Gives: the file system, and the path of the URL in it.
May assume: nothing.
Never does: ask the server anything; read a setting that fsspec does not read itself.
"""

from __future__ import annotations

from fsspec import AbstractFileSystem, available_protocols, get_filesystem_class
from fsspec.core import url_to_fs

from scenelang.diagnostics import Refusal
from scenelang.remote.location import protocol_of
from scenelang.remote.messages import ProtocolLibraryMissing, ProtocolUnknown, UrlMalformed
from scenelang.source import Span

_OWN_EXTRAS = {"s3": "scenelang[s3]", "s3a": "scenelang[s3]"}
_PACKAGES = {
    "az": "adlfs",
    "abfs": "adlfs",
    "ftp": "fsspec",
    "gcs": "gcsfs",
    "gs": "gcsfs",
    "hf": "huggingface_hub",
    "http": "aiohttp",
    "https": "aiohttp",
    "sftp": "paramiko",
    "ssh": "paramiko",
    "smb": "smbprotocol",
    "oci": "ocifs",
    "oss": "ossfs",
    "webdav": "webdav4[fsspec]",
}
_S3 = frozenset({"s3", "s3a"})
_ONE_TRY = {
    "retries": {"total_max_attempts": 1, "mode": "standard"},
    "connect_timeout": 10,
    "read_timeout": 60,
}
"""Retries are counted in one place, `retrying.py`; below it each request is made once."""


def open_filesystem(url: str) -> tuple[AbstractFileSystem, str]:
    """The file system of a URL, and the URL's path in it, without a slash at its end.

    Raises:
        Refusal: the protocol is unknown, its package is missing, or the URL lacks a part.
    """
    protocol = protocol_of(url)
    _check_protocol(url, protocol)
    if not url.partition("://")[2].strip("/"):
        raise Refusal(UrlMalformed(Span.start_of(url), url, "nothing stands behind `://`", protocol))
    options = {"config_kwargs": _ONE_TRY} if protocol in _S3 else {}
    try:
        files, path = url_to_fs(url, **options)
    except ImportError as error:
        raise _library_missing(url, protocol) from error
    except ValueError as error:
        raise Refusal(
            UrlMalformed(Span.start_of(url), url, "its parts do not fit together", protocol)
        ) from error
    if protocol in _S3:
        files.retries = 1
    return files, str(path).rstrip("/")


def _check_protocol(url: str, protocol: str) -> None:
    known = tuple(available_protocols())
    if protocol not in known:
        raise Refusal(ProtocolUnknown(Span.start_of(url), url, protocol, known))
    try:
        get_filesystem_class(protocol)
    except ImportError as error:
        raise _library_missing(url, protocol) from error


def _library_missing(url: str, protocol: str) -> Refusal:
    package = _OWN_EXTRAS.get(protocol) or _PACKAGES.get(protocol) or f"fsspec[{protocol}]"
    quoted = f"'{package}'" if "[" in package else package
    return Refusal(ProtocolLibraryMissing(Span.start_of(url), protocol, f"pip install {quoted}"))
