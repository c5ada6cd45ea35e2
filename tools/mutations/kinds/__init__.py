"""The kinds of mistake, by the part of the language that they spoil; importing this registers them all."""

import kinds.across_scenes
import kinds.beats_and_cast
import kinds.layers_and_heads
import kinds.logic_and_self
import kinds.markup
import kinds.outer_form
import kinds.tension_and_weights
import kinds.varying
import kinds.yaml_traps

__all__: list[str] = []
