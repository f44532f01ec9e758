"""What can go wrong on the way out.

SendError
+-- Refused             this one mail will never be taken: mend the address or the mail, do not try again
|   +-- BadAddress      what should be an e-mail address is none
|   +-- ReaderRefused   the server knows no such reader, or takes nothing for them: send nothing there any more
+-- Deferred            this one mail was not taken now: the next run tries again
+-- ServerTrouble       no mail can be sent at all: nobody's digest is lost, mend the setting or the server
|   +-- BadMailUrl      the address of the mail server cannot be understood
|   +-- Unreachable     no connection, or none that can be trusted
|   +-- LoginRefused    the server does not take user and password
|   +-- SenderRefused   the server does not take mail from this sender
+-- FolderTrouble       the outbox folder cannot be written
"""

from domain.errors import Problem


class SendError(Problem):
    """Something went wrong on the way out; the message is one sentence for the person who runs the service."""


class Refused(SendError):
    """One mail that will never be taken as it is."""


class BadAddress(Refused):
    """What should be an e-mail address is none."""


class ReaderRefused(Refused):
    """The server takes nothing for this reader."""


class Deferred(SendError):
    """One mail that was not taken now."""


class ServerTrouble(SendError):
    """No mail can be sent at all."""


class BadMailUrl(ServerTrouble):
    """The address of the mail server cannot be understood."""


class Unreachable(ServerTrouble):
    """No connection to the mail server, or none that can be trusted."""


class LoginRefused(ServerTrouble):
    """The mail server does not take user and password."""


class SenderRefused(ServerTrouble):
    """The mail server does not take mail from this sender."""


class FolderTrouble(SendError):
    """The outbox folder cannot be written."""
