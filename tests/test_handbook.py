"""The käsiraamat: whoever does what its pages say gets what they say, and nothing on them leads nowhere."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import docx
import pytest
import yaml

from jdflow.app.check import check
from jdflow.app.init import starter
from jdflow.cli.verbs import VERBS
from jdflow.problems.catalogue import CATALOGUE
from tests.checkout import ROOT
from tests.handbook import FOLDER, PAGES, Play, agrees, replaced, steps
from tests.pictures import handbook as pictures
from tests.pictures.camera import digest
from tests.pictures.scene import FOLDER as PICTURES
from tests.pictures.scene import without_hashes
from tests.support import TODAY
from tests.test_readme import common, parser, sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INDEX = ROOT / "docs" / "README.md"
EVERY = [INDEX, *PAGES]
FIRST = FOLDER / "1-esimene-ametikoht.md"
LONGEST = 150
LARGEST = 150_000
MAKE = "the pictures show what was once: run `make pictures`, look at them, commit docs/pictures/"

pytestmark = pytest.mark.needs("git")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Play]:
    """A page played to its end, once."""
    plays: dict[Path, Play] = {}

    def play(page: Path) -> Play:
        if page not in plays:
            plays[page] = Play(tmp_path_factory.mktemp(page.stem))
            plays[page].through(page.read_text("utf-8"))
        return plays[page]

    return play


def prose(page: Path) -> str:
    """What a page says besides its fences and comments."""
    text = re.sub(r"^( *)```.*?^\1```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The names that a forge gives to a page's headings."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_all_that_a_page_lets_its_reader_do_ends_as_it_says(page: Path, played: Callable[[Path], Play]) -> None:
    assert played(page).done == len(steps(page.read_text("utf-8")))


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_the_first_chapter_leads_to_a_merged_change_and_its_document(forge: str, tmp_path: Path) -> None:
    play = Play(tmp_path, forge)
    play.through(FIRST.read_text("utf-8"))
    assert play.merged == ["dokumendihaldur"]
    assert play.git("status", "--porcelain", "--branch").splitlines()[0] == "## main"
    [typed] = [step.text for step in steps(FIRST.read_text("utf-8")) if step.language == "yaml"]
    assert play.git("show", "main:positions/uldosakond/dokumendihaldur.yaml") + "\n" == typed
    document = docx.Document(str(play.root / "dist" / "dokumendihaldur_2027-03-01.docx"))
    words = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Dokumendihaldur" in words
    assert any("Iga dokument on jõudnud õige täitjani." in cell for cell in words)
    assert "Kontroll vigu ei leidnud." in play.pictures["kasiraamat-kommentaar.md"]


def test_each_chapter_has_its_number_and_its_place_in_the_contents() -> None:
    chapters = [page for page in PAGES if page.name[0].isdigit()]
    assert [page.name[0] for page in chapters] == [str(number) for number in range(1, len(chapters) + 1)]
    assert all(page.read_text("utf-8").startswith(f"# {page.name[0]}. ") for page in chapters)
    contents = re.findall(r"\]\(([^)#]+\.md)\)", (FOLDER / "README.md").read_text("utf-8"))
    assert [target for target in contents if (FOLDER / target) in PAGES] == [
        *(page.name for page in chapters),
        *(page.name for page in PAGES if not page.name[0].isdigit() and page.name != "README.md"),
    ]


def test_the_index_names_every_page() -> None:
    linked = set(re.findall(r"\]\(([^)#]+\.md)\)", INDEX.read_text("utf-8")))
    there = {page.relative_to(INDEX.parent).as_posix() for page in INDEX.parent.rglob("*.md") if page != INDEX}
    assert {page for page in there if not page.startswith("pictures/")} <= linked


@pytest.mark.parametrize("page", EVERY, ids=name)
def test_links_and_their_anchors_lead_somewhere(page: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)) if not re.match(r"[a-z]+:", link)]
    assert links
    for link in links:
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", EVERY, ids=name)
def test_pictures_say_what_is_to_be_seen(page: Path) -> None:
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", page.read_text("utf-8"))
    assert [path for alt, path in shown if len(alt.split()) < 5 or not (page.parent / path).is_file()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_can_be_read_at_a_sitting(page: Path) -> None:
    assert len(re.sub(r"\n\s*\n", "\n\n", prose(page)).splitlines()) <= LONGEST


def options(command: str) -> set[str]:
    return {word for word in shlex.split(command) if word.startswith("-")}


def test_commands_that_are_only_named_can_be_given_and_are_tried(played: Callable[[Path], Play]) -> None:
    named = {one for page in EVERY for one in re.findall(r"`(jdflow \w[^`…]*)`", prose(page))}
    assert named
    called = [command for page in PAGES for command in played(page).called]
    for command in sorted(named):
        verb = command.split()[1]
        assert verb in VERBS
        known = parser(verb)._option_string_actions  # noqa: SLF001 (argparse tells its options in no other way)
        assert options(command) <= known.keys() | common().keys()
        alike = [one for one in called if one.split()[1] == verb]
        assert any(options(command) <= options(one) for one in alike), f"no page plays “{command}”"


IN_A_LINE = sorted({one for page in PAGES for one in re.findall(r"`((?:- \{)?[a-zõäöü_]+: [^`…]+)`", prose(page))})


@pytest.mark.parametrize("part", IN_A_LINE)
def test_what_is_to_be_written_in_a_line_can_be_written(part: str) -> None:
    path = "positions/andmetalitus/andmehaldur.yaml"
    text = (ROOT / path).read_text("utf-8")
    wanted = f"ülesanded:\n  {part}\n" if part.startswith("- ") else f"{part}\n"
    found = check(sample(path, replaced(text, wanted)), TODAY, (path,))
    assert [problem for problem in found.problems if problem.severity != "info"] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_codes_that_are_named_are_known(page: Path) -> None:
    text = prose(page)
    assert set(re.findall(r"\bJD\d{3}\b", text)) <= CATALOGUE.keys()
    for code, target in re.findall(r"\[(JD\d+)\]\(([^)]*)\)", text):
        assert target == f"../codes.md#{code.lower()}"


def test_workflows_are_called_by_their_names() -> None:
    first = FIRST.read_text("utf-8")
    flow = yaml.safe_load(starter()[".github/workflows/pull-request.yml"])
    jobs = yaml.safe_load(starter("gitlab")[".gitlab/jdflow/ci.yml"].decode().replace("!reference", ""))
    documents = yaml.safe_load(starter()[".github/workflows/render.yml"])
    check = flow["jobs"]["check"]["name"]
    assert f"töö `{check}` ees (GitLabis `{check.lower()}`)" in first
    assert {check.lower(), "dokumendid"} <= jobs.keys()
    assert f"*Actions → {documents['name']} → " in first
    assert f"→ Artifacts → {documents['jobs']['build']['steps'][-1]['with']['name']}*" in first


@pytest.mark.parametrize("source", pictures.named())
def test_pictures_show_what_the_program_says(source: str, played: Callable[[Path], Play]) -> None:
    [told] = [text for page in PAGES for text in [played(page).pictures.get(source)] if text is not None]
    kept = (PICTURES / source).read_text("utf-8")
    assert without_hashes(told) == without_hashes(kept), MAKE
    picture = (PICTURES / source).with_suffix(".png").read_bytes()
    assert digest(kept).encode() in picture, MAKE
    assert len(picture) < LARGEST
    shown = [page for page in PAGES if f"pictures/{(PICTURES / source).with_suffix('.png').name})" in prose(page)]
    assert shown


def test_what_a_page_quotes_is_held_against_what_is_printed() -> None:
    assert agrees("a\nb\n", "a\nb")
    assert agrees("a\n…\nd\n", "a\nb\nc\nd\n")
    assert agrees("…\nb\n…\n", "a\nb\nc\n")
    assert agrees("muudatus 0123456789\n", "muudatus abcdef0123\n")
    assert not agrees("a\nc\n", "a\nb\nc\n")
    assert not agrees("…\nb\n", "a\nb\nc\n")
    assert not agrees("…\nx\n…\n", "a\nb\nc\n")


def test_a_part_takes_the_place_of_the_keys_that_it_has() -> None:
    text = "a: 1\nb:\n  - 2\nc: 3"
    assert replaced(text, "b:\n  - 4\nd: 5\n") == "a: 1\nb:\n  - 4\nc: 3\nd: 5\n"


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("```console\n$ jdflow check\nPuudusi on.\n```\n", "told"),
        ("```yaml\na: 1\n```\n", "a fence that no comment speaks for"),
        ("<!-- proov: fail positions/a.yaml -->\n```yaml\nb: 1\n```\n", "jdflow check: 1"),
        ("<!-- proov: väljund jdflow check -->\n", "nothing follows"),
        ("<!-- proov: lõpp 1 -->\n<!-- proov: käsk jdflow check -->\n", "jdflow check: 0"),
    ],
)
def test_a_page_that_is_not_so_is_found_out(page: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=why):
        Play(tmp_path).through("<!-- proov: algus 2027-01-11 -->\n" + page)
