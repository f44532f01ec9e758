"""Gives the tests of db/ their databases."""

from tests.db.databases import engine, sqlite_engine, sqlite_url, url

__all__ = ["engine", "sqlite_engine", "sqlite_url", "url"]
