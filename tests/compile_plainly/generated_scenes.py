"""Scenes by the thousand, in the plain layout or nearly, with everything that may stand in one."""

from __future__ import annotations

from pathlib import Path
from random import Random

ARCHETYPES = {
    "loose": """\
archetype: loose
purpose: Beats of any kind in any order.
roles:
  optional: [thinker, companion]
axes:
  doubt: 0.1 -> 0.9
  stakes: 0.3 -> 0.7 @ turn -> 0.2
beats: (frame | fact | ask | guess | doubt | think | turn | conclude | reflect)*
weights:
  turn: 2
  guess: 0.5
strata:
  fact: knowledge
""",
    "banded": """\
archetype: banded
purpose: Beats of any kind in any order, with layers of its own.
roles:
  required: [thinker]
axes:
  doubt: 0.2
  stakes: 0.5
beats: (frame | fact | ask | guess | doubt | think | turn | conclude | reflect)*
depth_bands: [20%, 30%..40%, 45%, 60%, 70%, 75%, 80%, 85%]
bands:
  references: early
  mirrors: 55%
  concept: 3
  tension: late
""",
}
"""Archetypes for scenes of any shape."""

_KINDS = ("frame", "fact", "ask", "guess", "doubt", "think", "turn", "conclude", "reflect")
_ENGLISH = (
    "the", "a", "of", "and", "to", "in", "it", "was", "that", "he", "she", "they", "kettle", "warm", "window",
    "stone", "river", "letter", "seven", "12", "3.5", "unbelievable", "internationalisation", "don't",
    "co-op", "naïve", "café", "coöperate", "why?", "yes,", "indeed;", "(aside)", "100%", "a+b", "x=y", "$5",
    "<tag>", '"quoted"', "'single'", "half-open", "e.g.", "tomorrow's", "GPU", "SmolLM2", "...", "–", "—",
    "№", "7", "&", "so/on", "*star*", "_low_", "^", "~", "|",
)  # fmt: skip
_RUSSIAN = (
    "вода", "лёд", "тёплый", "дом", "кто", "здесь?", "«да»,", "сказал", "он,", "и", "ушёл;", "снег", "—",
    "белый", "7", "раз...", "объём",
)  # fmt: skip
_MARKS = (
    "",
    "",
    "",
    "",
    " .heat",
    " .heat .cold",
    " w=0.5",
    " w=2",
    " w=1.25",
    " read",
    " avoid",
    " kind=old w=3",
)
_SIGNS = (".", ",", "?", ";", "!")
_AT = ("", "last", "first", "before", "read", "produce")
_BANDS = ("", "", " @ middle", " @ 60%", " @ 4..8", " @ -1", " @ 40%..70%", " @ all")
_TAILS = (*_BANDS, " @ late top 2 w 0.5", " @ early mean", " w 2", " @ 12 any w 0.25")


class _Draft:
    """One scene being written."""

    def __init__(self, number: int, dice: Random) -> None:
        self._dice = dice
        self._number = number
        self._words = _RUSSIAN if dice.random() < 0.15 else _ENGLISH
        if dice.random() < 0.05:
            self._words = (*_ENGLISH, "<|im_end|>")
        self._names: list[str] = []
        self._beats: list[str] = []
        self._is_odd = dice.random() < 0.3
        self._axes = dice.sample(("doubt", "stakes"), dice.choice((0, 0, 1, 2)))

    def text(self) -> str:
        dice, kinds = self._dice, [self._dice.choice(_KINDS) for _ in range(self._dice.randint(1, 7))]
        names = [
            kind if kinds.count(kind) == 1 else f"{kind}.{kinds[: place + 1].count(kind)}"
            for place, kind in enumerate(kinds)
        ]
        body = [line for kind, name in zip(kinds, names, strict=True) for line in self._beat(kind, name)]
        archetype = dice.choice(("loose", "loose", "banded"))
        language = "language: ru\n" if self._words is _RUSSIAN else dice.choice(("", "language: en\n"))
        return (
            dice.choice(("", "", "# About nothing.\n"))
            + f"scene: 1\nid: made-{self._number}\narchetype: {archetype}\n"
            + dice.choice(("", "stratum: thinking\n", "stratum: thinking\n", "stratum: knowledge\n"))
            + language
            + dice.choice(("", "tags: [one, two words]\n", "tags: [kitchen]\n"))
            + dice.choice(("", "", "", "split: held_out\n", "split: train\n"))
            + dice.choice(("", "\n"))
            + "cast:\n  ann: {role: thinker}\n"
            + dice.choice(("", "\n"))
            + self._tension(names)
            + "beats:\n"
            + "".join(body)
            + dice.choice(("", "\n"))
            + self._rules()
        )

    def _tension(self, beats: list[str]) -> str:
        lines = []
        for axis in self._axes:
            at = f" @ {self._dice.choice(beats)}" if self._dice.random() < 0.5 else ""
            forms = (
                f"0.2 -> 0.8{at} -> 0.1",
                "rise(0.1, 0.9)",
                f"peak(0.2, 0.9{at})",
                "hold(0.5)",
                "0.4",
                "fall(1, 0)",
            )
            lines.append(f"  {axis}: {self._dice.choice(forms)}\n")
        return f"tension:\n{''.join(lines)}" if lines else ""

    def _beat(self, kind: str, name: str) -> list[str]:
        dice = self._dice
        self._beats.append(name)
        if dice.random() < 0.2:
            head = f"  - kind: {kind}\n" + dice.choice(("", "    speaker: ann\n"))
            head += dice.choice(("", "", "    stratum: knowledge\n"))
            weights = [
                "",
                "    weight: 0.5\n",
                "    weight: 3\n",
                *(f"    weight: 1 + {axis}\n" for axis in self._axes),
            ]
            head += dice.choice(weights) + "    text: |\n"
        else:
            head = f"  - {kind}{dice.choice(('', '(ann)'))}: |\n"
        pieces = [
            self._span() if dice.random() < 0.4 else self._some(1, 6) for _ in range(dice.randint(1, 6))
        ]
        text = pieces[0]
        for piece in pieces[1:]:
            text += (
                dice.choice((" ", " ", " ", ". ", ", ", "\n", *(("", "'s ") if self._is_odd else ()))) + piece
            )
        text += dice.choice(_SIGNS)
        return [head, *(f"      {line}\n" for line in text.split("\n"))]

    def _some(self, least: int, most: int) -> str:
        words = self._dice.choices(self._words, k=self._dice.randint(least, most))
        return (
            "".join(word + self._dice.choice((" ", " ", " ", " ", "\n")) for word in words[:-1]) + words[-1]
        )

    def _span(self) -> str:
        dice, marks = self._dice, self._dice.choice(_MARKS)
        if dice.random() < 0.85:
            name = f"{dice.choice(('it', 'warm', 'who-is', 'x.y'))}{len(self._names)}"
            self._names.append(name)
            marks = f"#{name}{marks}"
        elif not marks:
            return self._some(1, 3)
        marks = marks.strip()
        return f"[{self._solid()}]{{{marks.replace(' ', chr(10), 1) if dice.random() < 0.2 else marks}}}"

    def _solid(self) -> str:
        """Some words; the first and the last are made of letters as a rule."""
        text = self._some(1, 5)
        if self._dice.random() < 0.1 or (text[0].isalnum() and text[-1].isalnum()):
            return text
        return f"{self._dice.choice(self._words[:4])} {text} {self._dice.choice(self._words[:4])}"

    def _rules(self) -> str:
        if len(self._names) < 2:
            return ""
        groups = {"logic": self._logic, "self": self._self, "anchors": self._anchors, "layers": self._layers}
        text = ""
        for name, lines in groups.items():
            found = lines() if self._dice.random() < 0.7 else []
            text += f"{name}:\n" + "".join(f"  - {line}\n" for line in found) if found else ""
        return text

    def _pair(self) -> tuple[str, str]:
        """A span, and one before it."""
        early, late = sorted(self._dice.sample(range(len(self._names)), 2))
        return self._names[late], self._names[early]

    def _logic(self) -> list[str]:
        lines, last = [], 0
        for _ in range(self._dice.randint(1, 4)):
            if last >= len(self._names) - 1:
                break
            here = self._dice.randint(last + 1, len(self._names) - 1)
            premises = {
                self._names[last],
                *self._dice.sample(self._names[:here], self._dice.randint(0, min(2, here))),
            }
            given = ", ".join(sorted(premises, key=self._names.index))
            lines.append(f"{given} {self._dice.choice(('=>', '=>', '~>'))} {self._names[here]}")
            last = here
        if lines and self._dice.random() < 0.25:
            target = lines.pop().split(" ")[-1]
            lines.append(f'{self._names[0]} => (bridge = "{self._dice.choice(self._words).strip(chr(34))}")')
            lines.append(f"bridge => {target}")
        self._dice.shuffle(lines) if self._dice.random() < 0.2 else None
        return lines

    def _self(self) -> list[str]:
        lines = []
        for _ in range(self._dice.randint(1, 3)):
            late, early = self._pair()
            verb = self._dice.choice(("answers", "recalls", "confirms", "revises", "mirrors", "names"))
            if verb == "names":
                early = f"made-{self._number}"
            elif self._dice.random() < 0.2:
                early = self._beats[0]
            lines.append(f"{late} {verb} {early}")
        return lines

    def _anchors(self) -> list[str]:
        lines = []
        for _ in range(self._dice.randint(1, 3)):
            late, early = self._pair()
            keys = [self._at(early)] + ([self._at(self._pair()[1])] if self._dice.random() < 0.2 else [])
            arrow = self._dice.choice(("->", "->", "-/>"))
            lines.append(f"{self._at(late)} {arrow} {', '.join(keys)}{self._dice.choice(_TAILS)}")
        return lines

    def _at(self, span: str) -> str:
        at = self._dice.choice(("", "", *_AT))
        return span if not at else f"{at} {span}" if self._dice.random() < 0.5 else f"{at}({span})"

    def _layers(self) -> list[str]:
        lines = []
        for _ in range(self._dice.randint(1, 3)):
            late, early = self._pair()
            at, band = self._dice.choice(("at", "before", "last", "first")), self._dice.choice(_BANDS)
            aims = [
                f"mirrors {early}",
                f'reads "{self._dice.choice(_ENGLISH[:18])}"',
                *(["concept heat"] if self._dice.random() < 0.2 else []),
                "teacher",
            ]
            aims += [f"tension {axis}" for axis in self._axes]
            where = self._dice.choice((late, late, self._beats[-1]))
            lines.append(
                f"{at} {where}{band}: {self._dice.choice(aims)}{self._dice.choice(('', '', ' w 0.5'))}"
            )
        return lines


def generated_scene(number: int, dice: Random) -> str:
    """One scene; it may have faults."""
    return _Draft(number, dice).text()


def project_in(folder: Path) -> str:
    """Makes a project that has the archetypes; gives the name of a file in it."""
    (folder / "archetypes").mkdir(parents=True)
    (folder / "scenelang.toml").write_text("", encoding="utf-8")
    for name, text in ARCHETYPES.items():
        (folder / "archetypes" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return (folder / "made.scene").as_posix()
