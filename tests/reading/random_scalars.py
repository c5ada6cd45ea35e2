"""Random YAML documents around one scalar, of every style, with whatever makes places hard to tell."""

from __future__ import annotations

import random
from collections.abc import Iterator

from scenelang.reading import YamlNode, YamlScalar, YamlSequence

_PIECES = (
    *("a", "b", "word", "é", "я", "漢", "字", "😀", "👩\u200d👧", "\xa0", "0", "~", "$", "${x}", "-", "- "),
    *(
        "#",
        "# ",
        ": ",
        ":",
        "'",
        "''",
        '"',
        "?",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
    ),
    *(
        "\\",
        "\\\\",
        "\\n",
        "\\t",
        "\\x41",
        "\\u00e9",
        "\\U0001F600",
        "\\ ",
        "\\\n",
        "\\ \n",
        "\\\t",
        '\\"',
        "\\/",
    ),
    *(
        "\\0",
        "\\_",
        "\\N",
        "\\L",
        "\\e",
        " ",
        " ",
        "  ",
        "\t",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\n  ",
        "\n    ",
        "\n  \n",
    ),
)
_LINE_BREAKS = ("\n", "\n", "\n", "\r\n", "\r")
_FRAMES = {
    "map": ("k: ", "", 0),
    "seq": ("- ", "", 0),
    "map in seq": ("- k: ", "", 2),
    "seq in map": ("k:\n  - ", "", 2),
    "seq in seq": ("- - ", "", 2),
    "flow": ("k: [", " , x]", 0),
    "top": ("", "", -1),
}


class RandomDocuments:
    """A stream of documents, the same for the same seed; many of them are no YAML at all."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def documents(self, count: int) -> Iterator[str]:
        for _ in range(count):
            yield self._document()

    def _document(self) -> str:
        frame = self._random.choice(list(_FRAMES))
        before, after, column = _FRAMES[frame]
        break_sign = self._random.choice(_LINE_BREAKS)
        text = before + self._scalar(column, is_top=frame == "top") + after
        text += "\n" if self._chance(0.5) else ""
        text += "\nz: 1" if frame == "map" and self._chance(0.4) else ""
        text += "\n  \n" if self._chance(0.2) else ""
        text += "\n# end" if frame != "top" and self._chance(0.15) else ""
        return text.replace("\n", break_sign)

    def _scalar(self, column: int, *, is_top: bool) -> str:
        body = "".join(self._random.choice(_PIECES) for _ in range(self._random.randint(0, 14)))
        indent = " " * (column + self._random.choice((1, 1, 2, 2, 3, 4, 6)))
        style = self._random.choice(("", "'", '"', "|", ">"))
        if style in ("|", ">") and not is_top:
            tag = self._random.choice(("", "", "", "!!str ", "! "))
            return tag + self._block(style, body, indent, column)
        tag = self._random.choice(("", "", "", "!!str ", "! ", f"!!str\n{indent}", f"!!str # c\n{indent}"))
        style = "" if style in ("|", ">") else style
        joint = f"\n{indent}" if self._chance(0.8) else "\n"
        return tag + style + joint.join(body.split("\n")) + style

    def _block(self, style: str, body: str, indent: str, column: int) -> str:
        lines = [""] * self._random.choice((0, 0, 1, 2)) + body.split("\n")
        blank = " " * self._random.randint(0, len(indent))
        written = [indent + line if line or self._chance(0.2) else blank for line in lines]
        chomping = self._random.choice(("", "-", "+"))
        digit = str(len(indent) - max(column, 0)) if self._chance(0.3) else ""
        signs = digit + chomping if self._chance(0.5) else chomping + digit
        return style + signs + self._random.choice(("", "", " ", " # c")) + "\n" + "\n".join(written)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share


def scalars_of(node: YamlNode) -> Iterator[YamlScalar]:
    """All scalars of a tree, keys included, in the order of the file."""
    if isinstance(node, YamlScalar):
        yield node
    elif isinstance(node, YamlSequence):
        for item in node.items:
            yield from scalars_of(item)
    else:
        for entry in node.entries:
            yield entry.key
            yield from scalars_of(entry.value)
