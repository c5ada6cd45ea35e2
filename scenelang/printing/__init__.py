"""From values back to the text of a scene file: what is printed reads back as the same scene."""

from scenelang.printing.essence import essence
from scenelang.printing.expressions import expression_text
from scenelang.printing.new_scene import new_scene
from scenelang.printing.pattern_text import pattern_text
from scenelang.printing.print_scene import print_scene, print_scenes
from scenelang.printing.rule_lines import trajectory_line
from scenelang.printing.yaml_text import flow_scalar, line_scalar

__all__ = [
    "essence",
    "expression_text",
    "flow_scalar",
    "line_scalar",
    "new_scene",
    "pattern_text",
    "print_scene",
    "print_scenes",
    "trajectory_line",
]
