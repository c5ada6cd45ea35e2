"""Puts a token program together from what is the same for a whole scene and what one instance adds.

Takes the checked scene, once; then an instance's rendering, tokens and targets. Gives its token program.
May assume that all of them fit. Never looks for anything wrong.
"""

from __future__ import annotations

from functools import partial

from scenelang.checking import CheckedScene
from scenelang.expanding import Instance
from scenelang.lowering.lower_options import RenderingKind
from scenelang.lowering.place_exposure import ExposurePlacer
from scenelang.lowering.render_text import Rendering
from scenelang.lowering.scene_tokenizer import SceneTokenizer
from scenelang.lowering.tension_score import curriculum_score
from scenelang.lowering.token_grid import TokenGrid
from scenelang.tokens import (
    AttentionTarget,
    HiddenTarget,
    RecalledText,
    SpanCertificate,
    TokenProgram,
)


class ProgramAssembler:
    """Makes the programs of one scene. `exposure` is None where every beat may move everything."""

    def __init__(
        self,
        checked: CheckedScene,
        tokenizer: SceneTokenizer,
        rendering: RenderingKind,
        exposure: ExposurePlacer | None,
    ) -> None:
        scene = checked.scene
        self._exposure = exposure
        self._of_scene = partial(
            TokenProgram,
            scene=scene.id.text,
            file=scene.file,
            archetype=scene.archetype.text,
            stratum=scene.stratum.value,
            language=scene.language,
            tags=tuple(tag.text for tag in scene.tags),
            tokenizer=tokenizer.fingerprint,
            axes=checked.axes,
            tension=checked.tension,
            curriculum=curriculum_score(checked.tension),
            prerequisites=checked.prerequisites,
            rendering=rendering.value,
        )

    def program(
        self,
        instance: Instance,
        rendering: Rendering,
        grid: TokenGrid,
        *,
        attention: tuple[AttentionTarget, ...],
        hidden: tuple[HiddenTarget, ...],
        certificates: tuple[SpanCertificate, ...],
    ) -> TokenProgram:
        """The program of one instance."""
        return self._of_scene(
            instance=instance.number,
            binding=tuple(instance.binding.items()),
            split=instance.split,
            ids=tuple(grid.ids),
            pieces=grid.pieces,
            weights=grid.weights,
            beats=grid.beats,
            sources=grid.sources,
            attention=attention,
            hidden=hidden,
            certificates=certificates,
            avoid=grid.avoid,
            exposure=() if self._exposure is None else self._exposure.place(grid.beats),
            recalled=_recalled(rendering, grid),
        )


def _recalled(rendering: Rendering, grid: TokenGrid) -> tuple[RecalledText, ...]:
    return tuple(
        RecalledText(text.scene, text.file, *grid.covering(text.start, text.end))
        for text in rendering.recalled
    )
