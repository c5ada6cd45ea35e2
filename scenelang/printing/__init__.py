"""From values back to the text of a scene file: what is printed reads back as the same scene."""

from scenelang.printing.essence import essence
from scenelang.printing.new_scene import new_scene
from scenelang.printing.print_scene import print_scene, print_scenes
from scenelang.printing.yaml_text import flow_scalar

__all__ = ["essence", "flow_scalar", "new_scene", "print_scene", "print_scenes"]
