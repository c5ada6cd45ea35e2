"""Where the files that ship with scenelang lie: in an editable checkout and in the wheel.

Takes: nothing.
Gives: the folder of the grammars, the folder of the shipped archetypes, and a grammar's text.
May assume: scenelang is installed as files, from a wheel or as an editable checkout.
Never does: look anywhere else; every other module asks here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


@cache
def grammar_folder() -> Path:
    """The folder that holds the `.lark` files.

    Raises:
        FileNotFoundError: the installation is broken.
    """
    return _shipped("grammar", checkout="grammar", sign="terminals.lark")


@cache
def archetype_folder() -> Path:
    """The folder that holds the archetypes which the library ships; it may be empty in a checkout.

    Raises:
        FileNotFoundError: the installation is broken.
    """
    return _shipped("archetypes", checkout="scenes/archetypes", sign=".")


@cache
def grammar_texts() -> dict[str, str]:
    """The text of every grammar by its name, such as `chain`."""
    return {path.stem: path.read_text("utf-8") for path in sorted(grammar_folder().glob("*.lark"))}


def _shipped(wheel: str, *, checkout: str, sign: str) -> Path:
    """The wheel's folder comes first: beside an installed package, `grammar/` may be somebody else's."""
    for folder in (_PACKAGE / "_shipped" / wheel, _PACKAGE.parent / checkout):
        if (folder / sign).exists():
            return folder
    raise FileNotFoundError(f"scenelang is not whole: it has no {wheel} folder; install it again")
