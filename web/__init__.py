"""The window: pages, feeds and forms over the database; reads and writes through db, never crawls, never sends."""
