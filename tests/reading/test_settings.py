"""Settings files: every refusal at its place, in our words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, model_validator

from scenelang.reading import read_settings
from scenelang.source import SourceText


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Optimizer(Strict):
    kind: Literal["adam", "sgd"] = "adam"
    rate: float = Field(gt=0, le=1)


class Left(Strict):
    type: Literal["left"]
    x: int


class Right(Strict):
    type: Literal["right"]
    y: int


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


class Recipe(Strict):
    steps: int = Field(ge=1)
    name: str = Field(min_length=2, max_length=6, pattern="^[a-z]+$")
    optimizer: Optimizer
    heads: int | Literal["any", "each"] = "any"
    arms: list[Optimizer] = Field(default=[], max_length=3)
    side: Annotated[Left | Right, Field(discriminator="type")] | None = None
    other: Left | Right | None = None
    weights: dict[str, float] = {}
    size: Size = Size.SMALL
    tags: list[str] = Field(default=["x"], min_length=1)
    note: str | None = None
    flag: bool = False
    source: int = Field(default=1, alias="from", multiple_of=2)
    pair: tuple[float, float] = (0.0, 1.0)

    @model_validator(mode="after")
    def steps_are_few(self) -> Recipe:
        if self.steps > 100:
            raise ValueError("`steps` is at most 100")
        return self


GOOD = "steps: 5\nname: abc\noptimizer: {rate: 0.5}\n"
ALL_KEYS = (
    "`steps`, `name`, `optimizer`, `heads`, `arms`, `side`, `other`, `weights`, `size`, `tags`, `note`, "
    "`flag`, `from` and `pair`"
)


def messages(text: str) -> list[tuple[str, str, str, str, str]]:
    source = SourceText("recipe.yaml", text)
    outcome = read_settings(source, Recipe)
    assert outcome.value is None
    found = []
    for each in outcome.diagnostics:
        line, column = source.position(each.place.start)
        place = f"{line}:{column} {source.text_of(each.place)}"
        found.append((each.code, place, each.message, each.label_text, each.help_text))
    return found


def test_a_good_file_gives_the_settings() -> None:
    outcome = read_settings(
        SourceText("r", GOOD + "from: 4\nheads: 2\npair: [1, 2.5]\nsize: large\n"), Recipe
    )
    assert outcome.diagnostics == ()
    recipe = outcome.value
    assert recipe is not None
    assert (recipe.steps, recipe.name, recipe.optimizer.rate, recipe.source) == (5, "abc", 0.5, 4)
    assert (recipe.heads, recipe.pair, recipe.size) == (2, (1.0, 2.5), Size.LARGE)


def test_json_is_read_as_well() -> None:
    text = '{"steps": 5, "name": "abc", "optimizer": {"rate": 1e-3}, "note": null, "flag": true}'
    recipe = read_settings(SourceText("r", text), Recipe).value
    assert recipe is not None
    assert (recipe.optimizer.rate, recipe.note, recipe.flag) == (0.001, None, True)


def test_an_unknown_setting_is_told_what_it_may_mean() -> None:
    assert messages(GOOD + "stepz: 1\n") == [
        (
            "SL040",
            "4:1 stepz",
            "unknown setting `stepz`",
            "nothing reads this",
            f"did you mean `steps`? what may stand here: {ALL_KEYS}",
        )
    ]
    assert messages(GOOD + "arms:\n  - {rate: 1, zz: 2}\n")[0][-1] == "what may stand here: `kind` and `rate`"


def test_a_misspelt_setting_is_not_reported_as_missing_too() -> None:
    found = messages("stepz: 1\nname: abc\noptimizer: {rte: 1}\n")
    assert [each[:3] for each in found] == [
        ("SL040", "1:1 stepz", "unknown setting `stepz`"),
        ("SL040", "3:13 rte", "unknown setting `rte`"),
    ]


def test_a_missing_setting_is_shown_where_it_belongs() -> None:
    assert messages("name: abc\noptimizer:\n  kind: sgd\narms:\n  - kind: adam\n") == [
        (
            "SL041",
            "1:1 name",
            "the setting `steps` is missing",
            "`steps` belongs to this",
            "add `steps: ...`; it has no default",
        ),
        (
            "SL041",
            "2:1 optimizer",
            "the setting `rate` is missing",
            "`rate` belongs to this",
            "add `rate: ...`; it has no default",
        ),
        (
            "SL041",
            "5:5 kind",
            "the setting `rate` is missing",
            "`rate` belongs to this",
            "add `rate: ...`; it has no default",
        ),
    ]


TEXT = "text, in quotes where it looks like a number"
WRONG = [
    ("steps: 0", "1:8 0", "`steps` cannot be `0`", "a number of at least 1"),
    ("steps: 1.5", "1:8 1.5", "`steps` cannot be `1.5`", "a whole number"),
    ("steps: many", "1:8 many", "`steps` cannot be the text `many`", "a whole number"),
    ("steps:", "1:1 steps", "`steps` cannot be left empty", "a whole number"),
    ("name: 5", "2:7 5", "`name` cannot be `5`", TEXT),
    ("name: a", "2:7 a", "`name` cannot be the text `a`", "text of at least 2 characters"),
    ("name: abcdefg", "2:7 abcdefg", "`name` cannot be the text `abcdefg`", "text of at most 6 characters"),
    ("name: A-b", "2:7 A-b", "`name` cannot be the text `A-b`", "text of the form `^[a-z]+$`"),
    ("optimizer: {rate: 0}", "3:19 0", "`rate` cannot be `0`", "a number greater than 0"),
    ("optimizer: {rate: 1.5}", "3:19 1.5", "`rate` cannot be `1.5`", "a number of at most 1"),
    ("optimizer: {rate: fast}", "3:19 fast", "`rate` cannot be the text `fast`", "a number"),
    ("optimizer: 3", "3:12 3", "`optimizer` cannot be `3`", "`key: value` lines"),
    (
        "optimizer: {rate: 1, kind: adm}",
        "3:28 adm",
        "`kind` cannot be the text `adm`",
        "one of `adam` or `sgd`",
    ),
    ("heads: foo", "4:8 foo", "`heads` cannot be the text `foo`", "a whole number or one of `any` or `each`"),
    ("heads: [1]", "4:1 heads", "`heads` cannot be a list of 1", "a whole number or one of `any` or `each`"),
    ("arms: {rate: 1}", "4:1 arms", "`arms` cannot be `key: value` lines", "a list"),
    ("arms: [3]", "4:8 3", "`arms` cannot be `3`", "`key: value` lines"),
    (
        "arms: [{rate: 1}, {rate: 1}, {rate: 1}, {rate: 1}]",
        "4:1 arms",
        "`arms` cannot be a list of 4",
        "a list of at most 3",
    ),
    ("side: {type: up}", "4:14 up", "`type` cannot be the text `up`", "one of `left` or `right`"),
    ("side: {type: left, x: a}", "4:23 a", "`x` cannot be the text `a`", "a whole number"),
    ("other: 3", "4:8 3", "`other` cannot be `3`", "`key: value` lines"),
    ("other: {type: left, x: a}", "4:24 a", "`x` cannot be the text `a`", "a whole number"),
    ("weights: {a: b}", "4:14 b", "`a` cannot be the text `b`", "a number"),
    ("weights: [1]", "4:1 weights", "`weights` cannot be a list of 1", "`key: value` lines"),
    ("size: big", "4:7 big", "`size` cannot be the text `big`", "one of `small` or `large`"),
    ("tags: []", "4:1 tags", "`tags` cannot be a list of 0", "a list of 1 or more"),
    ("tags: [[a], b]", "4:8 [a]", "`tags` cannot be a list of 1", TEXT),
    ("flag: maybe", "4:7 maybe", "`flag` cannot be the text `maybe`", "`true` or `false`"),
    ("from: 3", "4:7 3", "`from` cannot be `3`", "a multiple of 2"),
    ("pair: [1]", "4:1 pair", "`pair` cannot be a list of 1", "a list of 2 or more"),
    (f"note: [{'a' * 50}]", "4:1 note", "`note` cannot be a list of 1", TEXT),
    (
        f"size: {'a' * 50}",
        f"4:7 {'a' * 50}",
        f"`size` cannot be the text `{'a' * 37}...`",
        "one of `small` or `large`",
    ),
]


@pytest.mark.parametrize(("line", "place", "message", "wanted"), WRONG)
def test_a_wrong_value_is_told_what_is_allowed(line: str, place: str, message: str, wanted: str) -> None:
    key = line.partition(":")[0]
    lines = GOOD.splitlines()
    kept = [line if each.startswith(f"{key}:") else each for each in lines]
    text = "\n".join(kept if kept != lines else [*lines, line])
    assert messages(text) == [("SL042", place, message, "not allowed here", f"write {wanted}")]


def test_a_branch_of_a_union_that_fits_best_is_the_one_that_speaks() -> None:
    assert [each[:3] for each in messages(GOOD + "other: {type: left, z: 1}\n")] == [
        ("SL041", "4:1 other", "the setting `x` is missing"),
        ("SL040", "4:21 z", "unknown setting `z`"),
    ]
    assert [each[:3] for each in messages(GOOD + "side: {x: 1}\n")] == [
        ("SL041", "4:1 side", "the setting `type` is missing")
    ]


def test_all_that_is_wrong_is_said_in_the_order_of_the_file() -> None:
    found = messages("steps: 0\nname: abc\noptimizer: {rate: 2}\nzzz: 1\nflag: x\n")
    assert [each[1] for each in found] == ["1:8 0", "3:19 2", "4:1 zzz", "5:7 x"]


def test_a_rule_between_settings_gives_its_own_reason() -> None:
    assert messages(GOOD.replace("5", "101", 1)) == [
        ("SL044", "1:1 steps", "`steps` is at most 100", "in here", "change the settings so that this holds")
    ]


@pytest.mark.parametrize(
    ("text", "written", "caret"), [("- a\n", "a list", "-"), ("word", "a single value", "w")]
)
def test_settings_are_keys_and_values(text: str, written: str, caret: str) -> None:
    assert messages(text) == [
        (
            "SL043",
            f"1:1 {caret}",
            "a settings file is made of `key: value` lines",
            f"this is {written}",
            f"what may stand here: {ALL_KEYS}",
        )
    ]


def test_what_yaml_refuses_is_said_before_anything_else() -> None:
    assert [each[0] for each in messages("steps: [1\n")] == ["SL011"]
    assert [each[0] for each in messages(GOOD + "steps: 6\nzzz: 1\n")] == ["SL020", "SL040"]


def test_no_message_names_a_class_or_a_validator() -> None:
    said = " ".join(
        " ".join(row[2:])
        for line, *_ in WRONG
        for row in messages("\n".join([line, *(each for each in GOOD.splitlines() if each[:4] != line[:4])]))
    )
    for word in (
        "pydantic",
        "Input should",
        "Optimizer",
        "Recipe",
        "Left",
        "dict",
        "type_error",
        "validation",
    ):
        assert word not in said


class Crowd(Strict):
    arms: tuple[Optimizer, ...] = Field(min_length=1)


def test_a_list_is_not_called_short_for_an_item_that_has_its_own_error() -> None:
    outcome = read_settings(SourceText("plan.yaml", "arms:\n  - {kind: adam, rate: 7}\n"), Crowd)
    assert [found.code for found in outcome.diagnostics] == ["SL042"]
    assert outcome.diagnostics[0].place.start == len("arms:\n  - {kind: adam, rate: ")


def test_an_empty_list_is_called_short() -> None:
    outcome = read_settings(SourceText("plan.yaml", "arms: []\n"), Crowd)
    assert [found.code for found in outcome.diagnostics] == ["SL042"]
