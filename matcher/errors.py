"""What can go wrong in matching.

Problem
+-- MatchError
    +-- ModelMissing      the embedding model is not there or cannot be loaded
    +-- ModelAltered      its weights are not those that were measured
    +-- BadGroundTruth    a file of the ground truth cannot be read
"""

from domain.errors import Problem


class MatchError(Problem):
    """Matching cannot go on."""


class ModelMissing(MatchError):
    """Raised on first use of a model that is not there or cannot be loaded."""


class ModelAltered(MatchError):
    """Raised on first use where the weights' hash is not the one on record."""


class BadGroundTruth(MatchError):
    """Raised where a ground-truth folder lacks a file or a line cannot be read."""
