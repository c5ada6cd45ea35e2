"""From the words of a command line to the two sides of a comparison.

Takes: paths and revisions as typed, the current folder, and an empty folder for copies.
Gives: both sides with their scenes.
May assume: nothing.
Never does: change the repository.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from scenelang.checking import find_project
from scenelang.comparing.git_tree import Repository
from scenelang.comparing.messages import NoRepository, NothingToCompare, SideUnknown, SideUnread, TooManySides
from scenelang.comparing.scene_set import Origin, SceneSet, read_side
from scenelang.diagnostics import Diagnostic, Outcome, nearest
from scenelang.gathering import find_scene_files, project_sources
from scenelang.source import Span

WORKING_TREE = "working tree"
_ABSENT = frozenset({"SL701", "SL702"})


class Sides(NamedTuple):
    """The two sides of a comparison."""

    before: SceneSet
    after: SceneSet


class _Asked(NamedTuple):
    """What the words mean: none to two revisions with their commits, and paths."""

    revisions: tuple[tuple[str, str], ...]
    paths: tuple[str, ...]


def read_sides(words: Sequence[str], here: Path, copies: Path) -> Outcome[Sides]:
    """The scenes of both sides; None where a side is of no use.

    Args:
        words: `OLD NEW`, where each is a path or a revision; `REVISION`, compared with the files as they
            are; nothing, or one path, compared with the last commit. Behind revisions stand paths.
        here: The folder that paths are seen from, absolute.
        copies: An empty folder, absolute, that outlives the look at the sides.
    """
    repository = Repository.around(here)
    asked, found = _asked(words, here, repository)
    if asked is None:
        return Outcome(None, found)
    if not asked.revisions and len(asked.paths) == 2:
        sides = [_of_path(path, name) for path, name in zip(asked.paths, ("before", "after"), strict=True)]
    else:
        assert repository is not None
        looker = _Looker(repository, here, copies, tuple(here / path for path in asked.paths))
        sides = looker.sides(asked.revisions)
        lost = None if looker.seen else next(iter(asked.paths), None)
        if lost is not None:
            return Outcome(None, (_unknown(lost, here),))
    return _both(sides)


def unread_sides(sides: Sides) -> tuple[Diagnostic, ...]:
    """What stands in the way of every scene of the later side, where none of any side could be compared."""
    return tuple(
        SideUnread(Span.start_of(one.file), one.file, one.problems[0].code, one.problems[0].message)
        for one in sides.after.broken.values()
        if one.problems
    )


def _both(sides: Sequence[Outcome[SceneSet]]) -> Outcome[Sides]:
    before, after = sides
    problems = (*before.diagnostics, *after.diagnostics)
    if before.value is None or after.value is None:
        return Outcome(None, problems)
    if not any(one.scenes or one.broken for one in (before.value, after.value)):
        return Outcome(None, (*problems, NothingToCompare(Span.start_of(after.value.label))))
    return Outcome(Sides(before.value, after.value), problems)


def _asked(words: Sequence[str], here: Path, repository: Repository | None) -> Outcome[_Asked]:
    """Which words are revisions: those in front that are no paths, two at most."""
    revisions: list[tuple[str, str]] = []
    rest = list(words)
    while rest and len(revisions) < 2 and not _is_path(here, rest[0]) and repository is not None:
        found = _commits(rest[0], repository)
        if not found or len(revisions) + len(found) > 2:
            break
        revisions += found
        rest.pop(0)
    if not revisions:
        lost = next((word for word in rest if not _is_path(here, word)), None)
        if lost is not None:
            return Outcome(None, (_unknown(lost, here),))
        if len(rest) > 2:
            return Outcome(None, (TooManySides(Span.start_of(rest[2]), rest[2]),))
        if repository is None and len(rest) < 2:
            return Outcome(None, (NoRepository(Span.start_of(here), str(here)),))
        head = None if repository is None or len(rest) == 2 else repository.commit("HEAD")
        if head is not None:
            revisions.append(("HEAD", head))
        elif len(rest) < 2:
            return Outcome(None, (SideUnknown(Span.start_of("HEAD"), "HEAD"),))
    return Outcome(_Asked(tuple(revisions), tuple(rest)))


def _commits(word: str, repository: Repository) -> list[tuple[str, str]]:
    """The commits that a word means: one, or two of `A..B` and `A...B`; none where it means none."""
    dots = "..." if "..." in word else ".."
    left, has_dots, right = word.partition(dots)
    names = [left or "HEAD", right or "HEAD"] if has_dots else [word]
    commits = [repository.commit(name) for name in names]
    found = [(name, commit) for name, commit in zip(names, commits, strict=True) if commit is not None]
    if len(found) < len(names):
        return []
    if dots == "..." and has_dots:
        fork = repository.fork(found[0][1], found[1][1])
        return [] if fork is None else [(fork[:12], fork), found[1]]
    return found


def _is_path(here: Path, word: str) -> bool:
    try:
        return (here / word).exists()
    except (OSError, ValueError):
        return False


def _unknown(word: str, here: Path) -> Diagnostic:
    path = here / word
    try:
        names = sorted(neighbour.name for neighbour in path.parent.iterdir())
    except (OSError, ValueError):
        names = []
    near = nearest(path.name, names)
    said = f"; did you mean `{(Path(word).parent / near).as_posix()}`?" if near else ""
    return SideUnknown(Span.start_of(word), word, said)


def _of_path(word: str, name: str) -> Outcome[SceneSet]:
    path = Path(word).absolute()
    return read_side((Path(word),), Origin(name, word, path if path.is_dir() else path.parent))


@dataclass
class _Looker:
    """Reads sides of a repository; `seen` says whether any path that was named is on a side."""

    repository: Repository
    here: Path
    copies: Path
    paths: tuple[Path, ...]
    seen: bool = False

    def sides(self, revisions: Sequence[tuple[str, str]]) -> list[Outcome[SceneSet]]:
        """A commit and another, or a commit and the files as they are."""
        found = [self._of_revision(*revisions[0], "before")]
        if len(revisions) == 2:
            return [*found, self._of_revision(*revisions[1], "after")]
        origin = Origin("after", WORKING_TREE, self._root())
        return [*found, self._read(origin, self.paths or self._sources(self.here))]

    def _root(self) -> Path:
        """The project around; the whole repository where paths lie outside of it."""
        top = self.repository.root
        root = find_project(self.here / "any.scene").root
        inside = root.is_relative_to(top) and all(path.is_relative_to(root) for path in self.paths)
        return root if inside else top

    def _of_revision(self, revision: str, commit: str, name: str) -> Outcome[SceneSet]:
        root, target = self._root(), self.copies / name
        folder = PurePosixPath(root.relative_to(self.repository.root).as_posix())
        copied = self.repository.copy(revision, commit, folder, target)
        if copied.value is None:
            return Outcome(None, copied.diagnostics)
        paths = tuple(target / path.relative_to(root) for path in self.paths if path.is_relative_to(root))
        return self._read(Origin(name, revision, target), paths or self._sources(target))

    def _sources(self, folder: Path) -> tuple[Path, ...]:
        """The scenes of the project that a folder lies in; all below it where its settings do not read."""
        sources = project_sources(folder).value
        return (folder,) if sources is None else tuple(sources)

    def _read(self, origin: Origin, paths: Sequence[Path]) -> Outcome[SceneSet]:
        present, problems = [], list[Diagnostic]()
        for path in paths:
            found = find_scene_files((path,))
            if found.value is not None:
                present.append(path)
            problems += (one for one in found.diagnostics if one.code not in _ABSENT)
        if problems:
            return Outcome(None, tuple(problems))
        self.seen = self.seen or bool(present) or not self.paths
        return read_side(present, origin)
