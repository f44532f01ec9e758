"""OpenSMTPD as a Debian server has it, on the loopback, in a world of its own: it relays to another server."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SMTPD = shutil.which("smtpd", path="/usr/sbin:/usr/bin")
OWN_WORLD = "mount -t tmpfs spool /var/spool && mkdir -m 711 /var/spool/smtpd && mount -t tmpfs run /run"
"""Its queue and its socket lie where they are compiled in, so these are laid over for this process alone."""
CONFIGURATION = """
listen on 127.0.0.1 port {port} hostname relay.example.org
action "relay" relay host smtp://127.0.0.1:{to}
match from any for domain "example.org" action "relay"
"""


@contextmanager
def relay(folder: Path, *, to: int) -> Iterator[str]:
    """Take mail for example.org, refuse any other, pass it on to the port ``to``; the value is its mail URL."""
    if why := cannot_run():
        pytest.skip(why)
    port = _free()
    written = folder / "smtpd.conf"
    written.write_text(CONFIGURATION.format(port=port, to=to), encoding="utf-8")
    command = f"{OWN_WORLD} && exec {SMTPD} -d -f {written}"
    with (folder / "smtpd.log").open("w") as log:
        server = subprocess.Popen(["unshare", "--mount", "sh", "-c", command], stdout=log, stderr=log)
    try:
        _wait_for(port, server, folder / "smtpd.log")
        yield f"smtp://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def cannot_run() -> str | None:
    """Why there is no OpenSMTPD here, if there is none."""
    if SMTPD is None:
        return "OpenSMTPD is not installed: apt-get install opensmtpd"
    if os.geteuid() != 0 or subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode:
        return "OpenSMTPD is started by root only, here with a spool of its own (unshare --mount)"
    return None


def _free() -> int:
    with socket.socket() as any_free:
        any_free.bind(("127.0.0.1", 0))
        port: int = any_free.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"OpenSMTPD does not answer: {log.read_text(encoding='utf-8')}")
