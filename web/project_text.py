"""A project's title and sentences as an officer types them: one sentence a line, each language in its own field."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from domain.plan import Project
from web.errors import NotUnderstood
from web.language import N_

LONGEST_TITLE = 200
LONGEST_SENTENCE = 1000
MOST_SENTENCES = 30
"""Far beyond any project: what is longer was pasted by mistake."""


def fields(project: Project) -> dict[str, str]:
    """What stands in the fields: ``title-LANGUAGE`` and ``sentences-LANGUAGE``."""
    titles = {f"title-{code}": title for code, title in project.title.items()}
    return titles | {f"sentences-{code}": "\n".join(text) for code, text in _texts(project).items()}


def changed(project: Project, typed: Mapping[str, str]) -> Project:
    """The project with what was typed; a field that did not come stays. Raise :class:`NotUnderstood` for an empty one.

    Only a translation of the sentences may be emptied: then there is none any more.
    """
    titles = {code: _title(typed.get(f"title-{code}", title)) for code, title in project.title.items()}
    texts = {
        code: tuple(_sentences(typed.get(f"sentences-{code}", "\n".join(text))))
        for code, text in _texts(project).items()
    }
    own = texts.pop(project.language)
    if not own:
        raise NotUnderstood(N_("Write at least one sentence in the project’s own language."))
    return replace(project, title=titles, sentences=own, translations={code: it for code, it in texts.items() if it})


def _texts(project: Project) -> dict[str, tuple[str, ...]]:
    return {project.language: project.sentences, **project.translations}


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not 0 < len(title) <= LONGEST_TITLE:
        raise NotUnderstood(N_("Every title needs text, 200 characters at most."))
    return title


def _sentences(text: str) -> Iterator[str]:
    lines = [" ".join(each.split()) for each in text.splitlines() if each.strip()]
    if len(lines) > MOST_SENTENCES or any(len(each) > LONGEST_SENTENCE for each in lines):
        raise NotUnderstood(N_("Write 30 sentences at most, one a line, each of 1,000 characters at most."))
    yield from lines
