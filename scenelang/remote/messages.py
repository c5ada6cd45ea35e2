"""What can go wrong with scenes and shards on other machines."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, did_you_mean


class ProtocolUnknown(Diagnostic):
    """A URL begins with a protocol that nobody knows.

    What stands before `://` says how to get there: `s3` for S3 and what speaks like it, `gs` for Google
    Cloud Storage, `az` for Azure, `https` for a web server, `hf` for the Hugging Face Hub, and so on: all
    that fsspec knows.

    To mend it, check the spelling, or install the package that brings this protocol.
    """

    code: ClassVar[str] = "SL781"
    title: ClassVar[str] = "nobody knows the protocol of `{url}`"
    help: ClassVar[str] = "write `s3://`, `gs://`, `az://`, `https://`, `hf://` or a path"
    url: str
    protocol: str
    known: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest protocol, and those that are used most."""
        return f"{did_you_mean(self.protocol, self.known)}{self.help}"


class ProtocolLibraryMissing(Diagnostic):
    """The package that speaks a protocol is not installed.

    scenelang reaches other machines by fsspec, and fsspec needs one more package for most protocols. None of
    them is installed with scenelang, because most people need none.

    To mend it, run the command that the message gives.
    """

    code: ClassVar[str] = "SL782"
    title: ClassVar[str] = "`{protocol}://` needs a package that is not installed"
    help: ClassVar[str] = "run `{command}`"
    protocol: str
    command: str


class UrlMalformed(Diagnostic):
    """A URL lacks a part, or has one that cannot be.

    After `://` stands a bucket or a server, and after the next slash a name in it:
    `s3://my-bucket/scenes`. Names of buckets have 3 to 63 small letters, digits, dots and hyphens.

    To mend it, write the URL in full.
    """

    code: ClassVar[str] = "SL783"
    title: ClassVar[str] = "`{url}` cannot be used: {problem}"
    help: ClassVar[str] = "write a URL in full, such as `{protocol}://my-bucket/scenes`"
    url: str
    problem: str
    protocol: str


class NothingAtUrl(Diagnostic):
    """There is no file and no folder at a URL.

    The server and the bucket answer, but nothing has this name, and no name begins with it. A folder on an
    object store is there as long as something is in it.

    To mend it, check the spelling; names are case-sensitive nearly everywhere.
    """

    code: ClassVar[str] = "SL784"
    title: ClassVar[str] = "there is nothing at `{url}`"
    help: ClassVar[str] = "check the spelling, large and small letters too, and that it was uploaded"
    url: str


class BucketMissing(Diagnostic):
    """The bucket of a URL is not there.

    scenelang makes folders, and no buckets: their region, owner and rights are for people to decide.

    To mend it, check the spelling, or make the bucket with the tools of its provider.
    """

    code: ClassVar[str] = "SL785"
    title: ClassVar[str] = "there is no bucket `{bucket}`"
    help: ClassVar[str] = "check the spelling of `{url}`, or make the bucket first"
    url: str
    bucket: str


class UrlDenied(Diagnostic):
    """The server knows who asks, and does not let them.

    Reading needs the rights to list and to read, writing those to write and to delete too. Some servers say
    the same where the credentials are wrong, or where the name is not there and may not be listed.

    To mend it, ask the owner for these rights, or use other credentials.
    """

    code: ClassVar[str] = "SL786"
    title: ClassVar[str] = "access denied while {doing}"
    help: ClassVar[str] = "ask the owner for the right to {right} there, or use other credentials"
    doing: str
    right: str


class CredentialsRefused(Diagnostic):
    """There are no credentials for a URL, or the server does not accept them.

    scenelang has no credentials of its own. It uses those that the tools of a provider use: for `s3://` the
    variables `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or a profile in `~/.aws`; for `gs://` what
    `gcloud auth application-default login` leaves.

    To mend it, sign in again, or set the variables. A server of your own is named by `AWS_ENDPOINT_URL`.
    """

    code: ClassVar[str] = "SL787"
    title: ClassVar[str] = "the credentials for `{url}` are of no use: {problem}"
    help: ClassVar[str] = "{advice}"
    url: str
    problem: str
    advice: str


class UrlUnreachable(Diagnostic):
    """A server did not answer, or not as it should, however often it was asked.

    Failures that may pass (a broken connection, a busy server) are tried again, with longer and longer waits
    between; a line in the log tells of each. This is what is left when the last try fails too.

    To mend it, check the network and the name of the server, and run the command again: what was already
    copied is not copied again. The variable `SCENELANG_TRIES` says how often to try.
    """

    code: ClassVar[str] = "SL788"
    title: ClassVar[str] = "{doing} failed {times}: {problem}"
    help: ClassVar[str] = "check the network and the address of the server, then run the command again"
    doing: str
    times: str
    problem: str


class UrlReadOnly(Diagnostic):
    """Nothing can be written to a URL of this protocol.

    A web server gives files and takes none; shards can be read from it, but not compiled into it.

    To mend it, compile into a local folder or a bucket, and let the web server show that.
    """

    code: ClassVar[str] = "SL789"
    title: ClassVar[str] = "nothing can be written to `{url}`: `{protocol}://` is for reading"
    help: ClassVar[str] = "give `--out` a local folder, or a bucket such as `s3://my-bucket/shards`"
    url: str
    protocol: str


class UrlNameUnsafe(Diagnostic):
    """A name on another machine cannot be the name of a file here.

    Object stores allow names such as `a/../b` or `a//b`. As files they would lie somewhere else than they
    say, so nothing is copied.

    To mend it, give the object another name.
    """

    code: ClassVar[str] = "SL790"
    title: ClassVar[str] = "`{name}` cannot be copied: no file can have this name"
    help: ClassVar[str] = "give it a name without `..`, backslashes and empty parts"
    name: str


class UrlOfSomethingElse(Diagnostic):
    """There is a manifest.json at the output URL that scenelang did not write.

    Compiling there would replace a file of another tool, so nothing is written.

    To mend it, give `--out` a URL of its own.
    """

    code: ClassVar[str] = "SL791"
    title: ClassVar[str] = "`{url}` belongs to something else: its {name} is not one of scenelang's"
    help: ClassVar[str] = "give `--out` a new URL, or one that holds shards"
    url: str
    name: str


class UrlFileTorn(Diagnostic):
    """A file does not arrive as the manifest or the listing says, try after try.

    It was changed while it was being read, or it is damaged where it lies. Nothing of it is used.

    To mend it, wait until whoever writes there is done; if that changes nothing, compile or upload again.
    """

    code: ClassVar[str] = "SL792"
    title: ClassVar[str] = "`{url}` does not arrive whole"
    help: ClassVar[str] = "run the command again when nobody writes there; else upload the file again"
    url: str


class UrlRefused(Diagnostic):
    """A server refuses a request for a reason that is none of the usual ones.

    To mend it, try the same URL with the tools of its provider (`aws s3 ls`, `gcloud storage ls`): they show
    the answer of the server in full.
    """

    code: ClassVar[str] = "SL793"
    title: ClassVar[str] = "{doing} does not work: {problem}"
    help: ClassVar[str] = "try the URL with the tools of its provider, which show the whole answer"
    doing: str
    problem: str


class CopyNotKept(Diagnostic):
    """A copy of what lies on another machine cannot be kept on this one.

    Scenes and shards of a URL are copied before they are read, into `.scenelang/remote` in the project, or
    into the folder that the variable `SCENELANG_CACHE` names.

    To mend it, free some space (`scenelang clean` deletes old copies), or name another folder.
    """

    code: ClassVar[str] = "SL794"
    title: ClassVar[str] = "no copy can be kept in `{folder}`: {problem}"
    help: ClassVar[str] = "free some space with `scenelang clean`, or set `SCENELANG_CACHE` to another folder"
    folder: str
    problem: str


class TriesUnsound(Diagnostic):
    """The variable that says how often to try again is no number of tries.

    What may go well the next time is tried five times in all. `SCENELANG_TRIES` says another number, from 1
    (never again) to 9999. Anything else would silently mean five, and so it is refused.

    To mend it, set the variable to a whole number, or unset it.
    """

    code: ClassVar[str] = "SL795"
    title: ClassVar[str] = "`{variable}` is `{found}`, and must be a whole number from 1 to {most}"
    help: ClassVar[str] = "run `export {variable}=5` for the usual number of tries, or `unset {variable}`"
    variable: str
    found: str
    most: int
