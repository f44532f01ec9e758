"""THE WAY IN: from the world to a Call."""
