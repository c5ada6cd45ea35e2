"""The lowering passes, one file each; `lowering/order.py` lists them."""
