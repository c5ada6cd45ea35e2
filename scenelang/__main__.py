"""`python -m scenelang` is `scenelang`."""

import sys

from scenelang.cli import main

if __name__ == "__main__":
    sys.exit(main())
