"""Scene files in every style of YAML that an author, an editor or a program might write them in.

Each file follows from a seed: the values are those of a library scene or a small one made of random words,
some of them spoilt; the writing is random: indentation, flow and block, quotes, blocks and their headers,
folded lines, tags, comments, blank lines, odd blanks in rules, line breaks, a missing last one.
"""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import TypeAlias

from scenelang.printing import flow_scalar, line_scalar
from scenelang.reading import YamlMapping, YamlNode, YamlScalar, load_source, read_trees

ROOT = Path(__file__).resolve().parents[2]
Value: TypeAlias = "Raw | str | list[Value] | dict[str, Value]"
WORDS = (
    "lamp",
    "Herr",
    "шаг",
    "ein",
    "said",
    "it's",
    "a:b",
    "#1",
    "né",
    "😀",
    "漢字",
    "50%",
    "- no",
    "yes",
    "[x]",
)
SPANNED = ("[the lamp]{#%s}", "[out]{ #%s  .dark }", "[in]{#%s w=0.5}", "[a [b]{read} c]{#%s}")
RULED = frozenset({"tension", "logic", "self", "anchors", "layers", "expose", "let", "where"})
COMMENTS = ("# why", "#", "# - guess: |", "#: x", "# the 'end", "#tab\tin it  ", "# ümlaut")


class Raw(str):
    """A number or another value that must stand without quotes."""

    __slots__ = ()


def styled_file(seed: int) -> str:
    """The file of this seed."""
    dice = random.Random(f"styled:{seed}")
    scenes = [_scene(dice) for _ in range(dice.choice((1, 1, 1, 1, 2)))]
    text = dice.choice(("---\n", "--- # next\n", "---\n\n")).join(
        _Style(dice).document(scene) for scene in scenes
    )
    if dice.random() < 0.1:
        text = f"# head\n---\n{text}"
    if dice.random() < 0.25:
        text = text.rstrip("\n")
    if dice.random() < 0.15:
        text = text.replace("\n", dice.choice(("\r\n", "\r\n", "\r")))
    return text


def restyled_library(seed: int) -> tuple[Path, str]:
    """A scene of the library written in another style, and a file in whose place it could stand."""
    dice = random.Random(f"library:{seed}")
    path, scene = dice.choice(_library_with_paths())
    return path, _Style(dice, respace=False).document(scene)


@cache
def _library_with_paths() -> tuple[tuple[Path, dict[str, Value]], ...]:
    found = []
    for path in sorted((ROOT / "scenes").glob("*/*.scene")):
        source = load_source(path).value
        assert source is not None
        found += [(path, _value(tree)) for tree in read_trees(source).value or ()]
    return tuple((path, scene) for path, scene in found if isinstance(scene, dict))


def _library() -> list[dict[str, Value]]:
    return [scene for _, scene in _library_with_paths()]


def _value(node: YamlNode) -> Value:
    if isinstance(node, YamlScalar):
        return node.text.value if node.is_text else Raw(node.text.value)
    if isinstance(node, YamlMapping):
        return {entry.name: _value(entry.value) for entry in node.entries}
    return [_value(item) for item in node.items]


def _scene(dice: random.Random) -> dict[str, Value]:
    scene = dict(dice.choice(_library())) if dice.random() < 0.02 else _small_scene(dice)
    if dice.random() < 0.15:
        scene.pop(dice.choice(list(scene)))
    return scene


def _small_scene(dice: random.Random) -> dict[str, Value]:
    names = [dice.choice(("lamp", "dark", "answer", "q-1", "шаг", "t.2")) + str(n) for n in range(3)]
    beats: list[Value] = [_beat(dice, name) for name in names]
    scene: dict[str, Value] = {"scene": Raw("1"), "id": f"a-{dice.randrange(99)}", "archetype": "reflection"}
    scene["tags"] = [dice.choice(("x", "on", "1", "a b", "é")) for _ in range(dice.randrange(3))]
    if dice.random() < 0.5:
        scene["cast"] = {"ann": {"role": "thinker"}, "Bo-2": {"role": "questioner", "chat": "user"}}
    scene["tension"] = {"doubt": dice.choice(("0.3 -> 0.9", "hold(0.5)", "0.1 @ frame->0.2", "0.3 ->"))}
    scene["beats"] = beats
    logic: list[Value] = [f"{names[0]}, {names[1]} => {names[2]}", {"s1": f'{names[0]}~>(x = "a  b")'}]
    scene["logic"] = logic[: dice.randrange(1, 3)]
    scene["self"] = [f"{names[2]} answers {names[0]}"]
    if dice.random() < 0.5:
        scene["anchors"] = [f"{names[2]} -/> last({names[0]}), {names[1]} @ 20%..40% top 2 w 0.5"]
        scene["layers"] = [
            {f"before {names[2]} @ middle": "reads 'no'  w 0.5"},
            f"at {names[1]}: concept dark",
        ]
    if dice.random() < 0.2:
        scene["vary"] = {
            "count": Raw("3"),
            "draw": {"a, b": ["on", "x y"]},
            "let": {"n": "len(a)*(2 + len(b))"},
        }
    return scene


def _beat(dice: random.Random, name: str) -> Value:
    words = [dice.choice(WORDS) for _ in range(dice.randrange(1, 6))]
    words.insert(dice.randrange(len(words) + 1), dice.choice(SPANNED) % name)
    text = dice.choice((" ", " ", "  ", "\n", "\n  ", "\n\n")).join(words) + dice.choice(
        ("", "\n", "\n", "\n\n", " ")
    )
    text = dice.choice(("", "", "", " ", "\n", "  \n", "\t")) + text
    if dice.random() < 0.3:
        return {
            "kind": dice.choice(("think", "turn")),
            "weight": dice.choice((Raw("0.5"), "1+doubt")),
            "text": text,
        }
    return {dice.choice(("frame", "ask(ann)", "think( ann )", "turn")): text}


class _Style:
    """How one document is written."""

    def __init__(self, dice: random.Random, *, respace: bool = True) -> None:
        self._dice = dice
        self._respace = respace
        self._noise = dice.choice((0.0, 0.05, 0.2))

    def document(self, scene: dict[str, Value]) -> str:
        lines = self._mapping(scene, 0, "")
        return "".join(f"{line}\n" for line in lines)

    def _some(self, share: float) -> bool:
        return self._dice.random() < share

    def _between(self, column: int) -> list[str]:
        """Blank lines and comments between two lines of a block."""
        found = []
        while self._some(self._noise):
            odd = max(0, column + self._dice.choice((0, 0, -1, 2, -4)))
            found.append(self._dice.choice(("", "", "  ", " " * odd + self._dice.choice(COMMENTS))))
        return found

    def _behind(self, line: str) -> str:
        """A line with a comment behind it, perhaps."""
        return (
            f"{line}{self._dice.choice((' ', '   ', chr(9)))}{self._dice.choice(COMMENTS)}"
            if self._some(self._noise)
            else line
        )

    def _mapping(self, entries: dict[str, Value], column: int, section: str) -> list[str]:
        lines: list[str] = []
        for key, value in entries.items():
            own = key if section in ("", "vary") else section
            lines += self._between(column)
            head = " " * column + self._key(key, section) + self._dice.choice(("", "", "", " ")) + ":"
            lines += self._under(head, value, column, own)
        return lines

    def _key(self, key: str, section: str) -> str:
        spaced = self._spaced(key) if section == "layers" else key
        return self._dice.choice((line_scalar(spaced),) * 4 + (json.dumps(spaced, ensure_ascii=False),))

    def _under(self, head: str, value: Value, column: int, section: str) -> list[str]:
        """The lines of a key or a dash and what belongs to it; `column` is that of the block around."""
        gap = self._dice.choice((" ", " ", " ", "   "))
        if isinstance(value, str):
            return self._scalar(f"{head}{gap}", value, column, section)
        if not value or self._some(0.25):
            return [self._behind(f"{head}{gap}{self._flow(value, column, section)}")]
        if isinstance(value, list):
            inner = column + (self._dice.choice((0, 2, 2, 4)) if head.endswith(":") else 2)
            return [self._behind(head), *self._sequence(value, inner, section)]
        return [self._behind(head), *self._mapping(value, column + self._dice.choice((1, 2, 2, 4)), section)]

    def _sequence(self, items: list[Value], column: int, section: str) -> list[str]:
        lines: list[str] = []
        for item in items:
            lines += self._between(column)
            if isinstance(item, dict) and item and self._some(0.9):
                step = self._dice.choice((2, 2, 2, 4))
                first, *rest = self._mapping(item, column + step, section)
                while not first.strip() or first.strip().startswith("#"):
                    lines.append(first)
                    first, *rest = rest
                lines += [" " * column + "-" + " " * (step - 1) + first.strip(" "), *rest]
            else:
                lines += self._under(" " * column + "-", item, column, section)
        return lines

    def _flow(self, value: Value, column: int, section: str) -> str:
        dice = self._dice
        if isinstance(value, Raw):
            return str(value)
        if isinstance(value, str):
            spaced = self._spaced(value) if section in RULED else value
            return dice.choice((flow_scalar(spaced), json.dumps(spaced, ensure_ascii=False)))
        parts = (
            [self._flow(item, column, section) for item in value]
            if isinstance(value, list)
            else [f"{flow_scalar(key)}: {self._flow(item, column, section)}" for key, item in value.items()]
        )
        comma = dice.choice((", ", ",", " , ", ",\n" + " " * (column + 3)))
        pad = dice.choice(("", "", " ", "\n" + " " * (column + 1)))
        inside = comma.join(parts) + ("," if parts and self._some(0.1) else "")
        return f"[{pad}{inside}{pad}]" if isinstance(value, list) else f"{{{pad}{inside}{pad}}}"

    def _spaced(self, rule: str) -> str:
        """A rule with blanks where none belong, or none where they do."""
        if not self._respace or self._some(0.5) or '"' in rule or "'" in rule:
            return rule
        for sign in ("=>", "~>", "->", ",", "@", "(", ")", "*", "+"):
            if self._some(0.3):
                rule = rule.replace(sign, self._dice.choice((f" {sign} ", f"{sign}  ", f"  {sign}")))
        return rule

    def _scalar(self, head: str, value: str, column: int, section: str) -> list[str]:
        if isinstance(value, Raw):
            return [self._behind(head + value)]
        if section in RULED:
            value = self._spaced(value)
        ways = [self._quoted, self._quoted, self._single, self._plain]
        if section == "beats" or self._some(0.1):
            ways += [self._block, self._block, self._block]
        lines = self._dice.choice(ways)(value, column)
        tag = "!!str " if self._some(0.02) else ""
        return [f"{head}{tag}{lines[0]}", *lines[1:]]

    def _quoted(self, value: str, column: int) -> list[str]:
        written = json.dumps(
            value, ensure_ascii=self._some(0.1) and all(ord(sign) < 0xFFFF for sign in value)
        )
        if self._some(0.2) and " " in value.strip() and "  " not in value and "\\" not in written:
            return self._folded(written, column)
        return [self._behind(written)]

    def _single(self, value: str, column: int) -> list[str]:
        if "\n" in value or "\t" in value:
            return self._quoted(value, column)
        return [self._behind("'" + value.replace("'", "''") + "'")]

    def _plain(self, value: str, column: int) -> list[str]:
        written = line_scalar(value)
        if written != value or not self._some(0.3) or "  " in value or " #" in value:
            return [self._behind(written)]
        return self._folded(written, column)

    def _folded(self, written: str, column: int) -> list[str]:
        words = written.split(" ")
        cut = self._dice.randrange(1, len(words)) if len(words) > 1 else 1
        rest = " ".join(words[cut:])
        first = " ".join(words[:cut])
        if not rest or not first or rest.startswith(("#", "- ", "-")):
            return [written]
        return [first, " " * (column + self._dice.randrange(1, 5)) + rest]

    def _block(self, value: str, column: int) -> list[str]:
        if not value.strip() or "\r" in value:
            return self._quoted(value, column)
        body = value.rstrip("\n")
        breaks = len(value) - len(body)
        step = self._dice.choice((1, 2, 2, 2, 5))
        digit = str(step) if value[0] in " \n\t" or self._some(0.1) else ""
        style = self._dice.choice("||||>")
        chomping = "-" if not breaks else "+" if breaks > 1 else self._dice.choice(("", "", "+"))
        lines = [" " * (column + step) + line if line or self._some(0.1) else "" for line in body.split("\n")]
        blank = [""] * (breaks - 1) if breaks else []
        more = [""] * self._dice.choice((0, 0, 0, 1, 3)) if chomping != "+" else []
        header = f"{style}{digit}{chomping}" if self._some(0.5) else f"{style}{chomping}{digit}"
        return [self._behind(header), *lines, *blank, *more]
