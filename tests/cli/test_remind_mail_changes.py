"""`remind --via email` while the agency changes: ids, managers, units, its language, and the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.mailed import ADDRESSES
from tests.cli.reminded import LATE, SECOND, THIRD, position

if TYPE_CHECKING:
    from tests.cli.mailed import Mailroom

pytestmark = pytest.mark.needs("git")
A, B, UNIT = ["mari@asutus.ee"], ["b@asutus.ee"], ["o@asutus.ee", "t@asutus.ee"]


def test_whoever_has_another_id_now_has_had_their_letter(room: Mailroom) -> None:
    assert room.sent(SECOND) == [A, B, UNIT]
    room.office.git("mv", "positions/juht-a.yaml", "positions/juht-x.yaml")
    changed = position("Juht A", "direktor", "2026-12-01", "varem: [juht-a]")
    moved = {f"positions/{id}.yaml": position(title, "juht-x", first) for id, title, first in PEOPLE}
    room.office.commit({"positions/juht-x.yaml": changed, **moved})
    room.addresses.write_text(ADDRESSES.replace("juht-a:", "juht-x:"), "utf-8")
    assert room.sent(SECOND) == []
    assert room.sent(THIRD) == []


PEOPLE = (("aa", "Esimene", "2026-03-01"), ("ab", "Teine", "2026-03-02"))


def test_whoever_is_somebody_elses_now_is_told_to_the_new_manager(room: Mailroom) -> None:
    assert room.sent(SECOND) == [A, B, UNIT]
    room.office.commit({"positions/aa.yaml": position("Esimene", "juht-b")})
    assert room.sent(SECOND) == []
    # What the new manager has not been told of is new to them.
    assert B in room.sent(THIRD)
    [letter] = [one for one in room.box.messages[3:] if "b@asutus.ee" in str(one["To"])]
    plain = letter.get_body(("plain",))
    assert plain is not None
    assert "Esimene" in plain.get_content()


def test_who_is_gone_gets_no_letter_and_stays_in_the_account(room: Mailroom) -> None:
    room.sent(SECOND)
    room.office.git("rm", "--quiet", "positions/juht-a.yaml")
    room.office.commit({f"positions/{id}.yaml": position(title, "juht-b", first) for id, title, first in PEOPLE})
    room.addresses.write_text(ADDRESSES.replace("juht-a:", "# juht-a:"), "utf-8")
    assert room.sent(THIRD) == [B]
    assert {entry["to"] for entry in room.entries()} == {"position:juht-a", "position:juht-b", "unit:andmetalitus"}


def test_a_day_in_the_past_sends_nothing_twice_and_says_why(room: Mailroom) -> None:
    room.sent(LATE)
    ran = room.run(SECOND)
    assert (ran.code, len(room.box.letters)) == (1, 3)
    assert ran.err.count("is noted for a day that is yet to come") == 3
    assert room.sent(SECOND, "--again", "juht-a", code=1) == [A]


def test_an_english_agency_writes_english_letters(room: Mailroom) -> None:
    settings = (room.office.root / "shared/settings.yaml").read_text("utf-8")
    room.office.commit({"shared/settings.yaml": f"{settings}keel: en\n"})
    assert room.sent(SECOND) == [A, B, UNIT]
    message = room.box.messages[0]
    assert message["Content-Language"] == "en"
    assert str(message["Subject"]).startswith("2 job descriptions wait")
