"""The options that say how scenes become tokens."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.project_paths import settings_for
from scenelang.cli.verb import named_path, positive_number

if TYPE_CHECKING:
    from scenelang.lowering import LowerOptions
    from scenelang.reading import ProjectSettings


def add_tokenizer_options(parser: ArgumentParser) -> None:
    """Adds what says with which tokenizer and in which form scenes are compiled."""
    parser.add_argument(
        "--tokenizer",
        type=named_path,
        metavar="FILE_OR_FOLDER_OR_NAME",
        help="a tokenizer.json, a folder that has one, or the name that the project's settings give to one"
        " (default: the small one that scenelang carries)",
    )
    parser.add_argument(
        "--straddle",
        choices=("include", "exclude", "error"),
        default="include",
        help="what to do with a token that lies across the edge of a span (default: include)",
    )
    parser.add_argument(
        "--max-tokens",
        type=positive_number,
        metavar="N",
        help="refuse scenes of more tokens than the window of your model holds (default: no limit)",
    )
    parser.add_argument(
        "--render",
        choices=("plain", "chat"),
        help="the texts of the beats, or a conversation in the tokenizer's chat template"
        " (default: as the project's settings say, else plain)",
    )
    parser.add_argument(
        "--generation-prompt",
        action="store_true",
        help="end a chat with what the template writes before an answer",
    )
    parser.add_argument(
        "--learn-everyone",
        action="store_true",
        help="in a chat, learn what system and user say too, as the scene weighs it (default: the assistant"
        " alone)",
    )
    parser.add_argument(
        "--allow-special-tokens",
        action="store_true",
        help="take special tokens that stand literally in a text for what they are, not for a mistake",
    )


def tokenizer_path(options: Namespace) -> Path | None:
    """The file or folder of the tokenizer that a command line asks for; a path goes before a name.

    Raises:
        Refusal: it is neither.
    """
    from scenelang.diagnostics import Refusal
    from scenelang.lowering import find_tokenizer

    asked: Path | None = options.tokenizer
    if asked is None or asked.exists():
        return asked
    path, found = find_tokenizer(asked, _settings(options))
    if path is None:
        raise Refusal(found[0])
    return path


def lowering_options(options: Namespace) -> LowerOptions:
    """The lowering options that a command line asks for.

    Raises:
        Refusal: they do not fit together.
    """
    from scenelang.diagnostics import Refusal
    from scenelang.lowering import LowerOptions, PromptWithoutChat, RenderingKind, Straddle
    from scenelang.source import Span

    rendering = RenderingKind(options.render or _settings(options).rendering.value)
    if options.generation_prompt and rendering is not RenderingKind.CHAT:
        raise Refusal(PromptWithoutChat(Span.start_of("--generation-prompt")))
    return LowerOptions(
        straddle=Straddle(options.straddle),
        max_tokens=options.max_tokens,
        rendering=rendering,
        generation_prompt=options.generation_prompt,
        allow_special_tokens=options.allow_special_tokens,
        learn_everyone=options.learn_everyone,
    )


def _settings(options: Namespace) -> ProjectSettings:
    """The settings of the project of the first path that a command line names."""
    paths: Sequence[Path] = getattr(options, "paths", None) or [options.path]
    return settings_for(paths)
