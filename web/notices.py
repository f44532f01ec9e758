"""The sentences that a page shows after a form was taken, by the name in its address."""

from collections.abc import Mapping

from web.language import N_

NOTICES: Mapping[str, str] = {
    "saved": N_("Saved."),
    "signed-out": N_("You are signed out."),
    "signed-out-everywhere": N_("You are signed out everywhere."),
    "invited": N_("Added; the link to sign in is on its way."),
    "imported": N_("The list was read in."),
    "offboarded": N_("They no longer come in, and every session of theirs has ended."),
    "erased": N_("Their data is erased."),
    "erased-mine": N_("Your data is erased."),
    "voted": N_("Noted. The next match takes it into account."),
    "handed-over": N_("Handed over."),
    "begun": N_("The application is begun."),
    "moved": N_("Moved."),
}


def notice(done: str) -> str:
    """The sentence of that name; nothing for a name that is not ours."""
    return NOTICES.get(done, "")
