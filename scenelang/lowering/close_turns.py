"""What an end of turn weighs: as much as the word before it, said or to be avoided.

Takes a grid and the rendering under it. Gives the grid with the weights of the assistant's ends of turn.
May assume that the template's text weighs nothing in the grid. Never makes an end of turn something to avoid.
"""

from __future__ import annotations

from scenelang.lowering.render_text import Rendering
from scenelang.lowering.token_grid import TokenGrid


def close_turns(grid: TokenGrid, rendering: Rendering) -> TokenGrid:
    """The grid, in which what closes a message of the assistant weighs what the message's last token does."""
    if not rendering.turn_ends:
        return grid
    weights = list(grid.weights)
    for turn in rendering.turn_ends:
        _, behind = grid.covering(turn.last, turn.last + 1)
        first, stop = grid.covering(turn.start, turn.end)
        first = max(first, behind)
        # A model that must not say the last word must learn all the more to stop.
        avoided = grid.avoid[behind - 1] if grid.avoid else 0.0
        weights[first:stop] = [max(weights[behind - 1], avoided)] * (stop - first)
    return grid._replace(weights=tuple(weights))
