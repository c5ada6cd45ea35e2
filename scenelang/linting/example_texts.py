"""Small scenes that the examples of many rules share: what matters to a rule is written beside them."""

from __future__ import annotations

from textwrap import dedent

_BEATS = """\
archetype: recall
beats:
  - fact: |
      [The key is in the coat]{#key}.
      [The coat is in the hall]{#coat}.
      [Nobody was in the garden]{#garden}.
  - ask: |
      [Where is the key to be found?]{#question}
  - conclude: |
      One would find it [in the hall]{#answer}.
"""


_DARK = """
id: {name}
{head}archetype: recall
beats:
  - fact: It was dark in the house.
  - ask: Who knew?
"""


def in_the_dark(**heads: str) -> dict[str, str]:
    """Files of one small scene each, by their ids, with these lines at the head."""
    return {f"{name}.scene": _DARK.format(name=name, head=head) for name, head in heads.items()}


def of_the_key(asked: str) -> str:
    """The scene of the key and the coat, with these sections behind its beats."""
    return _BEATS + dedent(asked).lstrip("\n")
