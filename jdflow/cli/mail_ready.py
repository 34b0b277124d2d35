"""Whether letters could go out from here: what the environment says of mail, and what it leaves out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jdflow.app.doctor import Finding
from jdflow.cli.context import Stop
from jdflow.cli.mail_given import ADDRESSES, PASSWORD, SERVER, USER, post_of, read_addresses, sender_of
from jdflow.language import msg
from jdflow.query.addresses import server_in

if TYPE_CHECKING:
    from collections.abc import Iterator


def mail_findings() -> Iterator[Finding]:
    """Each part that letters need, where a mail server is named at all; nobody is asked whether it answers."""
    said = os.environ.get(SERVER, "")
    if not said.strip():
        return
    wrong = []
    for looked_at in (post_of, lambda: sender_of(needed=True)):
        try:
            looked_at()
        except Stop as stop:
            wrong.append(Finding("missing", stop.message))
    where = server_in(said)
    if where is not None and not wrong:
        yield Finding("good", msg("Letters go out by {host}, port {port}", host=where.host, port=where.port))
    yield from wrong
    user, password = (os.environ.get(name, "").strip() for name in (USER, PASSWORD))
    if bool(user) != bool(password):
        there, lost = (USER, PASSWORD) if user else (PASSWORD, USER)
        what = msg("{there} is set, and {lost} is not", there=there, lost=lost)
        yield Finding("missing", what, msg("Set both, or neither where the mail server asks for none."))
    text = os.environ.get(ADDRESSES, "")
    if not text.strip():
        what = msg("No addresses for letters in the environment")
        remedy = msg("Set {variable} to lines `id: address`, or name a file with --addresses.", variable=ADDRESSES)
        yield Finding("optional", what, remedy)
        return
    try:
        read_addresses(ADDRESSES, text)
    except Stop as stop:
        yield Finding("missing", stop.message)
