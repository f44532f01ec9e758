"""The window, opened: the pages of ``web`` over this program's database, behind one socket."""

import logging
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from convoca import held_world, learning, telling
from convoca.clock import instant
from convoca.searching import Searching
from convoca.wiring import Program
from db import people, plans
from db.engine import reading, transaction
from domain.errors import Problem
from matcher.reference_model import DEFAULT_MODEL
from notifier.material import material_changes
from web.app import create_app
from web.window import LOOPBACK, Provider, Reader, ReadSource, Window

log = logging.getLogger(__name__)


class CannotServe(Problem):
    """Raised where the window cannot be opened as it was asked for."""


def serve(program: Program, *, host: str, port: int) -> None:
    """Open the window and keep it open until the process is stopped."""
    with listen(host, port) as listening:
        address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
        app = create_app(window(program, host=host, address=address))
        # No log of requests: who looked at what and when is nobody's business, and links hold their tokens.
        config = uvicorn.Config(app, log_config=None, log_level="warning", access_log=False, server_header=False)
        telling.say(f"The window is open at {address}; stop it with Ctrl-C.")
        sys.stdout.flush()  # whoever reads this through a pipe waits for it
        uvicorn.Server(config).run(sockets=[listening])


def window(program: Program, *, host: str, address: str) -> Window:
    """What the pages need of this program, with the people of its plans brought in."""
    settings = program.settings
    public = str(settings.public_url).rstrip("/") if settings.public_url else None
    _refuse_in_the_clear(host, public)
    _bring_people_in(program)
    return Window(
        engine=program.engine,
        clock=_clock(program),
        public_url=public or address,
        deliver=lambda: _deliver(program),
        search=Searching.of(program),
        threshold=settings.worth_a_look,
        strong=settings.strong,
        contact=settings.contact,
        explore=partial(learning.exploring, program),
        merge=partial(_merge, program),
        material=material_changes,
        sources=_sources,
        reader=_reader(program),
        choose_people=may_choose(program, host=host, public=public),
        provider=_provider(program),
    )


@cache
def _sources() -> tuple[ReadSource, ...]:
    """What the forms of all sources say of them."""
    from crawler import registry  # a second of imports, which nobody who does not look need wait for

    forms = {name: registry.spider(name) for name in registry.names()}
    return tuple(
        ReadSource(name=name, funder=form.funder, home=form.home, licence=form.licence, cadence=form.cadence)
        for name, form in forms.items()
    )


def _merge(program: Program) -> None:
    from convoca import merging  # as above

    merging.merge(program)


def _reader(program: Program) -> Reader:
    model = program.named_model or DEFAULT_MODEL
    weights, _, run_by = program.encoder.name.removeprefix(f"{model}/").partition("/")
    # Of a folder its name: where it lies on this machine is nobody's business.
    shown = Path(model).name if Path(model).is_dir() else model
    return Reader(model=shown, weights=weights, run_by=run_by.replace("/", ", "), english_only=program.english_only)


def may_choose(program: Program, *, host: str, public: str | None) -> bool:
    """Whether whoever comes may be one of the demo's people: on this machine alone, and over the demo's calls alone."""
    if host not in LOOPBACK or (public is not None and urlsplit(public).hostname not in LOOPBACK):
        return False
    with reading(program.engine) as session:
        return held_world.is_demo(session)


def _refuse_in_the_clear(host: str, public: str | None) -> None:
    if public is None and host not in LOOPBACK:
        raise CannotServe(
            f"At {host} others can reach the window: say by which address in CONVOCA_PUBLIC_URL, such as "
            "https://convoca.example.org; the links in mails begin with it."
        )
    if public is not None and public.startswith("http://") and urlsplit(public).hostname not in LOOPBACK:
        raise CannotServe(
            f"CONVOCA_PUBLIC_URL is {public}: whoever listens on the way could sign in as others. Put a proxy with a "
            "certificate in front and write https://."
        )


def _bring_people_in(program: Program) -> None:
    """People of plans that were imported before there was a window."""
    with transaction(program.engine) as session:
        for plan in plans.current(session):
            people.synchronise(session, plan)


def _clock(program: Program) -> Callable[[], datetime]:
    # A clock that was set goes on from there: else no session would ever end.
    return program.time if program.settings.now else lambda: instant(program.settings)


def _deliver(program: Program) -> None:
    """Send what waits in the outbox; what cannot be sent now is sent by the next delivery."""
    from convoca import delivering

    for each in delivering.deliver(replace(program, now=_clock(program)())):
        if each.failure:
            log.warning("not delivered", extra={"person": each.person.id, "said": each.said})


def _provider(program: Program) -> Provider | None:
    settings = program.settings
    if settings.oidc_issuer is None or settings.oidc_client_id is None or settings.oidc_client_secret is None:
        if settings.oidc_issuer or settings.oidc_client_id or settings.oidc_client_secret:
            raise CannotServe(
                "To sign in with OpenID Connect set all three: CONVOCA_OIDC_ISSUER, CONVOCA_OIDC_CLIENT_ID and "
                "CONVOCA_OIDC_CLIENT_SECRET."
            )
        return None
    return Provider(
        issuer=str(settings.oidc_issuer).rstrip("/"),
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections; raise :class:`CannotServe` where it cannot."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise CannotServe(
            f"Cannot listen at {host}, port {port} ({error.strerror or error}): choose another with --host or --port."
        ) from error
