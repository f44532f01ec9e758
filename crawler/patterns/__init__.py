"""One file per way of access, shared by sources."""
