"""Pages as a person follows them: files to write and commands to run, in the order of the text.

In a page, a fence of `console` holds commands behind `$ ` with what they print; a line of `...` stands for
any lines, and `…` inside a line for any characters. An HTML comment `<!-- write: PATH -->` before a fence
says that the fence's text is to be put into that file.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).parents[2] / "docs" / "tutorial"
_FENCE = re.compile(
    r"(?:<!-- write: (?P<path>\S+) -->\n)?```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE
)
_COMMAND = re.compile(r"^\$ (.*(?:\\\n.*)*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """A file to write (`path` is given), or a command to run and what it prints."""

    page: str
    path: str | None
    text: str
    printed: str = ""


def steps() -> Iterator[Step]:
    """Everything that a reader of the tutorial does, in the order in which the pages say it."""
    for page in sorted(PAGES.glob("[0-9]*.md")):
        yield from steps_of(page)


def steps_of(page: Path) -> Iterator[Step]:
    """Everything that a reader of one page does."""
    for fence in _FENCE.finditer(page.read_text(encoding="utf-8")):
        if fence["path"]:
            yield Step(page.name, fence["path"], fence["body"])
        elif fence["kind"] == "console":
            found = list(_COMMAND.finditer(fence["body"]))
            assert found, f"{page.name} has a console fence without a command"
            assert "".join(one[0] for one in found) == fence["body"], f"{page.name}: text before a command"
            for command in found:
                yield Step(page.name, None, command[1], command[2])


def follow(steps: Iterable[Step], folder: Path) -> int:
    """Does what the steps say, from a folder on, and compares what is printed; counts the commands."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "OMP_NUM_THREADS": "1",
    }
    done = 0
    for step in steps:
        if step.path is not None:
            (folder / step.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / step.path).write_text(step.text, encoding="utf-8")
            continue
        if step.text.startswith("cd "):
            folder = folder / step.text.removeprefix("cd ")
            continue
        ran = subprocess.run(
            step.text, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        printed = ran.stdout + ("" if "train" in step.text else ran.stderr)
        assert matches(printed, step.printed), (
            f"{step.page}: $ {step.text}\n--- printed\n{printed}\n--- the page shows\n{step.printed}"
        )
        done += 1
    return done


def matches(printed: str, expected: str) -> bool:
    """True where the output is what the page shows."""
    parts = re.split(r"^\.\.\.\n", expected, flags=re.MULTILINE)
    pattern = r"(?:.*\n)*?".join(".*?".join(re.escape(piece) for piece in part.split("…")) for part in parts)
    return re.fullmatch(pattern, printed) is not None
