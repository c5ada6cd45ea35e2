"""A bucket on the server of the tests, seen without a word of what is tested."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scenelang.remote import Patience

QUICK = Patience(tries=4, first=0.001, longest=0.002)
"""Waits that no test notices."""


class Bucket:
    """The bucket `books`, without a word of what is tested."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self.address = address
        self.url = "s3://books"

    def put(self, name: str, content: bytes) -> None:
        self._client.put_object(Bucket="books", Key=name, Body=content)

    def put_tree(self, folder: Path, below: str) -> None:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.put(f"{below}/{path.relative_to(folder).as_posix()}", path.read_bytes())

    def get(self, name: str) -> bytes:
        return bytes(self._client.get_object(Bucket="books", Key=name)["Body"].read())

    def delete(self, name: str) -> None:
        self._client.delete_object(Bucket="books", Key=name)

    def names(self, below: str = "") -> list[str]:
        found = self._client.list_objects_v2(Bucket="books", Prefix=below).get("Contents", [])
        return sorted(each["Key"] for each in found)
