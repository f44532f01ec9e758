"""Why an application is given up: the codes that make the reasons countable."""

from enum import StrEnum


class Leaving(StrEnum):
    """Why it was not submitted, or was withdrawn."""

    NOT_APPLICABLE = "not applicable"
    """The call does not ask for what the project does."""
    NOT_ELIGIBLE = "not eligible"
    CAPACITY = "inadequate capacity"
    CO_FINANCING = "no match funding"
    PARTNERS = "partners missing"
    DEADLINE = "unable to meet the deadline"
    AUTHORITY = "inadequate authority"
    """It is another body's competence."""
    UNSUSTAINABLE = "unsustainable"
    """What would be built could not be kept up once the grant is spent."""
    OTHER = "other"
