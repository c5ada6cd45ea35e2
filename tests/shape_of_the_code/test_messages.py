"""Every message has a code of its own room, a manual page and help, and the pages are in step."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from scenelang.cli.explain import all_diagnostics, manual_page
from scenelang.diagnostics import Diagnostic

ROOT = Path(__file__).resolve().parents[2]
MESSAGES = all_diagnostics()
ROOM_OF_HUNDRED = {
    "0": {"reading", "migrating"},
    "1": {"parsing"},
    "2": {"checking"},
    "3": {"expanding", "evaluating"},
    "4": {"lowering", "tokens"},
    "5": {"shards", "gathering", "compile"},
    "6": {"training", "probing", "experimenting", "feeding", "shards"},
    "7": {"cli", "gathering", "formatting", "rewriting", "comparing", "remote"},
    "8": {"linting"},
    "9": {"linting", "shards", "compile"},
}


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_belongs_to_its_room_and_has_a_page(code: str) -> None:
    message = MESSAGES[code]
    room = message.__module__.split(".")[1]
    assert room in ROOM_OF_HUNDRED[code[2]]
    page = manual_page(message)
    assert len(page) > 80, "the docstring is the manual page"
    assert not page.startswith(f"{message.__name__}("), "a dataclass wrote this docstring, not a person"


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_says_what_to_do_and_names_no_machinery(code: str) -> None:
    message = MESSAGES[code]
    assert message.title
    assert message.help, "say what to type, or what is allowed"
    spoken = f"{message.title} {message.label} {message.help}"
    machinery = r"\b(pydantic|lark|pyyaml|ruamel|libyaml|traceback|NoneType|dataclass)\b"
    assert not re.search(machinery, spoken, re.IGNORECASE)


def test_templates_name_only_fields() -> None:
    for message in MESSAGES.values():
        fields = set(message.__dataclass_fields__)
        for template in (message.title, message.label, message.help):
            used = set(re.findall(r"(?<!\{)\{(\w+)[^{}]*\}(?!\})", template))
            assert used <= fields, (message.code, used - fields)


def test_reference_pages_are_in_step_with_the_code() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "build_reference.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_all_rooms_with_messages_are_found() -> None:
    rooms = {message.__module__.split(".")[1] for message in MESSAGES.values()}
    written = {
        path.relative_to(ROOT / "scenelang").parts[0] for path in (ROOT / "scenelang").rglob("messages*.py")
    }
    assert written <= rooms
    assert all(issubclass(message, Diagnostic) for message in MESSAGES.values())
