"""Lowers instances of one scene, a chunk at a time.

Takes the scene's supervision plan once, then chunks of instances. Gives a token program for each.
May assume that all instances are of that scene. Never repeats a finding for another instance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic, Outcome, Severity
from scenelang.expanding import Instance
from scenelang.lowering.assemble_program import ProgramAssembler
from scenelang.lowering.chat_messages import said_by_assistant
from scenelang.lowering.close_turns import close_turns
from scenelang.lowering.finding_causes import cause_of
from scenelang.lowering.lower_options import LowerOptions, RenderingKind
from scenelang.lowering.messages import AllWeightsZero, AvoidsNothing, ExposesNothing, RowTooLong
from scenelang.lowering.messages_tokenizer import UnknownCharacters
from scenelang.lowering.place_exposure import ExposurePlacer, learned_tokens
from scenelang.lowering.place_targets import Reporter, TargetPlacer
from scenelang.lowering.read_latents import Reading, read_latents
from scenelang.lowering.render_text import Rendering
from scenelang.lowering.scene_renderer import SceneRenderer
from scenelang.lowering.scene_tokenizer import SceneTokenizer, Tokenised
from scenelang.lowering.span_names import NAMELESS
from scenelang.lowering.supervised_spans import SpanFinder, SpanRun
from scenelang.lowering.supervision_plan import SupervisionPlan
from scenelang.lowering.token_grid import TokenGrid
from scenelang.lowering.token_layout import GridMaker
from scenelang.lowering.unnamed_spans import UnnamedSpans
from scenelang.model import Stratum, Template, Variable
from scenelang.source import Span
from scenelang.tokens import AttentionTarget, HiddenTarget, SpanCertificate, TokenProgram

_AT_ONCE = 64
"""So many instances are laid at once: enough for columns to pay, little enough to stay at hand."""


class _Laid(NamedTuple):
    """One instance between tokenising and placing."""

    instance: Instance
    rendering: Rendering
    tokens: Tokenised
    grid: TokenGrid
    runs: list[SpanRun]
    spans: dict[str, SpanRun]


class InstanceLowering:
    """All that is worked out once per scene, and the way from an instance to its program."""

    def __init__(
        self,
        checked: CheckedScene,
        plan: SupervisionPlan,
        tokenizer: SceneTokenizer,
        options: LowerOptions,
    ) -> None:
        self._checked = checked
        self._plan = plan
        self._tokenizer = tokenizer
        self._options = options
        self._renderer = SceneRenderer(checked, plan, tokenizer, options, _found_in)
        self._scene = self._renderer.scene
        self._heard = _heard(checked, options)
        weights = tuple(
            0.0 if beat in self._heard else weight for beat, weight in enumerate(plan.beat_weights)
        )
        self._grids = GridMaker(self._scene, weights, options.straddle, plan.avoided)
        self._finder = SpanFinder(checked, self._scene, options.straddle)
        self._placer = TargetPlacer(plan)
        self._unnamed = UnnamedSpans(checked, plan, self._scene, options.straddle)
        self._exposure = ExposurePlacer(checked.scene, plan.exposure) if plan.exposure else None
        self._assembler = ProgramAssembler(checked, tokenizer, options.rendering, self._exposure)
        self._avoided = [
            number for number, mark in enumerate(self._scene.marks) if mark.place in plan.avoided
        ]
        self._is_noise = all(stratum is Stratum.NOISE for stratum in checked.strata)
        self._said: set[tuple[object, ...]] = set()

    def lower(self, instances: Sequence[Instance]) -> Iterator[Outcome[TokenProgram]]:
        """The programs of a chunk of instances, in order; the chunk is tokenised at once."""
        renderings = [self._renderer.render(instance) for instance in instances]
        encoded = self._tokenizer.encode_batch([rendering.text for rendering in renderings])
        waiting = zip(instances, renderings, encoded, strict=True)
        while portion := list(islice(waiting, _AT_ONCE)):
            grids = self._grids.lay([(rendering, tokens) for _, rendering, tokens in portion])
            laid = [self._lay(*one, grid) for one, grid in zip(portion, grids, strict=True)]
            yield from map(self._program, laid, self._read(laid))

    def _lay(self, instance: Instance, rendering: Rendering, tokens: Tokenised, bare: TokenGrid) -> _Laid:
        grid = close_turns(bare, rendering)
        runs, spans = self._finder.find(rendering, grid)
        self._unnamed.add(spans, runs, rendering, grid)
        return _Laid(instance, rendering, tokens, grid, runs, spans)

    def _read(self, laid: Sequence[_Laid]) -> list[dict[int, int]]:
        """For each instance, the token of each `reads` target, by the target's number."""
        wanted = [
            (number, intent.where.span, intent.reads)
            for number, intent in enumerate(self._plan.hidden)
            if intent.reads is not None
        ]
        readings = [_reading(item, span, template) for item in laid for _, span, template in wanted]
        found = iter(read_latents(readings, self._tokenizer))
        return [{number: next(found) for number, _, _ in wanted} for _ in laid]

    def _program(self, item: _Laid, read: dict[int, int]) -> Outcome[TokenProgram]:
        if item.rendering.problems:
            return Outcome(None, self._new(item.rendering.problems))
        found: list[Diagnostic] = []
        found_in = partial(_found_in, item.instance)
        if not self._finder.sound(item.runs, item.grid):
            found.extend(self._finder.problems(item.runs, item.grid, found_in()))
        sites, reporter = self._placer.sites(item.spans, item.grid), Reporter(found.append, found_in)
        attention = self._placer.attention(sites, reporter)
        hidden = self._placer.hidden(sites, read, item.instance.binding, reporter)
        certificates = self._finder.certificates(item.rendering, item.runs, item.grid, self._tokenizer)
        found.extend(
            self._finder.misread(item.rendering.text, item.grid, certificates, self._tokenizer, found_in)
        )
        found.extend(self._row_problems(item, found_in))
        if self._avoided or self._exposure is not None:
            found.extend(self._idle(item, attention, hidden, found_in))
        if not found:
            return Outcome(self._assemble(item, attention, hidden, certificates))
        new = self._new(found)
        if any(one.severity is Severity.ERROR for one in found):
            return Outcome(None, new)
        return Outcome(self._assemble(item, attention, hidden, certificates), new)

    def _assemble(
        self,
        item: _Laid,
        attention: tuple[AttentionTarget, ...],
        hidden: tuple[HiddenTarget, ...],
        certificates: tuple[SpanCertificate, ...],
    ) -> TokenProgram:
        return self._assembler.program(
            item.instance,
            item.rendering,
            item.grid,
            attention=attention,
            hidden=hidden,
            certificates=certificates,
        )

    def _row_problems(self, item: _Laid, found_in: Callable[[], str]) -> Iterator[Diagnostic]:
        scene, ids, limit = self._checked.scene, item.grid.ids, self._options.max_tokens
        if limit is not None and len(ids) > limit:
            yield RowTooLong(scene.id.place, scene.id.text, len(ids), limit, found_in())
        if not self._is_noise and not any(item.grid.weights):
            yield AllWeightsZero(scene.id.place, scene.id.text, found_in())
        unknown = self._tokenizer.unknown
        if unknown is not None and unknown in ids:
            place, piece = self._written(item.grid, ids.index(unknown))
            yield UnknownCharacters(place, piece, found_in())

    def _written(self, grid: TokenGrid, token: int) -> tuple[Span, str]:
        """Where the author wrote a token, and what; the scene as a whole for what others wrote."""
        scene, (start, end) = self._checked.scene, grid.sources[token]
        own = start >= 0 and grid.beats[token] >= 0
        return Span(scene.file, start, end) if own else scene.id.place, grid.pieces[token]

    def _idle(
        self,
        item: _Laid,
        attention: tuple[AttentionTarget, ...],
        hidden: tuple[HiddenTarget, ...],
        found_in: Callable[[], str],
    ) -> Iterator[Diagnostic]:
        """Marks and exposures that would do nothing in this instance, whoever speaks."""
        grid, heard = item.grid, self._heard
        for number in self._avoided:
            mark, (_, _, first, stop) = self._scene.marks[number], item.runs[number]
            if first < stop and mark.beat not in heard and not any(grid.avoid[first:stop]):
                yield AvoidsNothing(mark.place, f"span `{mark.id}`" if mark.id else NAMELESS, found_in())
        if self._exposure is not None:
            learned = learned_tokens(grid.weights, grid.avoid, attention, hidden)
            if heard:
                learned = [one or beat in heard for one, beat in zip(learned, grid.beats, strict=True)]
            for place in self._exposure.dead(grid.beats, learned):
                yield ExposesNothing(place, found_in())

    def _new(self, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Findings that are new: neither another instance nor another rule led to them before."""
        new = []
        for one in found:
            cause = cause_of(one)
            if cause not in self._said:
                self._said.add(cause)
                new.append(one)
        return tuple(new)


def _heard(checked: CheckedScene, options: LowerOptions) -> frozenset[int]:
    """The beats that are heard and not learned: in a chat, those of others than the assistant."""
    if options.rendering is not RenderingKind.CHAT or options.learn_everyone:
        return frozenset()
    return frozenset(beat for beat, own in enumerate(said_by_assistant(checked)) if not own)


def _found_in(instance: Instance) -> str:
    """The end of a message about one instance of many: which one, and what its variables stand for."""
    if not instance.binding:
        return ""
    values = ", ".join(f"{name} = {value}" for name, value in instance.binding.items())
    return f" (first seen in instance {instance.number}: {values})"


def _reading(item: _Laid, span: str, template: Template) -> Reading:
    binding = item.instance.binding
    reads = "".join(
        binding[piece.name.text] if isinstance(piece, Variable) else piece.text for piece in template.pieces
    )
    run = item.spans[span]
    return Reading(item.rendering.text, run.start, run.end, reads)
