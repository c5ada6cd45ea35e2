"""`transformers.Trainer` on scenes: tokens by weight, attention targets, hidden-layer targets, exposure.

Takes: a causal model and rows. Gives: a trained model, with everything a `Trainer` gives.
May assume: arguments made for this trainer or for any other. Never does: average averages: each term is
a sum over everything in a step, on all devices and in all accumulated passes, divided once by its count.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.utils.data import DataLoader, Sampler, SequentialSampler
from transformers import PreTrainedModel, Trainer, TrainingArguments
from transformers.trainer_utils import get_last_checkpoint

from scenelang.diagnostics import Refusal
from scenelang.feeding import Feed, FeedRows
from scenelang.shards import Row
from scenelang.source import Span
from scenelang.training.anatomy import study
from scenelang.training.anchor_file import cut_anchors, write_anchors
from scenelang.training.anchor_record import AnchorMass, AnchorRecord, SaddleAlarm
from scenelang.training.batch import AttentionBatch, ConceptBatch
from scenelang.training.capture import make_capturable
from scenelang.training.collator import TERMS, SceneCollator
from scenelang.training.companions import Companions
from scenelang.training.dataset import RowSource
from scenelang.training.exposed_parameters import ExposedParameters
from scenelang.training.fed_run import FedRun
from scenelang.training.forward_pass import HIDDEN_TERMS, run_forward
from scenelang.training.isolation_check import check_isolation
from scenelang.training.messages_folder import LossNotANumber
from scenelang.training.messages_model import NoCheckpoint, ReentrantCheckpointing
from scenelang.training.messages_targets import ModelInPieces
from scenelang.training.out_folder import check_checkpoint, step_of
from scenelang.training.recipe_losses import LossSettings
from scenelang.training.run_record import RunRecord
from scenelang.training.schedule import term_weight
from scenelang.training.start_check import check_model
from scenelang.training.step_end import StepEnd
from scenelang.training.step_loss import Part, loss_of, parts_of
from scenelang.training.target_names import TargetNames
from scenelang.training.term_record import TermRecord

_LOG = logging.getLogger(__name__)
_CHECKED_ROWS = 4
_CONCEPT = TERMS.index("concept")


class SceneTrainer(Trainer):
    """Trains a causal model on the rows of scenes.

    Args:
        model: any causal model of transformers, also wrapped by peft.
        args: as for `Trainer`; columns are kept and labels are not expected, whatever they say.
        train_dataset: rows, such as a `SceneDataset`, which also says the names that targets use; or a
            `Feed`, which says their order too, and what shares a line.
        losses: weights and schedules of the loss terms.
        leave_out: kinds of supervision to do without.
        record: what the run depends on; written into checkpoints and checked on resuming.
        in_order: take rows as they stand instead of shuffling them; a feed knows its own order.
        more: everything else that `Trainer` takes.

    Raises:
        Refusal: the model or the arguments cannot do what the targets need.
    """

    loss_is_scaled_for_ga = True

    def __init__(
        self,
        model: PreTrainedModel,
        args: TrainingArguments,
        train_dataset: RowSource | Feed,
        *,
        losses: LossSettings | None = None,
        leave_out: Iterable[str] = (),
        record: RunRecord | None = None,
        in_order: bool = False,
        **more: Any,
    ) -> None:
        args.remove_unused_columns = False
        args.label_names = []
        _refuse_reentrant(args)
        self._fed = FedRun.of(train_dataset, args)
        rows = train_dataset.rows if isinstance(train_dataset, Feed) else train_dataset
        if args.n_gpu > 1:
            args._n_gpu = 1  # noqa: SLF001  (splitting one batch over devices would tear sites from their rows)
        self.losses = losses or LossSettings()
        self.anatomy = study(model)
        left_out = frozenset(leave_out)
        settings = self.losses.named()
        self.terms = tuple(term for term in TERMS if settings[term].weight > 0 and term not in left_out)
        make_capturable(self.anatomy, "attention" in self.terms, bool(set(HIDDEN_TERMS) & set(self.terms)))
        origins = getattr(rows, "origins", ())
        names = TargetNames.of(rows) if isinstance(rows, FeedRows) else getattr(rows, "names", TargetNames())
        self.anchors = AnchorRecord(origins, self.anatomy.layer_count, self.anatomy.head_count)
        self.anchor_masses: list[AnchorMass] = []
        self._alarm = SaddleAlarm()
        self._record = record
        self._in_order = in_order
        self._terms_seen = TermRecord()
        collator = SceneCollator(self.anatomy, self.terms, left_out, origins, names=names)
        more.setdefault("data_collator", collator)
        super().__init__(model=model, args=args, train_dataset=rows, **more)
        self.beside = Companions(self.anatomy, names, self.terms, self.losses).to(self.args.device)
        self._exposed = ExposedParameters(self.anatomy)
        exposing = "exposure" not in left_out
        self._step_end = StepEnd(self.accelerator, model, self.beside, self._exposed, exposing)
        self.add_callback(self._step_end)
        if self._fed is not None:
            self.add_callback(self._fed)

    @property
    def tokens_seen(self) -> int:
        """Tokens read so far on all devices, padding not counted."""
        return int(self.state.num_input_tokens_seen)

    def train(self, resume_from_checkpoint: str | bool | None = None, **more: Any) -> Any:
        """Trains, after a look at the model and, on resuming, at the checkpoint.

        Args:
            resume_from_checkpoint: a `checkpoint-N` folder, or True for the last one in the output folder.
            more: as for `Trainer.train`.

        Raises:
            Refusal: the model does not show what the targets need, or the checkpoint is another run's.
        """
        checkpoint = self._checkpoint(resume_from_checkpoint)
        with self._own_precision():
            self._check_first_rows()
        if self.is_world_process_zero():
            cut_anchors(Path(self.args.output_dir), 0 if checkpoint is None else step_of(Path(checkpoint)))
        return super().train(resume_from_checkpoint=checkpoint, **more)

    def _own_precision(self) -> AbstractContextManager[Any]:
        """Single precision for a look at the model, but for kernels that know half of it alone."""
        kernel = getattr(self.anatomy.model.config, "_attn_implementation", None) or ""
        return self.accelerator.autocast() if "flash" in kernel else nullcontext()

    def _check_first_rows(self) -> None:
        if self._fed is None:
            items = [
                self.train_dataset[index] for index in range(min(_CHECKED_ROWS, len(self.train_dataset)))
            ]
        else:
            items, rows = self._fed.first_rows(_CHECKED_ROWS)
            if not all(isinstance(item, Row) for item in items):
                check_isolation(self.model, self.anatomy, rows)
        batch = self._prepare_inputs(self.data_collator(items))
        check_model(self.model, self.anatomy, batch, self.terms, self.losses)
        self._check_reach(batch)

    def compute_loss(
        self,
        model: torch.nn.Module,
        inputs: dict[str, Any],
        return_outputs: bool = False,
        num_items_in_batch: Tensor | None = None,
    ) -> Any:
        """The sum of all terms of one batch, each divided by its count in the whole step."""
        counts = self._counts(inputs) if num_items_in_batch is None else num_items_in_batch
        weights = {term: weight for term, weight in self.term_weights().items() if weight > 0}
        forward = run_forward(model, self.anatomy, inputs, weights, self.losses, beside=self.beside)
        self._check_reach(inputs)
        parts = parts_of(forward)
        loss, totals = loss_of(parts, weights, counts, self._exposed)
        if torch.is_grad_enabled() and self._needs_all_parameters(loss, parts):
            loss = loss + forward.logits.sum() * 0
        if model.training:
            self._remember(totals, self._counts(inputs), weights, parts)
            # Gradients are averaged over devices, and the counts are already those of all of them.
            loss = loss * self.accelerator.num_processes
        return (loss, {"logits": forward.logits}) if return_outputs else loss

    def _needs_all_parameters(self, loss: Tensor, parts: list[Part]) -> bool:
        """True where the backward pass must come by parameters that nothing in the loss leads to.

        A batch without a target still has a backward pass; and devices that average wait for the gradient
        of every parameter, also in a batch whose text is exposed to a few of them.
        """
        return not loss.requires_grad or (
            self.accelerator.num_processes > 1 and any(part.reach for part in parts)
        )

    def term_weights(self) -> dict[str, float]:
        """What each term weighs at the present step."""
        settings = self.losses.named()
        steps = max(1, self.state.max_steps)
        return {term: term_weight(settings[term], self.state.global_step, steps) for term in self.terms}

    def prediction_step(
        self, model: torch.nn.Module, inputs: dict[str, Any], _loss_only: bool, ignore_keys: Any = None
    ) -> tuple[Tensor, None, None]:
        """The loss of one batch, for `evaluate`."""
        del ignore_keys
        inputs = self._prepare_inputs(inputs)
        with torch.no_grad():
            return self.compute_loss(model, inputs).detach(), None, None

    def log(self, logs: dict[str, float], start_time: float | None = None) -> None:
        """Adds the means of all terms and the anchor masses since the last log."""
        if "loss" in logs:
            logs.update(self._terms_seen.means(self._over_devices))
            self._report_anchors(logs)
            self._refuse_lost_loss(logs["loss"])
        logs["tokens_seen"] = self.tokens_seen
        super().log(logs, start_time)

    def _refuse_lost_loss(self, loss: float) -> None:
        if not math.isfinite(loss):
            place = Span.start_of(self.args.output_dir)
            raise Refusal(LossNotANumber(place, step=self.state.global_step))

    def _remember(self, totals: Tensor, counts: Tensor, on: Collection[str], parts: list[Part]) -> None:
        """Keeps what a batch left for the logs and for the end of the step."""
        self._terms_seen.add(totals, counts, on)
        for part in parts:
            if part.forward.log_masses is not None:
                self.anchors.add(AttentionBatch.of(part.forward.batch["attention"]), part.forward.log_masses)
        self._step_end.note(parts)

    def _counts(self, batch: dict[str, Any]) -> Tensor:
        """What each term counts in a batch; pulls to concepts that cannot be compared yet count nothing."""
        counts: Tensor = batch["counts"]
        if "concept" not in batch or self.beside.concepts is None:
            return counts
        counts = counts.clone()
        counts[_CONCEPT] = self.beside.concepts.count(ConceptBatch.of(batch["concept"]))
        return counts

    def _check_reach(self, batch: dict[str, Any]) -> None:
        """Makes sure that the model has what text is exposed to, in one piece."""
        for part in batch.get("parts", ()):
            if part["reach"]:
                self._refuse_pieces("exposure")
                self._exposed.of(part["reach"])

    def _refuse_pieces(self, kind: str) -> None:
        engines = {"FSDP": self.is_fsdp_enabled, "DeepSpeed": self.is_deepspeed_enabled}
        for engine in (name for name, on in engines.items() if on):
            raise Refusal(ModelInPieces(Span.start_of("training arguments"), kind=kind, engine=engine))

    def create_optimizer(self, model: Any = None) -> torch.optim.Optimizer:
        """The optimiser of the model's parameters, and of the probes beside it."""
        optimizer: torch.optim.Optimizer = super().create_optimizer(model)
        for kind in self.beside.trained:
            self._refuse_pieces(kind)
        self.beside.join(optimizer)
        return optimizer

    def _report_anchors(self, logs: dict[str, float]) -> None:
        sums = self.anchors.sums()
        self.anchor_masses = self.anchors.report(None if sums is None else self._over_devices(sums))
        logs.update({f"anchor_mass/{found.origin}": round(found.mass, 4) for found in self.anchor_masses})
        for found in self._alarm.look(self.state.global_step, self.anchor_masses):
            _LOG.warning(
                "attention to the keys of `%s` has stood at %.2f for long: its heads may be stuck; "
                "a lighter attention weight, a hinge or a fade (`losses.attention`) leads out",
                found.origin,
                found.mass,
            )
        if self.anchor_masses and self.is_world_process_zero():
            write_anchors(Path(self.args.output_dir), self.state.global_step, self.anchor_masses)

    def _over_devices(self, sums: Tensor) -> Tensor:
        return self.accelerator.reduce(sums, "sum") if self.accelerator.num_processes > 1 else sums

    def _get_num_items_in_batch(
        self, batch_samples: list[dict[str, Any]], device: torch.device
    ) -> Tensor | None:
        """The count of each term over all accumulated batches and all devices."""
        if not batch_samples:
            return None
        counts = torch.stack([self._counts(batch) for batch in batch_samples]).sum(dim=0).to(device)
        return self._over_devices(counts)

    def _track_num_input_tokens(self, inputs: dict[str, Any]) -> None:
        tokens = int(inputs["token_count"])
        if self.accelerator.num_processes > 1:
            counted = torch.tensor([tokens], device=self.args.device)
            tokens = int(self.accelerator.gather(counted).sum().item())
        self.state.num_input_tokens_seen += tokens

    def _get_train_sampler(self, *arguments: Any) -> Sampler[int] | None:
        if self._in_order:
            return SequentialSampler(self.train_dataset)
        return super()._get_train_sampler(*arguments)

    def get_train_dataloader(self) -> DataLoader[Any]:
        """The batches of the run; a feed has dealt them out over devices already."""
        if self._fed is None:
            return super().get_train_dataloader()
        return self._fed.loader(self.args, self.data_collator)

    def _save(self, output_dir: str | None = None, state_dict: Any = None) -> None:
        super()._save(output_dir, state_dict)
        if self._record is not None:
            self._record.write(Path(output_dir or self.args.output_dir))

    def _save_optimizer_and_scheduler(self, output_dir: str) -> None:
        super()._save_optimizer_and_scheduler(output_dir)
        if self.args.should_save:
            self.beside.save(Path(output_dir))
            if self._fed is not None:
                self._fed.save(Path(output_dir))

    def _checkpoint(self, wanted: str | bool | None) -> str | None:
        if not wanted:
            return None
        folder = self.args.output_dir
        found = get_last_checkpoint(folder) if wanted is True and Path(folder).is_dir() else wanted
        if found is None or found is True or not Path(found).is_dir():
            asked = str(folder if wanted is True else wanted)
            raise Refusal(NoCheckpoint(Span.start_of(folder), folder=asked))
        if self._record is not None:
            self._record.check(Path(found))
        check_checkpoint(Path(found), self.args.max_steps)
        self.beside.load(Path(found))
        if self._fed is not None:
            self._fed.load(Path(found))
        return str(found)


def _refuse_reentrant(args: TrainingArguments) -> None:
    names = ("activation_checkpointing_kwargs", "gradient_checkpointing_kwargs")
    for options in (getattr(args, name, None) for name in names):
        if options and options.get("use_reentrant"):
            raise Refusal(ReentrantCheckpointing(Span.start_of("training arguments")))
