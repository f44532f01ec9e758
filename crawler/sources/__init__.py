"""One funder, one file: a filled-in form of at most 80 lines."""
