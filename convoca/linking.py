"""Where the links of a person's mails lead: pages of the window, and links that act for that person alone."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, urlencode

from convoca.wiring import Program
from db import action_links, people, plans, settings
from db.action_links import Action, Judging, Reporting
from db.engine import transaction
from domain.vote import Word
from web.project_rights import speaks_for


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLinks:
    """As :class:`notifier.links.Links` wants them, and those that an alert needs besides."""

    at: str
    """The window's address, without a slash at the end."""
    person: str
    key: bytes = field(repr=False)
    """What signs the links that act."""
    now: datetime
    speaks_for: frozenset[str]
    """The projects that the person may say something for."""

    def call(self, source: str, reference: str) -> str:
        return f"{self.at}/calls/{quote(source, safe='')}/{quote(reference)}"

    def project(self, project_id: str) -> str:
        return f"{self.at}/projects/{quote(project_id, safe='')}"

    def may_act(self, project_id: str) -> bool:
        return project_id in self.speaks_for

    def relevant(self, source: str, reference: str, project_id: str) -> str:
        return self._judge(Word.RELEVANT, source, reference, project_id)

    def dismiss(self, source: str, reference: str, project_id: str) -> str:
        return self._judge(Word.NOT_FOR_US, source, reference, project_id)

    def begin(self, source: str, reference: str, project_id: str) -> str:
        """The form, behind the sign-in: what is begun in somebody's name is theirs to write."""
        return (
            f"{self.at}/applications/new?{urlencode({'source': source, 'reference': reference, 'project': project_id})}"
        )

    def why(self, source: str, reference: str, project_id: str) -> str:
        return f"{self.at}/why/{quote(project_id, safe='')}/{quote(source, safe='')}/{quote(reference)}"

    def preferences(self) -> str:
        return f"{self.at}/me"

    def search(self, address: str) -> str:
        return f"{self.at}/search?{address}"

    def application(self, number: int) -> str:
        """The page of an application."""
        return f"{self.at}/applications/{number}"

    def outcome(self, number: int) -> str:
        """Asks what came of an application."""
        return self._acting("application", Reporting(application=number))

    def _judge(self, word: Word, source: str, reference: str, project_id: str) -> str:
        return self._acting("call", Judging(word=word, project=project_id, source=source, reference=reference))

    def _acting(self, on: str, action: Action) -> str:
        return f"{self.at}/act/{on}/{action_links.token(self.key, self.person, action, now=self.now)}"


def links(program: Program, person_id: str) -> PersonLinks | None:
    """Those of one person; ``None`` where there is no window that others reach, or it does not know the person."""
    if program.settings.public_url is None:
        return None
    with transaction(program.engine) as session:  # a first key may have to be made
        member = people.get(session, person_id)
        if member is None:
            return None
        key = settings.signing_key(session)
        plan = plans.get(session, member.plan)
        theirs = speaks_for(session, plan, member, now=program.now) if plan else frozenset[str]()
    at = str(program.settings.public_url).rstrip("/")
    return PersonLinks(at=at, person=person_id, key=key, now=program.now, speaks_for=theirs)
