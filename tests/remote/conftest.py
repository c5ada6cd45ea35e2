"""A server that speaks as S3 does, on this machine, and buckets in it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import boto3
import pytest
from bucket import Bucket
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem

_KEYS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_CONFIG_FILE": "/nowhere/config",
    "AWS_SHARED_CREDENTIALS_FILE": "/nowhere/credentials",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """The address of the server; it runs while tests do."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Bucket]:
    """An empty bucket, credentials for it, and a cache of this test's own."""
    for name, value in {**_KEYS, "AWS_ENDPOINT_URL": s3_address}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SCENELANG_CACHE", str(tmp_path / "cache"))
    urlopen(Request(f"{s3_address}/moto-api/reset", method="POST")).close()
    client = boto3.client(
        "s3",
        endpoint_url=s3_address,
        region_name="us-east-1",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )
    client.create_bucket(Bucket="books")
    S3FileSystem.clear_instance_cache()
    yield Bucket(client, s3_address)
    S3FileSystem.clear_instance_cache()


@pytest.fixture
def keys_are_checked(bucket: Bucket) -> Iterator[None]:
    """From here on the server looks at who asks, and knows nobody."""
    _guard(bucket.address, b"0")
    yield
    _guard(bucket.address, json.dumps(10**9).encode())


def _guard(address: str, free_requests: bytes) -> None:
    plain = {"Content-Type": "text/plain"}
    urlopen(Request(f"{address}/moto-api/reset-auth", free_requests, plain, method="POST")).close()
