"""The commit that a text comes from: the last of the main line that set its date or changed its words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from jdflow.app.repository import NoHistory, left_out, open_source
from jdflow.app.versions import chronicle_of, origins, wanted
from jdflow.git import UnknownRevision
from tests.app.history import DATED, OWN, Chronicle
from tests.support import BASE, TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from jdflow.app.repository import Source
    from jdflow.app.versions import Origin

pytestmark = pytest.mark.needs("git")

SETTINGS = "shared/settings.yaml"
RIGHTS = "shared/rights/kaugtoo.yaml"
USING = f"{DATED}õigused: [{{kasuta: rights/kaugtoo}}]\n"


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    return Chronicle(tmp_path / "repo")


def origin(chronicle: Chronicle, id: str = "naidis", revision: str = "HEAD") -> str | None:
    """The commit that the position's text comes from."""
    with open_source(chronicle.root, revision) as source:
        return {found: one.commit for found, one in printed(source, id)}.get(id)


def printed(source: Source, id: str) -> list[tuple[str, Origin]]:
    """Where the versions come from that would be printed of a position."""
    history = chronicle_of(source)
    return list(origins(history, [(id, version) for version in wanted(history.timeline(id), TODAY, upcoming=True)]))


def head(chronicle: Chronicle) -> str:
    return chronicle.git("rev-parse", "HEAD")


def test_the_first_commit_is_where_an_unchanged_text_comes_from(chronicle: Chronicle) -> None:
    first = head(chronicle)
    chronicle.commit({"README.md": "Muu."})
    chronicle.commit({SETTINGS: BASE[SETTINGS].replace("Näidisamet", "Uus amet")})
    assert origin(chronicle) == first


def test_changed_words_are_a_new_origin(chronicle: Chronicle) -> None:
    changed = chronicle.commit({OWN: DATED.replace("Andmed on korras", "Andmed on leitavad")})
    chronicle.commit({"README.md": "Muu."})
    assert origin(chronicle) == changed


def test_a_new_date_is_a_new_origin_even_with_the_same_words(chronicle: Chronicle) -> None:
    changed = chronicle.commit({OWN: DATED.replace("2026-03-01", "2026-04-01")})
    assert origin(chronicle) == changed


@pytest.mark.parametrize(
    "text",
    [
        DATED + "kinnitamine: {kuupäev: 2026-02-01, number: 1-5/3}\n",
        DATED + "märkused: [Kokku lepitud.]\n",
        DATED + "üle_vaadatud: 2026-01-05\n",
        "# Märkus\n" + DATED.replace("kehtiv_alates: 2026-03-01", "kehtiv_alates: 01.03.2026"),
    ],
    ids=["approval", "notes", "review", "another spelling"],
)
def test_what_is_no_text_is_no_new_origin(chronicle: Chronicle, text: str) -> None:
    first = head(chronicle)
    chronicle.commit({OWN: text})
    assert origin(chronicle) == first


def test_a_block_that_is_used_counts_and_one_that_is_not_does_not(chronicle: Chronicle) -> None:
    using = chronicle.commit({OWN: USING})
    chronicle.commit({"shared/competencies/loovus.yaml": "nimi: Loovus\nlaused: [Uus lause.]\n"})
    assert origin(chronicle) == using
    changed = chronicle.commit({RIGHTS: "nimi: Kaugtöö\nlaused: [teha kaugtööd]\n"})
    assert origin(chronicle) == changed


def test_a_block_inside_a_block_counts(chronicle: Chronicle) -> None:
    inner = "nimi: Sisemine\nlaused: [teha tööd]\n"
    chronicle.commit(
        {"shared/rights/sees.yaml": inner, RIGHTS: "nimi: K\nlaused: [{kasuta: rights/sees}]\n", OWN: USING}
    )
    changed = chronicle.commit({"shared/rights/sees.yaml": inner.replace("teha tööd", "teha muud tööd")})
    chronicle.commit({"README.md": "Muu."})
    assert origin(chronicle) == changed


def test_own_words_that_become_a_block_that_says_the_same_are_no_new_origin(chronicle: Chronicle) -> None:
    own = chronicle.commit({OWN: f"{DATED}õigused: [teha kaugtööd kokkuleppel vahetu juhiga]\n"})
    chronicle.commit({OWN: USING})
    chronicle.commit({RIGHTS: BASE[RIGHTS] + "# märkus\n"})
    assert origin(chronicle) == own


def test_there_and_back_is_a_new_origin(chronicle: Chronicle) -> None:
    chronicle.commit({OWN: DATED.replace("korras", "leitavad")})
    back = chronicle.commit({OWN: DATED})
    assert origin(chronicle) == back


def test_a_moved_file_keeps_its_origin(chronicle: Chronicle) -> None:
    first = head(chronicle)
    chronicle.commit({OWN: None, "positions/uus kaust/naidis.yaml": DATED})
    assert origin(chronicle) == first


def test_a_new_id_that_names_the_old_one_keeps_its_origin(chronicle: Chronicle) -> None:
    first = head(chronicle)
    chronicle.commit({OWN: None, "positions/uus.yaml": f"{DATED}varem: [naidis]\n"})
    with open_source(chronicle.root, "HEAD") as source:
        found = dict(printed(source, "uus"))["uus"]
    assert (found.commit, found.id) == (first, "naidis")


def test_a_new_id_that_names_none_begins_anew(chronicle: Chronicle) -> None:
    begun = chronicle.commit({OWN: None, "positions/uus.yaml": DATED})
    assert origin(chronicle, "uus") == begun


def test_a_file_that_could_not_be_read_in_between_keeps_its_origin(chronicle: Chronicle) -> None:
    first = head(chronicle)
    chronicle.commit({OWN: "eesmärk: [\n"})
    chronicle.commit({OWN: DATED})
    assert origin(chronicle) == first


def test_a_text_that_mended_a_broken_file_comes_from_the_commit_that_mended_it(chronicle: Chronicle) -> None:
    chronicle.commit({OWN: "eesmärk: [\n"})
    mended = chronicle.commit({OWN: DATED.replace("korras", "leitavad")})
    chronicle.commit({"README.md": "Muu."})
    assert origin(chronicle) == mended


def test_a_block_that_was_broken_in_between_breaks_nothing(chronicle: Chronicle) -> None:
    using = chronicle.commit({OWN: USING})
    chronicle.commit({RIGHTS: "nimi: [\n"})
    chronicle.commit({RIGHTS: BASE[RIGHTS]})
    assert origin(chronicle) == using


def test_a_text_that_can_no_longer_be_read_comes_from_where_it_could(chronicle: Chronicle) -> None:
    first = head(chronicle)
    chronicle.commit({OWN: f"{DATED}õigused: [{{kasuta: rights/puudub}}]\n"})
    assert origin(chronicle) == first


def test_a_text_that_could_never_be_read_has_no_origin(chronicle: Chronicle) -> None:
    chronicle.commit({"positions/uus.yaml": "eesmärk: [\n"})
    assert origin(chronicle, "uus") is None


def test_the_main_line_alone_counts(chronicle: Chronicle) -> None:
    chronicle.git("switch", "--quiet", "--create", "haru")
    chronicle.commit({OWN: DATED.replace("korras", "leitavad")})
    chronicle.commit({OWN: DATED.replace("korras", "täielikud")})
    chronicle.git("switch", "--quiet", "main")
    chronicle.commit({"README.md": "Muu."})
    chronicle.git("merge", "--quiet", "--no-ff", "--message", "Liida", "haru")
    merge = head(chronicle)
    chronicle.commit({"README.md": "Veel."})
    assert origin(chronicle) == merge


def test_an_earlier_commit_has_its_own_origins(chronicle: Chronicle) -> None:
    first = head(chronicle)
    chronicle.commit({OWN: DATED.replace("korras", "leitavad")})
    assert origin(chronicle, revision="HEAD~1") == first


def test_content_in_a_subfolder_has_a_history_of_its_own(tmp_path: Path) -> None:
    chronicle = Chronicle(tmp_path / "repo", "sisu õ")
    first = head(chronicle)
    (chronicle.folder / "positions").mkdir()
    (chronicle.folder / "positions" / "naidis.yaml").write_text("muu: sisu\n", encoding="utf-8")
    chronicle.git("add", "--all")
    chronicle.git("commit", "--quiet", "--message", "Teine naidis")
    assert origin(chronicle) == first


def test_others_titles_are_read_as_they_stood_then(chronicle: Chronicle) -> None:
    chronicle.commit({"positions/juhataja.yaml": BASE["positions/juhataja.yaml"].replace("Juhataja", "Talituse juht")})
    with open_source(chronicle.root, "HEAD") as source:
        found = dict(printed(source, "naidis"))["naidis"]
        manager = found.reading.get("juhataja")
    assert manager is not None
    assert manager.title == "Juhataja"
    assert datetime.fromtimestamp(found.seconds, UTC).isoformat() == "2026-01-01T10:00:00+00:00"


def test_odd_names_and_messages_stop_nothing(chronicle: Chronicle) -> None:
    first = head(chronicle)
    chronicle.commit({"muu/a b õ\n.txt": "x"}, "Sõnum\n\n:100644 100644 pole muudatus")
    chronicle.commit({}, "Tühi")
    assert origin(chronicle) == first


def test_a_shallow_clone_is_refused_with_the_way_out(chronicle: Chronicle, tmp_path: Path) -> None:
    chronicle.commit({"README.md": "Muu."})
    chronicle.git("clone", "--quiet", "--depth=1", f"file://{chronicle.folder}", str(tmp_path / "shallow"))
    with pytest.raises(NoHistory) as refused:
        open_source(tmp_path / "shallow", "HEAD")
    assert "git fetch --unshallow" in str(refused.value.why.params)


def test_a_folder_that_git_does_not_keep_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoHistory):
        open_source(tmp_path, "HEAD")


def test_a_repository_without_commits_is_refused(tmp_path: Path, chronicle: Chronicle) -> None:
    chronicle.git("init", "--quiet", str(tmp_path / "empty"))
    with pytest.raises(NoHistory):
        open_source(tmp_path / "empty", "HEAD")


@pytest.mark.parametrize("revision", ["puudub", "--all", "HEAD:README.md", "", "HEAD~99"])
def test_what_is_no_commit_is_told(chronicle: Chronicle, revision: str) -> None:
    with pytest.raises(UnknownRevision):
        open_source(chronicle.root, revision)


def test_what_is_not_committed_is_named(chronicle: Chronicle) -> None:
    with open_source(chronicle.root, "HEAD") as source:
        assert left_out(source, chronicle.root) == []
        (chronicle.root / OWN).write_text("muu", encoding="utf-8")
        (chronicle.root / "positions" / "õ uus.yaml").write_text("muu", encoding="utf-8")
        (chronicle.root / "muu.txt").write_text("ei kuulu sisu juurde", encoding="utf-8")
        assert left_out(source, chronicle.root) == [OWN, "positions/õ uus.yaml"]


def versions(chronicle: Chronicle) -> list[tuple[str, str | None]]:
    """The first days of all versions that would be printed, each with its commit, the latest first."""
    with open_source(chronicle.root, "HEAD") as source:
        found = []
        for _, one in printed(source, "naidis"):
            card = one.reading.get(one.id)
            assert card is not None
            found.append((str(card.effective_from), one.commit))
    return found


def dated(day: str, words: str = "korras", **further: str) -> dict[str, str]:
    more = "".join(f"{key}: {value}\n" for key, value in further.items())
    return {OWN: f"kehtiv_alates: {day}\n{more}{BASE[OWN].replace('korras', words)}"}


def test_a_version_in_force_stays_until_the_upcoming_one_takes_effect(chronicle: Chronicle) -> None:
    first = head(chronicle)
    chronicle.day = date(2026, 6, 1)
    upcoming = chronicle.commit(dated("2027-01-01", "leitavad"))
    chronicle.commit({"README.md": "Muu."})
    assert versions(chronicle) == [("2027-01-01", upcoming), ("2026-03-01", first)]


def test_the_version_in_force_has_the_last_words_under_its_date(chronicle: Chronicle) -> None:
    chronicle.day = date(2026, 6, 1)
    amended = chronicle.commit(dated("2026-03-01", "täielikud"))
    chronicle.commit({"README.md": "Muu."})
    upcoming = chronicle.commit(dated("2027-01-01", "täielikud"))
    assert versions(chronicle) == [("2027-01-01", upcoming), ("2026-03-01", amended)]


def test_an_upcoming_version_that_was_changed_is_still_one(chronicle: Chronicle) -> None:
    first = head(chronicle)
    chronicle.day = date(2026, 6, 1)
    chronicle.commit(dated("2027-01-01", "leitavad"))
    changed = chronicle.commit(dated("2027-01-01", "täielikud"))
    assert versions(chronicle) == [("2027-01-01", changed), ("2026-03-01", first)]


def test_a_date_that_was_moved_before_it_came_leaves_no_version(chronicle: Chronicle) -> None:
    first = head(chronicle)
    chronicle.day = date(2026, 6, 1)
    chronicle.commit(dated("2026-09-01", "leitavad"))
    moved = chronicle.commit(dated("2027-01-01", "leitavad"))
    assert versions(chronicle) == [("2027-01-01", moved), ("2026-03-01", first)]


def test_an_approved_version_stands_beside_a_later_one(chronicle: Chronicle) -> None:
    first = head(chronicle)
    chronicle.day = date(2026, 6, 1)
    approved = chronicle.commit(dated("2026-12-01", "leitavad", kinnitamine="{kuupäev: 2026-05-30}"))
    later = chronicle.commit(dated("2027-01-01", "täielikud"))
    assert versions(chronicle) == [("2027-01-01", later), ("2026-12-01", approved), ("2026-03-01", first)]


def test_an_approved_version_is_withdrawn_by_an_earlier_one(chronicle: Chronicle) -> None:
    first = head(chronicle)
    chronicle.day = date(2026, 6, 1)
    chronicle.commit(dated("2027-01-01", "leitavad", kinnitamine="{kuupäev: 2026-05-30}"))
    earlier = chronicle.commit(dated("2026-12-01", "täielikud"))
    assert versions(chronicle) == [("2026-12-01", earlier), ("2026-03-01", first)]


def test_a_version_that_has_ended_is_not_in_force_any_longer(chronicle: Chronicle) -> None:
    chronicle.commit(dated("2026-03-01", kehtiv_kuni="2026-08-31"))
    chronicle.day = date(2026, 9, 1)
    upcoming = chronicle.commit(dated("2027-01-01", "leitavad"))
    assert versions(chronicle) == [("2027-01-01", upcoming)]


def test_a_text_that_was_a_draft_in_between_leads_on_to_the_version_before(chronicle: Chronicle) -> None:
    first = head(chronicle)
    chronicle.day = date(2026, 6, 1)
    chronicle.commit({OWN: BASE[OWN]})
    upcoming = chronicle.commit(dated("2027-01-01", "leitavad"))
    assert versions(chronicle) == [("2027-01-01", upcoming), ("2026-03-01", first)]


def test_the_past_is_not_printed(chronicle: Chronicle) -> None:
    chronicle.day = date(2026, 6, 1)
    second = chronicle.commit(dated("2026-07-01", "leitavad"))
    assert versions(chronicle) == [("2026-07-01", second)]


def test_a_file_that_only_a_commit_of_no_account_left_can_be_an_origin(chronicle: Chronicle) -> None:
    bulk = chronicle.commit({"positions/endine.yaml": DATED})
    ignoring = f"{BASE['shared/settings.yaml']}ignore_revs: [{bulk}]\n"
    other = DATED.replace("Andmed on korras", "Andmed on leitavad")
    chronicle.commit({"positions/esimene.yaml": f"{other}varem: endine\n", "shared/settings.yaml": ignoring})
    chronicle.commit({"positions/esimene.yaml": None})
    with open_source(chronicle.root, "HEAD") as source, chronicle_of(source) as history:
        assert history.names("esimene") == ["esimene", "endine"]
        told = [("esimene", version) for version in history.timeline("esimene").versions]
        [(id, origin)] = list(origins(history, told))
        assert (id, origin.reading.resolved(origin.id) is not None) == ("esimene", True)
