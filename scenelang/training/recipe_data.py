"""The part of a recipe that says what is read, in which order, and what shares a line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    NonNegativeInt,
    PositiveInt,
    Tag,
    WithJsonSchema,
    model_validator,
)

from scenelang.remote import path_or_url

_CONFIG = ConfigDict(extra="forbid", frozen=True)
_START, _UNTIL = 0.1, 0.5


def _place(value: Any) -> Any:
    return path_or_url(value) if isinstance(value, str) else value


# A union is told apart by the kind of what is written, so that a mistake in one branch is told once.
def _is_list(value: Any) -> str:
    return "list" if isinstance(value, list | tuple) else "name"


def _is_curriculum(value: Any) -> str:
    return "curriculum" if isinstance(value, dict | CurriculumSettings) else "name"


ShardPlace = Annotated[Path | str, BeforeValidator(_place), WithJsonSchema({"type": "string"})]
"""A folder of shards: a path, or a URL as text."""


class PacingSettings(BaseModel):
    """How fast a curriculum opens: which share of the rows may be read, from the first on."""

    model_config = _CONFIG

    kind: Literal["linear", "root", "step", "table"] = Field(
        default="linear",
        description="How the share rises: evenly, fast first, in one step, or as `table` says.",
    )
    start: float = Field(
        default=_START, gt=0, le=1, description="The share of rows that is open at the start."
    )
    until: float = Field(
        default=_UNTIL, gt=0, le=1, description="The share of the run after which all rows are open."
    )
    table: tuple[tuple[float, float], ...] = Field(
        default=(),
        description="For `table`: pairs of a share of the run and the share of rows that is open from there.",
    )

    @model_validator(mode="after")
    def _table_where_it_is_used(self) -> Self:
        if (self.kind == "table") != bool(self.table):
            raise ValueError("give a `table` of pairs with `kind: table`, and with no other kind")
        if self.table and (self.start, self.until) != (_START, _UNTIL):
            raise ValueError("a `table` says everything; take `start` and `until` out")
        return self


class CurriculumSettings(BaseModel):
    """Rows from the easy to the hard."""

    model_config = _CONFIG

    by: Annotated[
        Annotated[Literal["tension", "depth", "prerequisites"], Tag("name")]
        | Annotated[tuple[str, ...], Field(min_length=1), Tag("list")],
        Discriminator(_is_list),
    ] = Field(
        description="What rows are ordered by: the tension of their scenes, the depth of their logic, their "
        "prerequisites (those first), or a list of scene ids and `#tags`."
    )
    descending: bool = Field(default=False, description="From the hard to the easy instead.")
    pacing: PacingSettings | None = Field(
        default=None,
        description="Open the rows little by little and shuffle what is open; unless given, each pass takes "
        "all rows in order.",
    )


class PackingSettings(BaseModel):
    """Several scenes in one line, none of which sees another."""

    model_config = _CONFIG

    tokens: PositiveInt = Field(description="The most tokens of a line; no scene may be longer.")
    lookahead: PositiveInt = Field(
        default=1024, description="Of how many rows at a time the best fitting ones are put together."
    )


class MixPart(BaseModel):
    """A source of rows, and how much of what is read comes from it."""

    model_config = _CONFIG

    shards: ShardPlace | None = Field(
        default=None, description="A folder of shards; that of `data.shards` unless given."
    )
    stratum: str | None = Field(default=None, description="The rows of this stratum alone.")
    weight: float = Field(
        gt=0,
        allow_inf_nan=False,
        description="Its share of the rows that are read, next to the weights of the others.",
    )


class DataSettings(BaseModel):
    """What is read."""

    model_config = _CONFIG

    shards: ShardPlace = Field(description="The folder that `scenelang compile` wrote, or its URL.")
    split: Literal["train", "held_out"] = Field(
        default="train", description="The side of the holdout to train on."
    )
    held_out: Literal["train", "held_out"] | None = Field(
        default="held_out",
        description="Which side of `shards` accuracy is measured on; nothing is measured when null.",
    )
    tokenizer: Path | None = Field(
        default=None,
        description="A tokenizer.json, or a folder with one: the one that the shards must be compiled with.",
    )
    order: Annotated[
        Annotated[Literal["shuffled", "as_is", "seeded"], Tag("name")]
        | Annotated[CurriculumSettings, Tag("curriculum")],
        Discriminator(_is_curriculum),
    ] = Field(
        default="shuffled",
        description="Whether rows are shuffled by the seed, taken as they stand in the shards, or by a "
        "curriculum. `shuffled` is the sampler of transformers; `seeded` is an order that follows from the "
        "seed alone, whatever the number of devices, and what `shuffled` means with `packing` or `mix`.",
    )
    packing: PackingSettings | None = Field(
        default=None, description="Put several scenes in one line; a line has one row unless given."
    )
    mix: tuple[MixPart, ...] | None = Field(
        default=None,
        min_length=1,
        description="Several sources of rows by weight, instead of all rows of `shards`.",
    )
    workers: NonNegativeInt = Field(
        default=0, description="Processes that make batches beside the training; they change no result."
    )
    in_memory: bool = Field(
        default=True,
        description="Keep decoded rows in memory after their first use; `seeded` and what goes with it read "
        "from mapped files instead.",
    )

    @property
    def is_fed(self) -> bool:
        """Whether rows come through `scenelang.feeding`, and not through the sampler of transformers."""
        plain = self.order in ("shuffled", "as_is")
        return not plain or self.packing is not None or self.mix is not None

    @model_validator(mode="after")
    def _measured_apart(self) -> Self:
        if self.held_out == self.split:
            raise ValueError("`held_out` must be another split than the one that is trained on, or null")
        return self
