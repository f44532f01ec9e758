"""The pages, one family a file; each module has a ``router`` and is found by being here."""
