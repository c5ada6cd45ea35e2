"""A server between the product and the real one, that fails as often as it is told to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

BROKEN = 0
"""In the place of a status: the connection is closed without an answer."""


class FlakyServer:
    """Passes requests on; `failures` are the statuses of the next answers that are none."""

    def __init__(self, address: str) -> None:
        self.failures: list[int] = []
        self.requests = 0
        behind = urlsplit(address)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self) -> None:
                outer.requests += 1
                content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if outer.failures:
                    self._fail(outer.failures.pop(0))
                    return
                assert behind.hostname is not None
                link = HTTPConnection(behind.hostname, behind.port)
                link.request(self.command, self.path, content, dict(self.headers))
                answer = link.getresponse()
                body = answer.read()
                self.send_response(answer.status)
                length = answer.headers.get("Content-Length") if self.command == "HEAD" else str(len(body))
                for name, value in answer.getheaders():
                    if name.lower() not in {"content-length", "transfer-encoding", "connection"}:
                        self.send_header(name, value)
                self.send_header("Content-Length", length or "0")
                self.end_headers()
                self.wfile.write(body)
                link.close()

            def _fail(self, status: int) -> None:
                self.close_connection = True
                if status != BROKEN:
                    self.send_response(status)
                    self.send_header("Content-Length", "0")
                    self.end_headers()

            do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _answer  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self) -> Iterator[FlakyServer]:
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        yield self
        self._server.shutdown()
        self._server.server_close()
        thread.join()
