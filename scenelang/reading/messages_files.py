"""What can be wrong with a file before it is read as YAML: SL001 to SL006."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class FileMissing(Diagnostic):
    """There is no file at this path.

    Nothing can be read. Check the spelling and the folder that the command runs in; relative paths start
    there.
    """

    code: ClassVar[str] = "SL001"
    title: ClassVar[str] = "there is no file `{path}`"
    help: ClassVar[str] = "check the path; relative paths start in the folder the command runs in"

    path: str


class FileNotReadable(Diagnostic):
    """The path exists, but it cannot be read as a file: it is a folder, a device, or access is denied.

    Name the file itself, or give yourself the right to read it.
    """

    code: ClassVar[str] = "SL002"
    title: ClassVar[str] = "`{path}` cannot be read: {reason}"
    help: ClassVar[str] = "name a file that you may read"

    path: str
    reason: str


class FileTooLarge(Diagnostic):
    """The file is larger than any file written by hand.

    A scene is a short text. A file of this size is data: it would make every later step slow and every
    message useless, so it is refused before it is read. Split it, or make instances with `vary` from one
    short scene.
    """

    code: ClassVar[str] = "SL003"
    title: ClassVar[str] = "`{path}` has {size} bytes; {limit} are allowed"
    help: ClassVar[str] = "split the file; for many instances of one thought write one scene with `vary`"

    path: str
    size: int
    limit: int


class NotUtf8(Diagnostic):
    """The file is not text in UTF-8.

    One byte that is no UTF-8 makes the place of everything after it uncertain, so nothing is guessed.
    Open the file in an editor with its present encoding and save it as UTF-8.
    """

    code: ClassVar[str] = "SL004"
    title: ClassVar[str] = "this is not UTF-8: byte {byte} at offset {offset} (line {line}, column {column})"
    label: ClassVar[str] = "the first byte that cannot be read"
    help: ClassVar[str] = "save the file as UTF-8{guess}"

    byte: str
    offset: int
    line: int
    column: int
    guess: str


class EmptyFile(Diagnostic):
    """The file is empty, or has nothing but white space and comments.

    Example of the least scene there is:

        scene: 1
        id: a-first-scene
        beats:
          - frame: |
              It rains.
    """

    code: ClassVar[str] = "SL005"
    title: ClassVar[str] = "this file has no content"
    help: ClassVar[str] = "write something into it, or leave it out"


class ForbiddenCharacter(Diagnostic):
    r"""A character that may not stand in a file: a control character, a stray byte-order mark, or a line
    separator that some programs take for a line break and others do not.

    Such characters are nearly always pasted by accident, cannot be seen, and would be trained on.
    Delete it, or, where the text really needs it, write the escape in a double-quoted string: `"\u2028"`.
    A lexicon knows no escapes, and half of a pair of UTF-16 (U+D800 to U+DFFF) can be written nowhere.
    """

    code: ClassVar[str] = "SL006"
    title: ClassVar[str] = "the character {character} may not stand in a file"
    label: ClassVar[str] = "here"
    help: ClassVar[str] = "delete it{otherwise}"

    character: str
    otherwise: str = ""
