"""Under which heading each token of a program stands: a beat, or another scene whose text is recalled.

Takes: a token program.
Gives: a number for each token: that of its beat, or `-1 - n` for the recalled text `n`.
May assume: a chat template's text counts to the last beat of its message; what is in no beat is recalled.
Never does: guess at a token that a scene wrote; its beat is in the program.
"""

from __future__ import annotations

from itertools import groupby

from scenelang.tokens import TokenProgram

_NOBODY = (-1, -1)


def template_tokens(program: TokenProgram) -> list[bool]:
    """For each token, whether a chat template wrote it."""
    return [program.rendering == "chat" and source == _NOBODY for source in program.sources]


def section_of_tokens(program: TokenProgram) -> list[int]:
    """The heading of each token."""
    sections = list(program.beats)
    _place_recalled(program, sections)
    template = template_tokens(program)
    runs = groupby(range(len(sections)), key=lambda token: (template[token], program.beats[token]))
    for (by_template, beat), tokens in runs:
        run = list(tokens)
        before, after = run[0] - 1, run[-1] + 1
        opens = before < 0 or template[before] or program.beats[before] != beat
        if by_template and opens and after < len(sections):
            sections[run[0] : after] = [sections[after]] * len(run)
    return sections


def _place_recalled(program: TokenProgram, sections: list[int]) -> None:
    """Gives every token outside of all beats the recalled text that it is in, or the one before it."""
    starts = [text.start for text in program.recalled]
    for token, section in enumerate(sections):
        if section < 0:
            sections[token] = -1 - max(0, sum(start <= token for start in starts) - 1)
