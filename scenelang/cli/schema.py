"""`scenelang schema`: the outer shape of files as JSON Schema, for editors."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from scenelang.cli.verb import CLEAN, Verb


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `schema`."""
    parser.add_argument(
        "kind", nargs="?", choices=("scene", "archetype"), default="scene", help="which file (default: scene)"
    )


def run(options: Namespace) -> int:
    """Prints the schema."""
    import json

    from scenelang.reading import archetype_schema, scene_schema

    schema = archetype_schema() if options.kind == "archetype" else scene_schema()
    print(json.dumps(schema, indent=2, ensure_ascii=False))
    return CLEAN


VERB = Verb(
    summary="Print the JSON Schema of scene or archetype files: completion and checks in any editor.",
    examples="""
        scenelang schema > scene.schema.json
        scenelang schema archetype > archetype.schema.json
    """,
    add_arguments=add_arguments,
    run=run,
)
