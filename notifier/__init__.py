"""THE WAY OUT: from matches to a digest, a message, a mail server or a folder."""
