"""Do the targets of a batch fit the model: layers, heads, sliding windows, length, vocabulary.

Takes: flat sites of a batch and its rows. Gives: what of them fits, or a refusal that names scene and rule.
Never does: change anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from scenelang.diagnostics import Diagnostic, Refusal
from scenelang.shards import Row
from scenelang.signals import HeadRuleKind, LayerBand
from scenelang.source import Span
from scenelang.training import messages
from scenelang.training.anatomy import ModelAnatomy, attention_modules
from scenelang.training.flat_sites import FlatAttention, FlatHidden
from scenelang.training.messages_model import LayerNotCaptured
from scenelang.training.messages_targets import TargetWithoutName

_NAMED = tuple(HeadRuleKind).index(HeadRuleKind.NAMED)
_MASK_BITS = 63


class SiteChecks:
    """The checks of one model, with the names of origins for what they say."""

    def __init__(self, anatomy: ModelAnatomy, origins: Sequence[str]) -> None:
        self._anatomy = anatomy
        self._origins = tuple(origins)
        self._windows = np.asarray(anatomy.windows, dtype=np.int64)
        found = attention_modules(anatomy)
        # Where no layer says that it has attention, its capture is refused, with the reason.
        attending = [layer in found or not found for layer in range(anatomy.layer_count)]
        self._attending = np.asarray(attending, dtype=np.bool_)

    def band(
        self, rows: Sequence[Row], flat: FlatAttention | FlatHidden
    ) -> Callable[[int, LayerBand], NoReturn]:
        """What to call for a site whose band the model does not have."""

        def refuse(site: int, band: LayerBand) -> NoReturn:
            self._refuse_band(self._named(rows, flat, site), site, band)

        return refuse

    def exposed_band(self, rows: Sequence[Row], row: int) -> Callable[[int, LayerBand], NoReturn]:
        """What to call for text of a row that is exposed to layers that the model does not have."""
        scene = rows[row].scene
        named: dict[str, Any] = {"place": Span.start_of(scene), "scene": scene, "origin": "expose"}
        return partial(self._refuse_band, named)

    def named(
        self, rows: Sequence[Row], flat: FlatHidden, kind: str, numbers: NDArray[np.int64]
    ) -> FlatHidden:
        """The sites with the numbers of their names among those of their kind.

        Args:
            rows: the batch.
            flat: sites that name something, by the number that the manifest gives it.
            kind: what they are.
            numbers: the number within the kind of each name; the last entry is for what has none.
        """
        name = numbers[np.where(flat.name < len(numbers) - 1, flat.name, -1)]
        if (name < 0).any():
            site = int(np.argmax(name < 0))
            _refuse(TargetWithoutName(**self._named(rows, flat, site), kind=kind))
        return replace(flat, name=name)

    def heads(self, rows: Sequence[Row], flat: FlatAttention) -> None:
        """Refuses named heads that the model does not have."""
        count = self._anatomy.head_count
        wrong = (flat.head_rule == _NAMED) & (flat.head_mask >> min(count, _MASK_BITS) != 0)
        if wrong.any():
            site = int(np.argmax(wrong))
            head = int(flat.head_mask[site]).bit_length() - 1
            _refuse(messages.HeadOutsideModel(**self._named(rows, flat, site), head=head, heads=count))

    def in_sight(
        self, rows: Sequence[Row], flat: FlatAttention, layers: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """The layers of each site that have attention, and whose sliding window holds its nearest key.

        A site is left to those layers of its band; one that has none of them is refused, unless it is to
        stay away: what no layer sees is stayed away from already.
        """
        able = layers & self._attending
        nearest = np.maximum.reduceat(flat.keys, flat.first_key)
        distance = flat.query - nearest
        left = able & ((self._windows == 0) | (distance[:, None] < self._windows))
        lost = ~left.any(axis=1) & ~flat.away
        if lost.any():
            site = int(np.argmax(lost))
            self._refuse_blind(self._named(rows, flat, site), layers[site], able[site], int(distance[site]))
        return left

    def _refuse_blind(
        self, named: dict[str, Any], layers: NDArray[np.bool_], able: NDArray[np.bool_], distance: int
    ) -> NoReturn:
        """Refuses a site that no layer of its band can meet."""
        if not able.any():
            layer = int(np.argmax(layers))
            model = Span.start_of("model")
            _refuse(LayerNotCaptured(model, layer=layer, what="queries and keys", kind="attention"))
        layer = int(np.argmax(able))
        window = int(self._windows[layer])
        _refuse(messages.KeyOutsideWindow(**named, layer=layer, window=window, distance=distance))

    def length(self, rows: Sequence[Row], longest: int) -> None:
        """Refuses rows that are longer than the model reads."""
        context = self._anatomy.context
        if context and longest > context:
            scene = next(row.scene for row in rows if len(row.input_ids) == longest)
            place = Span.start_of(scene)
            _refuse(messages.RowTooLong(place, scene=scene, tokens=longest, context=context))

    def vocabulary(self, ids: NDArray[np.int64]) -> None:
        """Refuses tokens that the model has no embedding for."""
        largest, last = int(ids.max()), self._anatomy.vocabulary - 1
        if largest > last:
            place = Span.start_of("shards")
            _refuse(messages.TokenOutsideVocabulary(place, token=largest, last=last))

    def _refuse_band(self, named: dict[str, Any], _site: int, band: LayerBand) -> NoReturn:
        count = self._anatomy.layer_count
        _refuse(messages.BandOutsideModel(**named, band=str(band), layers=count, last=count - 1))

    def _named(self, rows: Sequence[Row], flat: FlatAttention | FlatHidden, site: int) -> dict[str, Any]:
        scene, number = rows[int(flat.row[site])].scene, int(flat.origin[site])
        origin = self._origins[number] if number < len(self._origins) else f"target {number}"
        return {"place": Span.start_of(scene), "scene": scene, "origin": origin}


def _refuse(diagnostic: Diagnostic) -> NoReturn:
    raise Refusal(diagnostic)
