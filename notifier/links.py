"""Where the links of a mail lead: pages of the window, and buttons that act for the person the mail is to."""

from typing import Protocol


class Links(Protocol):
    """The addresses that one person's mails lead to; each a whole https or http address."""

    def call(self, source: str, reference: str) -> str:
        """The page of a call."""
        ...

    def project(self, project_id: str) -> str:
        """The page of a project, with everything that fits it."""
        ...

    def may_act(self, project_id: str) -> bool:
        """Whether the person may say something of a call for a project: who only follows it may not."""
        ...

    def relevant(self, source: str, reference: str, project_id: str) -> str:
        """Says that a call is relevant for a project."""
        ...

    def dismiss(self, source: str, reference: str, project_id: str) -> str:
        """Asks why a call is not for a project, and takes it out."""
        ...

    def begin(self, source: str, reference: str, project_id: str) -> str:
        """Starts an application to a call, for a project."""
        ...

    def why(self, source: str, reference: str, project_id: str) -> str:
        """The page that says why a call is, or is not, offered to a project."""
        ...

    def application(self, number: int) -> str:
        """The page of an application."""
        ...

    def preferences(self) -> str:
        """Where the person chooses how often they hear of what."""
        ...

    def search(self, address: str) -> str:
        """A search of the window; ``address`` is what stands after the question mark."""
        ...
