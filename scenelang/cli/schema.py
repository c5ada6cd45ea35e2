"""`scenelang schema`: the outer shape of files as JSON Schema, for editors and for readers of reports."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from scenelang.cli.verb import CLEAN, Verb


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `schema`."""
    parser.add_argument(
        "kind",
        nargs="?",
        choices=("scene", "archetype", "lint-output", "diff-output"),
        default="scene",
        help="of which file or report (default: scene)",
    )


def run(options: Namespace) -> int:
    """Prints the schema."""
    import json

    print(json.dumps(_schema(options.kind), indent=2, ensure_ascii=False))
    return CLEAN


def _schema(kind: str) -> object:
    match kind:
        case "archetype":
            from scenelang.reading import archetype_schema

            return archetype_schema()
        case "lint-output":
            from scenelang.diagnostics import lint_output_schema

            return lint_output_schema()
        case "diff-output":
            from scenelang.comparing import diff_output_schema

            return diff_output_schema()
        case _:
            from scenelang.reading import scene_schema

            return scene_schema()


VERB = Verb(
    summary="Print the JSON Schema of scenes and archetypes, for editors, or of what lint and diff write.",
    examples="""
        scenelang schema > scene.schema.json
        scenelang schema archetype > archetype.schema.json
        scenelang schema lint-output > lint-output.schema.json
    """,
    add_arguments=add_arguments,
    run=run,
)
