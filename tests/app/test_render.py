"""Documents of jobs: their names, what they are said to be, what keeps one from being made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest

from jdflow.app.reading import Reading
from jdflow.app.render import Document, Job, Press, committed, drafts
from jdflow.app.repository import open_source
from jdflow.app.select import Failure, select, select_drafts, spoilt
from jdflow.app.versions import Origin, chronicle_of
from jdflow.git.history import LATEST
from jdflow.language import Msg
from jdflow.word.package import open_package
from tests.app.history import OWN, Chronicle
from tests.support import BASE, TODAY, lines_of, overlay
from tests.word.minimal import from_lines
from tests.word.tools import parts, read_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

SETTINGS = f"{BASE['shared/settings.yaml']}mall: lihtne\n"
LINES = "{{ ametinimetus }}: {{ inimene }}\n"


def content(example: str, lines: str = LINES) -> Reading:
    """The base with an example laid over it, printed by a template of these lines."""
    mall = from_lines(lines).decode("utf-8", "surrogateescape")
    return Reading(overlay(example, BASE | {"shared/settings.yaml": SETTINGS, "templates/lihtne.docx": mall}))


def made(
    reading: Reading, ids: Sequence[str] = ("naidis",), people: Mapping[str, Sequence[str]] | None = None
) -> Iterator[Document | Failure]:
    """What comes of the positions."""
    press = Press(reading, TODAY, people)
    for job in drafts(reading, ids, 0):
        if isinstance(job, Failure):
            yield job
        else:
            yield from press.documents(job)


def documents(reading: Reading, people: Mapping[str, Sequence[str]] | None = None) -> list[Document]:
    found = list(made(reading, people=people))
    assert all(isinstance(one, Document) for one in found)
    return [one for one in found if isinstance(one, Document)]


@pytest.mark.parametrize(
    ("example", "file"),
    [("", "naidis_mustand.docx"), ("kehtiv_alates: 01.03.2026\n", "naidis_2026-03-01.docx")],
)
def test_a_document_is_named_by_its_id_and_first_day(example: str, file: str) -> None:
    assert [one.file for one in documents(content(example))] == [file]


def test_each_person_has_a_document_and_the_position_has_one_without_people() -> None:
    reading = content("")
    several = documents(reading, {"naidis": ["Mari Maasikas", "Jüri Õis"]})
    assert [(one.file, read_back(one.data)) for one in several] == [
        ("naidis_mustand_1.docx", ["Näidis: Mari Maasikas"]),
        ("naidis_mustand_2.docx", ["Näidis: Jüri Õis"]),
    ]
    assert [one.file for one in documents(reading, {"naidis": ["Mari Maasikas"]})] == ["naidis_mustand.docx"]
    assert [read_back(one.data) for one in documents(reading)] == [["Näidis: "]]


def test_a_position_that_nobody_holds_is_told() -> None:
    [failure] = made(content(""), people={"juhataja": ["Mari Maasikas"]})
    assert isinstance(failure, Failure)
    assert failure.why is not None


def test_the_digest_of_the_words_differs_where_the_words_do() -> None:
    mari, jyri = documents(content(""), {"naidis": ["Mari", "Jüri"]})
    assert mari.content_sha256 != jyri.content_sha256
    assert mari.fingerprint == jyri.fingerprint


def test_names_are_in_no_property_of_a_document() -> None:
    [document] = documents(content(""), {"naidis": ["Mari Maasikas"]})
    assert [name for name, data in parts(document.data).items() if b"Maasikas" in data] == ["word/document.xml"]


@pytest.mark.parametrize("seconds", [0, 1_767_262_200, LATEST])
def test_a_commit_may_claim_any_moment(tmp_path: Path, seconds: int) -> None:
    reading = content("")
    [document] = Press(reading, TODAY).documents(
        Job("naidis", Origin(reading, "naidis", "c" * 40, seconds), draft=False)
    )
    assert isinstance(document, Document)
    (tmp_path / "a.docx").write_bytes(document.data)
    created = docx.Document(str(tmp_path / "a.docx")).core_properties.created
    assert created is not None
    assert int(created.timestamp()) == seconds


def test_a_document_that_would_grow_without_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jdflow.word.template.MOST_CHARACTERS", 1000)
    [failure] = made(content(f"eesmärk: {'pikk ' * 300}\n", "{{ eesmärk }}\n"))
    assert isinstance(failure, Failure)
    assert [problem.rule.code for problem in failure.problems] == ["JD616"]
    assert failure.problems[0].place.path == OWN


def test_a_template_is_compiled_once_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def counted(data: bytes) -> object:
        opened.append(len(data))
        return open_package(data)

    monkeypatch.setattr("jdflow.word.template.open_package", counted)
    assert len(list(made(content(""), ["naidis", "juhataja"]))) == 2
    assert len(opened) == 1


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("õigused: [kasuta: rights/puudub]\n", "JD201"),
        ("ülesanded: 7\n", "JD1"),
        ("# positions/muu/naidis.yaml\nametinimetus: Teine\n", "JD301"),
        ("# positions/naidis.yaml\n- loend\n", "JD"),
        ("# positions/naidis.yaml\n\udcff\n", "JD"),
    ],
    ids=["unknown block", "wrong kind", "twice", "no record", "no UTF-8"],
)
def test_what_cannot_be_printed_says_why(example: str, expected: str) -> None:
    [failure] = made(content(example))
    assert isinstance(failure, Failure)
    assert lines_of(failure.problems)[0].split()[1].startswith(expected)


def test_a_name_that_is_no_id_is_no_document() -> None:
    [failure] = made(content("# positions/Halb Nimi.yaml\nametinimetus: Halb\n"), ["Halb Nimi"])
    assert isinstance(failure, Failure)
    assert [problem.rule.code for problem in failure.problems] == ["JD015"]


# -- which positions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("example", "asked", "expected"),
    [
        ("", None, ["juhataja", "naidis"]),
        ("kehtiv_alates: 2026-01-01\nkehtiv_kuni: 2026-11-19\n", None, ["juhataja"]),
        ("kehtiv_alates: 2026-01-01\nkehtiv_kuni: 2026-11-19\n", ["naidis"], ["naidis!"]),
        ("", ["naidis"], ["naidis"]),
    ],
)
def test_which_drafts_are_printed(example: str, asked: list[str] | None, expected: list[str]) -> None:
    ids, failures = select_drafts(content(example), TODAY, asked)
    assert [*ids, *(f"{one.id}!" for one in failures)] == expected
    assert all(isinstance(one.why, Msg) for one in failures)


def test_mistakes_in_the_agency_s_files_that_leave_them_whole_stop_nothing() -> None:
    assert spoilt(content("# shared/settings.yaml\nmall: puudub\n")) == []
    assert spoilt(content("# shared/settings.yaml\nkeel: fi\n")) != []


# -- committed -----------------------------------------------------------------------------------------------------


@pytest.mark.needs("git")
@pytest.mark.parametrize(
    ("example", "asked", "upcoming", "expected"),
    [
        ("", None, True, []),
        ("kehtiv_alates: 2026-11-20\n", None, True, ["naidis"]),
        ("kehtiv_alates: 2026-11-21\n", None, True, ["naidis"]),
        ("kehtiv_alates: 2026-11-21\n", None, False, []),
        ("kehtiv_alates: 2026-11-21\n", ["naidis"], False, ["naidis!"]),
        ("kehtiv_alates: 2026-01-01\nkehtiv_kuni: 2026-11-20\n", None, True, ["naidis"]),
        ("kehtiv_alates: 2026-01-01\nkehtiv_kuni: 2026-11-19\n", None, True, []),
        ("kehtiv_alates: 2026-01-01\nkehtiv_kuni: 2026-11-19\n", ["naidis"], True, ["naidis!"]),
        ("", ["naidis"], True, ["naidis!"]),
        ("# positions/naidis.yaml\n- loend\n", None, True, ["naidis!"]),
    ],
)
def test_which_versions_are_printed(
    tmp_path: Path, example: str, asked: list[str] | None, expected: list[str], *, upcoming: bool
) -> None:
    history = Chronicle(tmp_path / "repo", files=overlay(example).files)
    with open_source(history.root, "HEAD") as source:
        versions, failures, left_out = select(chronicle_of(source), TODAY, asked, upcoming=upcoming)
    # The head of the base has no first day either.
    assert left_out == (0 if asked else 2 if not example else 1)
    assert [*versions, *(f"{one.id}!" for one in failures)] == expected
    assert all(one.problems or isinstance(one.why, Msg) for one in failures)


@pytest.mark.needs("git")
def test_jobs_come_from_commits_and_failures_from_what_is_there_now(tmp_path: Path) -> None:
    history = Chronicle(tmp_path / "repo")
    first = history.git("rev-parse", "HEAD")
    history.commit({"positions/vigane.yaml": "eesmärk: [\n"})
    with open_source(history.root, "HEAD") as source:
        chronicle = chronicle_of(source)
        selected = select(chronicle, TODAY, ["naidis", "vigane"], upcoming=True)
        jobs = list(committed(chronicle, selected.versions))
    assert [(one.id, one.origin.commit) for one in jobs] == [("naidis", first)]
    assert [one.id for one in selected.failures] == ["vigane"]
