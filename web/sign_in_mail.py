"""The mail with a one-time link: put into the outbox for those we know, and nothing at all for others."""

from email.utils import make_msgid
from urllib.parse import quote, urlsplit

from sqlalchemy.orm import Session

from db import doors, outbox, people
from db.engine import transaction
from domain.people import Member
from web.rendering import environment
from web.window import Window


def send_link(window: Window, email: str, *, wanted: str = "") -> None:
    """Send somebody a link, if we know them. Whoever asked is answered before, so that the time tells nothing."""
    with transaction(window.engine) as session:
        doors.tidy(session, now=window.clock())
        member = people.by_email(session, email)
        if member is None or not member.active:
            return
        put_link(session, window, member, wanted=wanted)
    window.deliver()


def put_link(session: Session, window: Window, member: Member, *, wanted: str = "") -> None:
    """Put the mail with a new link into the outbox."""
    now = window.clock()
    token = doors.make_link(session, member.id, now=now)
    facts = {
        "member": member,
        "link": f"{window.public_url}/sign-in/link/{token}" + (f"?wanted={quote(wanted, safe='')}" if wanted else ""),
        "minutes": int(doors.LINK_LASTS.total_seconds() // 60),
    }
    made = environment(member.language)
    subject, text = (made.get_template(f"mails/sign-in.{part}.jinja") for part in ("subject", "text"))
    message = outbox.Message(
        plan=member.plan,
        person=member.id,
        kind=doors.MAIL,
        period=f"{now:%Y-%m-%dT%H%M%SZ}-{doors.hashed(token)[:8]}",
        subject=str(subject.render(facts)).strip(),
        text=text.render(facts).strip() + "\n",
        html=made.get_template("mails/sign-in.page.jinja").render(facts),
        message_id=make_msgid(domain=urlsplit(window.public_url).hostname),
    )
    outbox.compose(session, message, told=(), now=now)
