"""A small scene that the examples of many rules share: one text, and different things asked of it."""

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


def of_the_key(asked: str) -> str:
    """The scene of the key and the coat, with these sections behind its beats."""
    return _BEATS + dedent(asked).lstrip("\n")
