"""From one parametric scene to its instances: streamed, by seed, each one makeable on its own."""

from scenelang.expanding.beat_lines import BeatLine, split_lines
from scenelang.expanding.draw_pool import DrawPool
from scenelang.expanding.instance import Instance
from scenelang.expanding.instance_plan import InstancePlan
from scenelang.expanding.plan_instances import INSTANCE_LIMIT, plan_instances

__all__ = [
    "INSTANCE_LIMIT",
    "BeatLine",
    "DrawPool",
    "Instance",
    "InstancePlan",
    "plan_instances",
    "split_lines",
]
