"""The realistic digest and the mail made of it."""

import pytest

from domain.digest import Digest
from notifier.message import Message, render
from tests.notifier.examples import SENDER, make_digest


@pytest.fixture
def digest() -> Digest:
    return make_digest()


@pytest.fixture
def message(digest: Digest) -> Message:
    return render(digest, sender=SENDER)
