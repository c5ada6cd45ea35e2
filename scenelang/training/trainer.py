"""`transformers.Trainer` on scenes: weighted tokens, attention targets, hidden-layer targets.

Takes: a causal model and rows. Gives: a trained model, with everything a `Trainer` gives.
May assume: arguments made for this trainer or for any other. Never does: average averages: each term is
a sum over everything in a step, on all devices and in all accumulated passes, divided once by its count.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.utils.data import Sampler, SequentialSampler
from transformers import PreTrainedModel, Trainer, TrainingArguments
from transformers.trainer_utils import get_last_checkpoint

from scenelang.diagnostics import Refusal
from scenelang.source import Span
from scenelang.training.anatomy import study
from scenelang.training.anchor_file import cut_anchors, write_anchors
from scenelang.training.anchor_record import AnchorMass, AnchorRecord, SaddleAlarm
from scenelang.training.batch import AttentionBatch
from scenelang.training.capture import make_capturable
from scenelang.training.collator import TERMS, SceneCollator
from scenelang.training.dataset import RowSource
from scenelang.training.forward_pass import run_forward
from scenelang.training.losses import ForwardPass, registered_terms
from scenelang.training.messages_folder import LossNotANumber
from scenelang.training.messages_model import NoCheckpoint, ReentrantCheckpointing
from scenelang.training.out_folder import check_checkpoint, step_of
from scenelang.training.recipe_losses import LossSettings
from scenelang.training.run_record import RunRecord
from scenelang.training.schedule import term_weight
from scenelang.training.start_check import check_model

_LOG = logging.getLogger(__name__)
_CHECKED_ROWS = 4


class SceneTrainer(Trainer):
    """Trains a causal model on the rows of scenes.

    Args:
        model: any causal model of transformers, also wrapped by peft.
        args: as for `Trainer`; columns are kept and labels are not expected, whatever they say.
        train_dataset: rows, such as a `SceneDataset` or a `ShardSet`.
        losses: weights and schedules of the loss terms.
        leave_out: kinds of targets to do without.
        record: what the run depends on; written into checkpoints and checked on resuming.
        in_order: take rows as they stand instead of shuffling them.
        more: everything else that `Trainer` takes.

    Raises:
        Refusal: the model or the arguments cannot do what the targets need.
    """

    loss_is_scaled_for_ga = True

    def __init__(
        self,
        model: PreTrainedModel,
        args: TrainingArguments,
        train_dataset: RowSource,
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
        if args.n_gpu > 1:
            args._n_gpu = 1  # noqa: SLF001  (splitting one batch over devices would tear sites from their rows)
        self.losses = losses or LossSettings()
        self.anatomy = study(model)
        left_out = frozenset(leave_out)
        settings = self.losses.named()
        self.terms = tuple(term for term in TERMS if settings[term].weight > 0 and term not in left_out)
        make_capturable(self.anatomy, "attention" in self.terms, bool({"reads", "mirrors"} & set(self.terms)))
        origins = getattr(train_dataset, "origins", ())
        self.anchors = AnchorRecord(origins, self.anatomy.layer_count, self.anatomy.head_count)
        self.anchor_masses: list[AnchorMass] = []
        self._alarm = SaddleAlarm()
        self._record = record
        self._in_order = in_order
        self._term_sums: Tensor | None = None
        more.setdefault("data_collator", SceneCollator(self.anatomy, self.terms, left_out, origins))
        super().__init__(model=model, args=args, train_dataset=train_dataset, **more)

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
        rows = [self.train_dataset[index] for index in range(min(_CHECKED_ROWS, len(self.train_dataset)))]
        batch = self._prepare_inputs(self.data_collator(rows))
        check_model(self.model, self.anatomy, batch, self.terms, self.losses)
        if self.is_world_process_zero():
            cut_anchors(Path(self.args.output_dir), 0 if checkpoint is None else step_of(Path(checkpoint)))
        return super().train(resume_from_checkpoint=checkpoint, **more)

    def compute_loss(
        self,
        model: torch.nn.Module,
        inputs: dict[str, Any],
        return_outputs: bool = False,
        num_items_in_batch: Tensor | None = None,
    ) -> Any:
        """The sum of all terms of one batch, each divided by its count in the whole step."""
        counts = inputs["counts"] if num_items_in_batch is None else num_items_in_batch
        weights = self.term_weights()
        on = frozenset(term for term, weight in weights.items() if weight > 0)
        forward = run_forward(model, self.anatomy, inputs, on, self.losses)
        # What each term came to in this batch, and what it counted; for the logs.
        found = forward.logits.new_zeros(2, len(TERMS), dtype=torch.float32)
        loss = found.sum()
        terms = registered_terms()
        for place, term in enumerate(TERMS):
            if term not in on or (term != "cross_entropy" and term not in inputs):
                continue
            total = terms[term](forward).total
            loss = loss + weights[term] * total / counts[place].clamp(min=torch.finfo(torch.float32).tiny)
            found[0, place], found[1, place] = total.detach(), inputs["counts"][place]
        if torch.is_grad_enabled() and not loss.requires_grad:
            loss = forward.logits.sum() * 0  # a batch without a target still has a backward pass
        if model.training:
            self._remember(found, forward)
            # Gradients are averaged over devices, and the counts are already those of all of them.
            loss = loss * self.accelerator.num_processes
        return (loss, {"logits": forward.logits}) if return_outputs else loss

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
            logs.update(self._term_means())
            self._report_anchors(logs)
            self._refuse_lost_loss(logs["loss"])
        logs["tokens_seen"] = self.tokens_seen
        super().log(logs, start_time)

    def _refuse_lost_loss(self, loss: float) -> None:
        if not math.isfinite(loss):
            place = Span.start_of(self.args.output_dir)
            raise Refusal(LossNotANumber(place, step=self.state.global_step))

    def _remember(self, found: Tensor, forward: ForwardPass) -> None:
        self._term_sums = found if self._term_sums is None else self._term_sums + found
        if forward.log_masses is not None:
            self.anchors.add(AttentionBatch.of(forward.batch["attention"]), forward.log_masses)

    def _term_means(self) -> dict[str, float]:
        if self._term_sums is None:
            return {}
        sums, counts = self._over_devices(self._term_sums).tolist()
        self._term_sums = None
        return {
            term: total / count for term, total, count in zip(TERMS, sums, counts, strict=True) if count > 0
        }

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
        counts = torch.stack([batch["counts"] for batch in batch_samples]).sum(dim=0).to(device)
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

    def _save(self, output_dir: str | None = None, state_dict: Any = None) -> None:
        super()._save(output_dir, state_dict)
        if self._record is not None:
            self._record.write(Path(output_dir or self.args.output_dir))

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
        return str(found)


def _refuse_reentrant(args: TrainingArguments) -> None:
    names = ("activation_checkpointing_kwargs", "gradient_checkpointing_kwargs")
    for options in (getattr(args, name, None) for name in names):
        if options and options.get("use_reentrant"):
            raise Refusal(ReentrantCheckpointing(Span.start_of("training arguments")))
