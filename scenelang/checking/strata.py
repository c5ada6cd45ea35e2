"""What kind of matter each beat is."""

from __future__ import annotations

from scenelang.model import Archetype, Scene, Stratum


def beat_strata(scene: Scene, archetype: Archetype | None) -> tuple[Stratum, ...]:
    """A beat's own stratum, else the archetype's for its kind, else the scene's."""
    of_kind = {} if archetype is None else dict(archetype.strata)
    return tuple(beat.stratum or of_kind.get(beat.kind.text, scene.stratum) for beat in scene.beats)
