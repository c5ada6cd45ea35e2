"""Whether anybody answers at the address of a Ray cluster.

Takes: an address, as `--ray-address` or `RAY_ADDRESS` has it.
Gives: whether it is worth asking Ray to join.
May assume: nothing.
Never does: judge an address that is no host and port, such as `auto`: Ray knows those.
"""

from __future__ import annotations

import re
import socket
from typing import Final

_HOST_AND_PORT: Final = re.compile(r"(?:ray://)?(?:\[([^\]]+)\]|([^/\[\]:]+)):(\d+)/?")
_PATIENCE: Final = 5.0


def answers(address: str) -> bool:
    """Whether somebody takes a call at a host and port, within seconds; True for any other address."""
    found = _HOST_AND_PORT.fullmatch(address.strip())
    if found is None:
        return True
    in_brackets, host, port = found.groups()
    try:
        socket.create_connection((in_brackets or host, int(port)), timeout=_PATIENCE).close()
    except (OSError, OverflowError, ValueError):  # no such name, nobody there, no such port
        return False
    return True
