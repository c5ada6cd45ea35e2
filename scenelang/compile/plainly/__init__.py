"""The fast way from scenes in the plain layout to rows: many files at once, without a model of any scene."""

from scenelang.compile.plainly.plain_compiler import PlainBatch, PlainCompiler

__all__ = ["PlainBatch", "PlainCompiler"]
