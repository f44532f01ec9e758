"""What can go wrong in matching.

Problem
+-- MatchError
    +-- ModelMissing      the embedding model is not there or cannot be loaded
    +-- ModelAltered      its weights are not those that were measured
    +-- BackendUnfit      what was set to run it cannot do so here
    +-- BadGlossary       the table of words cannot be read, or contradicts itself
    +-- BadGroundTruth    a file of the ground truth cannot be read
"""

from domain.errors import Problem


class MatchError(Problem):
    """Matching cannot go on."""


class ModelMissing(MatchError):
    """Raised on first use of a model that is not there or cannot be loaded."""


class ModelAltered(MatchError):
    """Raised on first use where the weights' hash is not the one on record."""


class BackendUnfit(MatchError):
    """Raised where the run-time that was set does not run the model, or not truly or quickly enough."""


class BadGlossary(MatchError):
    """Raised where the glossary is no table, or has two translations for one wording."""


class BadGroundTruth(MatchError):
    """Raised where a ground-truth folder lacks a file or a line cannot be read."""
