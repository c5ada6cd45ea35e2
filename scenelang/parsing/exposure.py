"""Exposure: `early`, `40%..70%`, `attention @ early`, `mlp @ late, attention @ middle`.

Takes: the text of an `expose`. Gives: its parts in order, each an `Exposure`.
May assume: nothing. Never does: ask whether a model has the layers, or look for parts that repeat others.
"""

from __future__ import annotations

from scenelang.diagnostics import Outcome
from scenelang.model import Exposure
from scenelang.parsing import messages_layers
from scenelang.parsing.band import read_band
from scenelang.parsing.rules import EXPOSURE
from scenelang.parsing.syntax import Leaf, Node
from scenelang.parsing.transcript import Transcript, read_rule
from scenelang.parsing.wording import listed
from scenelang.signals import NAMED_BANDS, Module
from scenelang.source import ScalarText

_MODULES = {module.value: module for module in Module if module is not Module.ALL}


def parse_exposure(text: ScalarText) -> Outcome[tuple[Exposure, ...]]:
    """Reads layers, each perhaps of one module alone, parted by commas."""
    return read_rule(EXPOSURE, text, _parts)


def _parts(node: Node, transcript: Transcript) -> tuple[Exposure, ...]:
    parts = [_part(part, transcript) for part in node.nodes()]
    return tuple(part for part in parts if part is not None)


def _part(node: Node, transcript: Transcript) -> Exposure | None:
    word, band = node.maybe_leaf(0), node.node(1)
    turned = band.leaf(0) if band.rule == "named_band" and band.leaf(0).text in _MODULES else None
    module = Module.ALL if word is None else _module(word, turned, transcript)
    if turned is not None:
        _module_for_layers(word, turned, transcript)
        return None
    layers = read_band(band, transcript)
    return None if module is None or layers is None else Exposure(module, layers, transcript.place(node))


def _module(word: Leaf, turned: Leaf | None, transcript: Transcript) -> Module | None:
    """The module of a word; what stands the wrong way round in `early @ attention` is told."""
    module = _MODULES.get(word.text)
    if module is not None:
        return module
    is_turned = turned is not None and word.text in NAMED_BANDS
    hint = f"did you mean `{turned.text} @ {word.text}`? " if turned is not None and is_turned else ""
    known = () if is_turned else tuple(_MODULES)
    place = transcript.place(word)
    transcript.report(messages_layers.UnknownModule(place, word.text, known, listed(_MODULES), hint))
    return None


def _module_for_layers(word: Leaf | None, turned: Leaf, transcript: Transcript) -> None:
    """A module stands where layers belong; nothing more is said where `_module` has said it."""
    if word is None or word.text in _MODULES:
        transcript.report(messages_layers.ModuleWithoutLayers(transcript.place(turned), turned.text))
