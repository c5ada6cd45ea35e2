"""The part of a recipe that says which model is trained: one on disk or the Hub, or a tiny fresh one."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, model_validator

Seed = Annotated[int, Field(ge=0, lt=2**32)]
"""What every random source takes: numpy's ends here."""
_ROTARY = frozenset({"llama", "qwen2", "qwen3"})
"""Families that turn the numbers of a head in pairs."""


class TinyModel(BaseModel):
    """A small model with fresh weights, for pilots and experiments."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    family: Literal["llama", "qwen2", "qwen3", "gpt_neox", "gpt2"] = Field(
        default="llama", description="Which architecture of transformers is built."
    )
    layers: PositiveInt = Field(default=3, description="How many layers it has.")
    width: PositiveInt = Field(default=48, description="The width of the residual stream.")
    heads: PositiveInt = Field(default=2, description="Query heads a layer; must divide the width.")
    kv_heads: PositiveInt | None = Field(
        default=None, description="Key and value heads a layer; as many as `heads` unless given."
    )
    mlp: PositiveInt | None = Field(
        default=None, description="Width of the feed-forward part; 4 x width unless given."
    )
    context: PositiveInt = Field(default=1024, description="The longest sequence that it reads, in tokens.")
    initializer_range: float | None = Field(
        default=None,
        gt=0,
        description="Standard deviation of the fresh weights; 0.7 / sqrt(width) unless given. The usual 0.02 "
        "leaves attention nearly flat at toy widths.",
    )
    tied: bool = Field(default=True, description="Whether the output embeddings are the input embeddings.")
    vocabulary: PositiveInt | None = Field(
        default=None, description="How many tokens it knows; as the shards say unless given."
    )
    seed: Seed = Field(default=0, description="Seed of the fresh weights.")

    @model_validator(mode="after")
    def _heads_fit(self) -> Self:
        if self.width % self.heads:
            raise ValueError(f"width {self.width} is not a multiple of heads {self.heads}")
        if self.kv_heads is not None and self.heads % self.kv_heads:
            raise ValueError(f"heads {self.heads} is not a multiple of kv_heads {self.kv_heads}")
        size = self.width // self.heads
        if self.family in _ROTARY and size % 2:
            raise ValueError(f"width / heads is {size}, and {self.family} needs an even number")
        return self


class ModelSource(BaseModel):
    """Where the model comes from: exactly one of `from` and `tiny`."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: str | None = Field(
        default=None,
        alias="from",
        description="A folder with a saved model, taken from the recipe's, or a name on the Hub.",
    )
    gguf_file: str | None = Field(
        default=None, description="A GGUF file inside `from`, where the weights are in that format."
    )
    attention: Literal["sdpa", "eager", "flash_attention_2", "flash_attention_3", "flex_attention"] | None = (
        Field(default=None, description="The attention kernel; the model's own choice unless given.")
    )
    tiny: TinyModel | None = Field(default=None, description="A small model with fresh weights.")

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.from_ is None) == (self.tiny is None):
            raise ValueError("give exactly one of `from` and `tiny`")
        if self.gguf_file is not None and self.from_ is None:
            raise ValueError("`gguf_file` needs `from`")
        return self
