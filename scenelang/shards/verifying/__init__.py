"""Shards looked at whole: whether every byte is what a compile wrote, and every row holds together."""

from scenelang.shards.verifying.verify_shards import Decode, Verified, verify_shards

__all__ = ["Decode", "Verified", "verify_shards"]
