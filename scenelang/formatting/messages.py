"""What laying a scene out has to say."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class CannotLayOut(Diagnostic):
    """A file is written in a way that cannot be laid out anew without touching what it says.

    Laying out changes blanks, line breaks between the parts of a file, and quotes that nobody needs. Each
    result is read again and compared with the file before. A few rare ways of writing YAML are left alone,
    and the whole file with them: a key behind a question mark, and whatever else would not read back as it
    was.

    To mend it, write the part in the usual way, `key: value`, and run `scenelang fmt` again. If nothing there
    looks unusual, keep the file as it is and report it.
    """

    code: ClassVar[str] = "SL714"
    title: ClassVar[str] = "this cannot be laid out: {reason}"
    label: ClassVar[str] = "the file was left as it was"
    help: ClassVar[str] = "write it in the usual way, `key: value`, and lay the file out again"

    reason: str
