"""A file's text, places in it, and the map from inside a YAML scalar back to the file."""

from scenelang.source.file_content import file_content
from scenelang.source.place_runs import PlaceRuns
from scenelang.source.scalar_text import ScalarText, WrittenRun
from scenelang.source.source_text import Position, SourceText
from scenelang.source.span import Span
from scenelang.source.span_edit import SpanEdit, apply_edits
from scenelang.source.write_whole import UNFINISHED, write_whole

__all__ = [
    "UNFINISHED",
    "PlaceRuns",
    "Position",
    "ScalarText",
    "SourceText",
    "Span",
    "SpanEdit",
    "WrittenRun",
    "apply_edits",
    "file_content",
    "write_whole",
]
