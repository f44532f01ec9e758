"""What can go wrong, as far as a user is concerned.

Problem
+-- every package's own tree: ConfigError, CrawlError, DatabaseError, MatchError, SendError

The message of each is one clear sentence that names the thing and the mend; the program prints it and nothing else.
"""


class Problem(Exception):
    """Something a user can mend, said so that they can."""
