"""Text inside Markdown: nothing that an author wrote turns into markup."""

from __future__ import annotations

import re

from scenelang.diagnostics.terminal_text import bounded, printable

_CODE = re.compile(r"(`[^`\n]+`)")
_MARKUP = re.compile(r"([\\*_\[\]<>#~|])")
_MENTION = re.compile(r"(?<!\w)@(?=\w)")


def markdown_cell(text: str) -> str:
    """A text for a cell of a table; what stands between backticks stays code."""
    parts = _CODE.split(printable(bounded(text)))
    escaped = (part.replace("|", "\\|") if index % 2 else _plain(part) for index, part in enumerate(parts))
    return "".join(escaped).replace("\n", "<br>")


def markdown_code(text: str) -> str:
    """A text as code in a cell of a table, whatever it holds."""
    shown = printable(bounded(text)).replace("\n", "\u21b5").replace("|", "\\|")
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * (longest + 1)
    space = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return f"{fence}{space}{shown}{space}{fence}"


def _plain(text: str) -> str:
    """Markup escaped; a mention of a person is parted from its sign by a mark that does not show."""
    return _MENTION.sub("@\u200b", _MARKUP.sub(r"\\\1", text).replace("`", "\\`"))
