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
    "taken-in": N_("The sheet is taken in. The same sheet again changes nothing."),
    "threshold-moved": N_("Moved. The next match reads what newly fits, and shows its sentences."),
    "call-added": N_("Kept. The next match takes it in."),
    "search-kept": N_("The search is kept."),
    "search-forgotten": N_("The search is no longer kept."),
    "planned": N_("The internal deadlines are planned."),
    "call-seen": N_("Noted that you have seen the changes of the call."),
    "revoked": N_("Revoked: it opens nothing any more."),
}


def notice(done: str) -> str:
    """The sentence of that name; nothing for a name that is not ours."""
    return NOTICES.get(done, "")
