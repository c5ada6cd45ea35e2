"""How a token program looks on a terminal."""

from scenelang.cli.showing.program_view import show_program

__all__ = ["show_program"]
