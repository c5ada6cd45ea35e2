"""Which row a model reads next: order, packing, mixing, curricula, and a state that resumes exactly."""

from scenelang.feeding.cursor import Item
from scenelang.feeding.feed import Feed, FeedIterator
from scenelang.feeding.feed_rows import FeedRows
from scenelang.feeding.open_feed import open_feed
from scenelang.feeding.packs import first_fit_decreasing
from scenelang.feeding.position import Position
from scenelang.feeding.settings import AsWritten, Curriculum, Order, Pacing, Packing, Part, Shuffled

__all__ = [
    "AsWritten",
    "Curriculum",
    "Feed",
    "FeedIterator",
    "FeedRows",
    "Item",
    "Order",
    "Pacing",
    "Packing",
    "Part",
    "Position",
    "Shuffled",
    "first_fit_decreasing",
    "open_feed",
]
