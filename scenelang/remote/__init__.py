"""Scenes and shards on other machines: any URL that fsspec knows, with retries."""

from importlib import import_module
from typing import TYPE_CHECKING

from scenelang.remote.location import (
    CACHE_VARIABLE,
    MIRROR_MARK,
    PROJECT_MARKS,
    is_url,
    kept_folder,
    path_or_url,
    staging_folder,
)

if TYPE_CHECKING:
    from scenelang.remote.build_copy import BuildCopy
    from scenelang.remote.build_layout import BuildLayout
    from scenelang.remote.build_upload import BuildUpload
    from scenelang.remote.retrying import Patience
    from scenelang.remote.shown_urls import ShownUrls
    from scenelang.remote.source_mirror import SourceMirror, mirror_sources

__all__ = [
    "CACHE_VARIABLE",
    "MIRROR_MARK",
    "PROJECT_MARKS",
    "BuildCopy",
    "BuildLayout",
    "BuildUpload",
    "Patience",
    "ShownUrls",
    "SourceMirror",
    "is_url",
    "kept_folder",
    "mirror_sources",
    "path_or_url",
    "staging_folder",
]

_HOMES = {
    "BuildCopy": "build_copy",
    "BuildLayout": "build_layout",
    "BuildUpload": "build_upload",
    "Patience": "retrying",
    "ShownUrls": "shown_urls",
    "SourceMirror": "source_mirror",
    "mirror_sources": "source_mirror",
}


def __getattr__(name: str) -> object:
    """Loads what asks other machines only when it is asked for: most runs name no URL."""
    if name in _HOMES:
        return getattr(import_module(f"scenelang.remote.{_HOMES[name]}"), name)
    raise AttributeError(f"scenelang.remote has no {name}")
