"""Text to value; pure."""
