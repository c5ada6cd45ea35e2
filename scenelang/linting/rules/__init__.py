"""One rule a file; the folder is walked, and the list is sorted by code."""
