"""Head rules: by hand, by a second implementation, by their gradients, and at their ends."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import pytest
import torch
from row_building import Look, Scene, random_rows, row_of, tiny_model

from scenelang.signals import HeadRule, HeadRuleKind, LayerBand
from scenelang.training.anatomy import study
from scenelang.training.attention_layout import POOLINGS
from scenelang.training.batch import AttentionBatch
from scenelang.training.collator import SceneCollator
from scenelang.training.losses import pooling
from scenelang.training.losses.attention import attention_targets

LAYERS, HEADS = 3, 4


def masses(*rows: Any) -> Any:
    """Log masses of one site: a row of head masses for each layer of its band."""
    table = torch.tensor([rows], dtype=torch.float64)
    return table.log(), torch.ones_like(table, dtype=torch.bool)


def test_any_head_by_hand() -> None:
    """Masses 0.5 and 0.2 in one layer: 1 - 0.5 * 0.8 = 0.6, so the loss is -log 0.6 = 0.5108."""
    log_mass, used = masses([0.5, 0.2])
    assert pooling.any_head(log_mass, used, None).item() == pytest.approx(-math.log(0.6))


def test_any_head_pools_over_all_layers_of_the_band() -> None:
    """Masses 0.5, 0.2 and 0.1, 0.25: 1 - 0.5 * 0.8 * 0.9 * 0.75 = 0.73."""
    log_mass, used = masses([0.5, 0.2], [0.1, 0.25])
    assert pooling.any_head(log_mass, used, None).item() == pytest.approx(-math.log(0.73))


def test_every_head_by_hand() -> None:
    """Masses 0.5 and 0.125: (1 + 3) / 2 = 2 times log 2."""
    log_mass, used = masses([0.5, 0.125])
    assert pooling.every_head(log_mass, used, None).item() == pytest.approx(2 * math.log(2))


def test_mean_head_by_hand() -> None:
    """Masses 0.5 and 0.1: -log 0.3."""
    log_mass, used = masses([0.5, 0.1])
    assert pooling.mean_head(log_mass, used, None).item() == pytest.approx(-math.log(0.3))


def test_top_heads_by_hand() -> None:
    """The two largest of 0.5, 0.01, 0.125 are 0.5 and 0.125: 2 log 2. Asking for more takes all."""
    log_mass, used = masses([0.5, 0.01, 0.125])
    assert pooling.top_heads(log_mass, used, torch.tensor([2]), None).item() == pytest.approx(2 * math.log(2))
    whole = pooling.top_heads(log_mass, used, torch.tensor([9]), None)
    assert whole.item() == pytest.approx(pooling.every_head(log_mass, used, None).item())


def test_staying_away_by_hand() -> None:
    """Masses 0.5 and 0.75 leave 0.5 and 0.25: (1 + 2) / 2 times log 2."""
    log_mass, used = masses([0.5, 0.75])
    assert pooling.no_head(log_mass, used).item() == pytest.approx(1.5 * math.log(2))


def test_what_does_not_count_changes_nothing() -> None:
    log_mass, used = masses([0.5, 0.1], [0.9, 0.9])
    used[:, 1] = False
    alone, all_used = masses([0.5, 0.1])
    count = torch.tensor([2])
    for rule in (pooling.any_head, pooling.every_head, pooling.mean_head):
        assert rule(log_mass, used, None).item() == pytest.approx(rule(alone, all_used, None).item())
    wanted = pooling.no_head(alone, all_used)
    assert pooling.no_head(log_mass, used).item() == pytest.approx(wanted.item())
    wanted = pooling.top_heads(alone, all_used, count, None)
    assert pooling.top_heads(log_mass, used, count, None).item() == pytest.approx(wanted.item())


def test_a_hinge_ends_the_pull_at_its_mass() -> None:
    """With 0.8 enough: 0.9 pulls no more; 0.4 costs -log(0.4 / 0.8) = log 2 and pulls as before."""
    for mass, cost, pull in ((0.9, 0.0, 0.0), (0.4, math.log(2), -1.0)):
        log_mass = torch.tensor([[[math.log(mass)]]], requires_grad=True)
        loss = pooling.mean_head(log_mass, torch.ones(1, 1, 1, dtype=torch.bool), 0.8)
        (gradient,) = torch.autograd.grad(loss.sum(), log_mass)
        assert loss.item() == pytest.approx(cost, abs=1e-6)
        assert gradient.item() == pytest.approx(pull)


@pytest.mark.parametrize("mass", [1e-25, 1e-12, 1e-3, 0.5, 0.999])
def test_tiny_and_large_masses_keep_their_pull_in_float32(mass: float) -> None:
    log_mass = torch.full((1, 1, 2), math.log(mass), requires_grad=True)
    loss = pooling.any_head(log_mass, torch.ones(1, 1, 2, dtype=torch.bool), None)
    (gradient,) = torch.autograd.grad(loss.sum(), log_mass)
    wanted = -math.log(-math.expm1(2 * math.log1p(-mass)))
    assert loss.item() == pytest.approx(wanted, rel=1e-4, abs=1e-7)
    assert torch.isfinite(gradient).all()
    assert mass > 0.9 or (gradient < -1e-3).all()


HINGED = (pooling.any_head, pooling.every_head, pooling.mean_head)


def test_staying_away_never_rests() -> None:
    """A mass of 0.1 leaves 0.9 elsewhere, which a hinge at 0.8 would call enough; it is still pushed off."""
    log_mass = torch.tensor([[[math.log(0.1)]]], requires_grad=True)
    loss = pooling.no_head(log_mass, torch.ones(1, 1, 1, dtype=torch.bool))
    (gradient,) = torch.autograd.grad(loss.sum(), log_mass)
    assert loss.item() == pytest.approx(-math.log(0.9))
    assert gradient.item() == pytest.approx(0.1 / 0.9)


def test_masses_at_both_ends_give_finite_losses_and_gradients() -> None:
    log_mass = torch.tensor([[[0.0, -60.0, -0.5]]], requires_grad=True)
    used = torch.ones(1, 1, 3, dtype=torch.bool)
    count = torch.tensor([2])
    for rule in (*(partial(rule, met=None) for rule in HINGED), pooling.no_head):
        loss = rule(log_mass, used)
        assert torch.isfinite(loss).all()
        assert (loss >= 0).all()
        assert torch.isfinite(torch.autograd.grad(loss.sum(), log_mass)[0]).all()
    assert torch.isfinite(pooling.top_heads(log_mass, used, count, None)).all()


@pytest.mark.parametrize("met", [None, 0.7])
def test_gradients_are_those_of_the_formulas(met: float | None) -> None:
    torch.manual_seed(3)
    scores = torch.randn(4, 2, 3, dtype=torch.float64, requires_grad=True)
    used = torch.ones(4, 2, 3, dtype=torch.bool)
    used[1, 1] = False
    count = torch.tensor([1, 2, 3, 2])
    rules = (
        lambda x: pooling.any_head(x, used, met),
        lambda x: pooling.every_head(x, used, met),
        lambda x: pooling.mean_head(x, used, met),
        lambda x: pooling.top_heads(x, used, count, met),
        lambda x: pooling.no_head(x, used),
    )
    for rule in rules:
        assert torch.autograd.gradcheck(lambda x, rule=rule: rule(torch.nn.functional.logsigmoid(x)), scores)


def second_opinion(row: Any, log_mass: Any, met: Any) -> Any:
    """The loss of one site from its log mass by layer and head: plain loops, plain masses."""
    look, rule = row
    band = look.band.resolve(LAYERS)
    table = [math.exp(log_mass[layer][head]) for layer in band for head in range(HEADS)]
    if rule.kind is HeadRuleKind.NAMED:
        table = [math.exp(log_mass[layer][head]) for layer in band for head in rule.heads]

    def cost(chance: Any) -> Any:
        return max(0.0, -math.log(chance) + (0.0 if met is None else math.log(met)))

    if look.away:
        return sum(-math.log(1 - mass) for mass in table) / len(table)
    if rule.kind is HeadRuleKind.ANY:
        return cost(1 - math.prod(1 - mass for mass in table))
    if rule.kind is HeadRuleKind.MEAN:
        return cost(sum(table) / len(table))
    if rule.kind is HeadRuleKind.TOP:
        table = sorted(table, reverse=True)[: rule.count]
    return sum(cost(mass) for mass in table) / len(table)


RULES = (
    HeadRule(HeadRuleKind.ANY),
    HeadRule(HeadRuleKind.EACH),
    HeadRule(HeadRuleKind.MEAN),
    HeadRule(HeadRuleKind.TOP, count=2),
    HeadRule(HeadRuleKind.NAMED, heads=(1, 3)),
)


@pytest.mark.parametrize("met", [None, 0.6])
def test_a_batch_of_mixed_sites_equals_a_second_implementation(met: float | None) -> None:
    bands = (LayerBand.index(0), LayerBand.index(1, 2), LayerBand.percent(0, 100))
    looks = [
        Look(5, (1, 2), band, rule, away, weight)
        for rule in RULES
        for band in bands
        for away, weight in ((False, 1.0), (True, 0.25), (False, 3.0))
    ]
    batch = SceneCollator(study(tiny_model()))([row_of(Scene([1] * 8, looks=looks))])
    sites = AttentionBatch.of(batch["attention"])
    dice = torch.Generator().manual_seed(1)
    by_weight = {}
    log_mass = -torch.rand(len(sites.pair_site), HEADS, generator=dice, dtype=torch.float64) * 3 - 0.05
    # One mass for each (site, layer, head), told to both; the collator sorts sites by head rule.
    for pair, (site, layer) in enumerate(
        zip(sites.pair_site.tolist(), sites.pair_layer.tolist(), strict=True)
    ):
        by_weight.setdefault(site, {})[layer] = log_mass[pair].tolist()
    order = sorted(range(len(looks)), key=lambda number: _pooling_number(looks[number]))
    wanted = sum(
        looks[number].weight * second_opinion((looks[number], looks[number].rule), by_weight[place], met)
        for place, number in enumerate(order)
    )
    found = attention_targets(sites, log_mass, met)
    assert found.total.item() == pytest.approx(wanted, rel=1e-9)
    assert found.count.item() == pytest.approx(sum(look.weight for look in looks))
    assert batch["counts"][1].item() == pytest.approx(found.count.item())


def _pooling_number(look: Any) -> Any:
    if look.away:
        return POOLINGS.index("away_named" if look.rule.kind is HeadRuleKind.NAMED else "away")
    return POOLINGS.index(look.rule.kind.value)


def test_an_unknown_rule_is_a_bug_and_says_so() -> None:
    rows = random_rows(1, seed=0)
    sites = AttentionBatch.of(SceneCollator(study(tiny_model()))(rows)["attention"])
    sites.groups[0] = ("sideways", *sites.groups[0][1:])
    with pytest.raises(ValueError, match="sideways"):
        attention_targets(sites, torch.zeros(len(sites.pair_site), HEADS), None)
