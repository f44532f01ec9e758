"""Judges a sheet that people kept by hand: its rows become applications, and every doubt is said by cell."""
