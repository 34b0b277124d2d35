"""The comment on a pull request: what it says, what fits, and that no text of the content becomes more than text."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from jdflow.language import Voice
from jdflow.model.comment import Approved, Common, Compare, Entry, Finding, Held, Proposal, Shared, Touched
from jdflow.model.difference import Cause, Change, Compared, Difference, Spot, Upper
from jdflow.output.comment import LONGEST, Setting, as_markdown, marker
from jdflow.output.comment_fit import Section, fitted, length
from jdflow.output.comment_words import in_html, plain, sentence
from jdflow.output.plain import safe
from tests.support import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.model.comment import Ask
    from jdflow.model.difference import ChangeClass

MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)
ESTONIAN = Voice("et")
# As GitHub reads comments: tables, strikethrough, and each line end breaks the line.
GFM = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(["table", "strikethrough"])
SMALL = Setting(longest=2500)
OURS = {"details", "summary", "b", "code"}


def position(words: str = "Andmehaldur", *changes: Change, asks: tuple[Ask, ...] = (), id: str = "") -> Touched:
    compared = Compared(id or words, words, MARCH, JUNE, Difference(changes, "material"))
    return Touched(compared, words, "ametnik", asks)


def change(words: str, block: str | None = None) -> Change:
    cause = Cause("own" if block is None else "block", block)
    upper = Upper(words, Spot(1, 2))
    return Change("duties.results", "reworded", "material", words, f"{words} ja {words}", cause, Spot(1, 1), upper)


def proposal(words: str = "Andmehaldur") -> Proposal:
    """A comment all of whose texts are these words."""
    approved = Approved(words, words, MARCH, words, words, words, words)
    kinds = (change(words), Change("rights", "added", "editorial", None, words, Cause("block", words), Spot(None, 3)))
    return Proposal(
        folder=words,
        compare=Compare(words, "a" * 40, "b" * 40),
        own=(
            position(words, *kinds, asks=("date", "consent", "signatures"))._replace(through=(words,)),
            *new(*(Change(section, "added", "material", None, words) for section in ("title", "purpose", "group"))),
        ),
        shared=(Shared((words, words), (Common(change(words, words), 1),), (position(words), position(words))),),
        findings=(Finding("JD404", "error", words, 7, words, words, is_touched=True),),
        errors=1,
        warnings=0,
        unread=(words,),
        common=(words,),
        entries=(Entry(words, words, (approved, approved), (None, JUNE), (Held(JUNE, by=words),)),),
    )


def new(*changes: Change, words: str = "Uus") -> tuple[Touched, ...]:
    """A new text, or none where it says nothing."""
    compared = Compared("uus", words, None, JUNE, Difference(changes), has_before=False)
    return (Touched(compared, "Talitus", "töötaja"),)


def markdown(of: Proposal, voice: Voice = ENGLISH, setting: Setting = Setting()) -> str:  # noqa: B008 (immutable)
    return as_markdown(of, voice, setting)


def many(number: int, words: str = "Andmehaldur") -> Proposal:
    changes = tuple(change(f"{words} {n} hoiab andmeid korras") for n in range(8))
    own = tuple(position(f"{words} {n}", *changes, asks=("date",), id=f"andmehaldur-{n}") for n in range(number))
    return proposal()._replace(own=own, shared=(), findings=(), errors=0, unread=(), folder="")


# -- what it says ------------------------------------------------------------------------------------------------------


def test_it_tells_what_changes_for_whom_and_from_when() -> None:
    lines = markdown(proposal()._replace(folder="", own=(position("Andmehaldur", change("Arhiiv on korras")),)))
    assert lines.startswith(f"{marker('')}\n\n## Changes in job descriptions\n\n")
    assert "**3 job descriptions change**: 1 by its own text, 2 through shared blocks (materially: 3). Put on" in lines
    assert "The check finds: 1 error. **The errors must be mended before merging.**" in lines
    assert "\n### Andmehaldur (Andmehaldur)\n" in lines
    assert "official · Andmehaldur · in force from: 01.03.2026 → 01.06.2026 · a material change" in lines
    assert "Result 1 is reworded *(material)*: Arhiiv on korras **ja Arhiiv on korras**" in lines


def test_a_shared_block_is_told_once_with_its_positions_below() -> None:
    found = markdown(proposal())
    _, folded = found.split("<details><summary>Shared block <b>Andmehaldur, Andmehaldur</b>: 2 job descriptions")
    assert folded.count("**ja Andmehaldur**") == 1
    assert folded.count("- **Andmehaldur** (Andmehaldur) · official · Andmehaldur\n") == 2
    assert "\n\n**Changes:** all: in force from: 01.03.2026 → 01.06.2026 · a material change\n\n- " in folded
    assert "*In 1 job description:*" in folded
    assert "</details>" in folded


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        ("date", "its day does not"),
        ("editorial", "`Toimetuslik: …`"),
        ("consent", "Is the official's consent needed?"),
        ("order", "Who prepares the order?"),
        ("signatures", "Both parties sign the new version"),
    ],
)
def test_what_is_to_be_decided_is_told_with_those_whom_it_is_about(ask: Ask, said: str) -> None:
    found = markdown(proposal()._replace(own=(position("Jurist", asks=(ask,), id="jurist"),)))
    [item] = [each for each in re.findall(r"^- .*(?:\n  .*)?", found, re.MULTILINE) if said in each]
    assert item.endswith("\n  1 job description: Jurist `jurist`.")
    assert "?" in item


def test_nothing_to_be_decided_has_no_heading() -> None:
    assert "To be decided" not in markdown(proposal()._replace(own=()))


def test_where_nothing_changes_that_is_said_in_short() -> None:
    nothing = Proposal("", Compare("main", "a" * 40, "b" * 40), (), (), (), 0, 0)
    found = markdown(nothing)
    assert "**No job description changes.** The check finds no errors." in found
    assert "###" not in found
    assert len(found) < 400


def test_where_nothing_can_be_compared_it_is_not_said_that_nothing_changes() -> None:
    of = Proposal("", Compare("main", "a" * 40, "b" * 40), (), (), (), 2, 0, unread=("a", "b"))
    assert "**2 job descriptions cannot be compared.** The check finds: 2 errors." in markdown(of)


def test_files_that_all_documents_share_are_named_and_of_many_a_few_where_room_is_short() -> None:
    of = Proposal("", Compare("main", "a" * 40, "b" * 40), (), (), (), 0, 0, common=("templates/a.docx",))
    assert "\n\nFiles that all documents share change: templates/a.docx. Documents may print" in markdown(of)
    found = markdown(of._replace(common=tuple(f"templates/{n}{'z' * 280}.docx" for n in range(8))), setting=SMALL)
    assert found.count(".docx") == 5
    assert "and 3 more." in found
    assert length(found) <= SMALL.longest


def test_of_many_positions_the_weightiest_come_first() -> None:
    several = list(many(12).own)
    less: tuple[tuple[int, ChangeClass], ...] = ((3, "editorial"), (5, "organisational"), (7, "material"))
    for number, cls in less:
        compared = several[number].compared
        several[number] = several[number]._replace(
            asks=(), compared=compared._replace(difference=compared.difference._replace(cls=cls))
        )
    whole = many(0)._replace(own=tuple(several))
    told = [int(n) for n in re.findall(r"^<details><summary>.*<code>andmehaldur-(\d+)<", markdown(whole), re.MULTILINE)]
    assert told == [0, 1, 2, 4, 6, 8, 9, 10, 11, 7, 5, 3]


def test_a_new_text_is_folded_and_of_one_that_is_gone_only_the_end_is_told() -> None:
    one = position("Uus").compared
    new = Touched(one._replace(has_before=False, from_day=None, difference=Difference()), "Talitus", "töötaja")
    gone = Touched(one._replace(has_after=False, to_day=None, difference=Difference()), "Talitus", "töötaja")
    found = markdown(proposal()._replace(own=(new, gone), shared=()))
    assert "(new: 1, gone: 1)" in found
    assert (
        "<details><summary><b>Uus</b> (Uus) · new job description · in force from 01.06.2026</summary>\n\n"
        "employee · Talitus\n" in found
    )
    assert "employee · Talitus · the job description is gone · was in force from 01.03.2026\n" in found


def test_previews_are_linked_to_by_those_who_know_where_they_are() -> None:
    found = markdown(proposal(), setting=Setting(previews="https://example.org/runs/1?a=b&copy;(#artifacts"))
    assert "\n\n[Previews in Word and PDF](<https://example.org/runs/1?a=b&amp;copy;(#artifacts>)\n\n" in found
    assert "Previews" not in markdown(proposal())


def test_a_revision_that_nobody_should_copy_gives_way_to_the_commit() -> None:
    of = proposal()
    for revision, said in (("origin/main", "origin/main"), ("`$(x)`", "a" * 12), ("-x", "a" * 12)):
        found = markdown(of._replace(compare=of.compare._replace(revision=revision)))
        assert f"`jdflow diff --base {said}`" in found


def test_contents_in_one_repository_have_markers_of_their_own() -> None:
    found = {marker(folder) for folder in ("", "amet", "amet/teine", "\udcff", "-->")}
    assert len(found) == 5
    assert {re.sub(r"[0-9a-f]{12}", "", one) for one in found} == {"<!-- jdflow:comment  -->"}


# -- what fits ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 11, 400, 3000])
@pytest.mark.parametrize("words", ["Andmehaldur", "😀 @@@@ ####", "<>&" * 90])
def test_it_is_never_longer_than_the_forge_takes(number: int, words: str) -> None:
    found = markdown(many(number, words), ESTONIAN)
    assert len(found.encode("utf-16-le")) // 2 <= LONGEST
    assert found.count("<details>") == found.count("</details>")
    assert "`jdflow diff --base" in found


def test_of_four_hundred_positions_each_is_named_or_counted() -> None:
    found = markdown(many(400))
    named = {int(n) for n in re.findall(r"[`>]andmehaldur-(\d+)[`<]", found)}
    assert named == set(range(400))
    found = markdown(many(3000))
    named = {int(n) for n in re.findall(r"[`>]andmehaldur-(\d+)[`<]", found.partition("## Job descriptions that")[2])}
    [left_out] = re.findall(r"\*\*No room: (\d+) job descriptions are left out\.\*\*", found)
    assert named == set(range(len(named)))
    assert len(named) + int(left_out) == 3000


def test_of_a_thousand_positions_below_a_block_as_many_are_listed_as_fit() -> None:
    several = tuple(position(f"Andmehaldur {n}", id=f"andmehaldur-{n}") for n in range(1000))
    shared = Shared(("rights/kaugtoo",), (Common(change("Andmed", "rights/kaugtoo"), 1000),), several)
    found = markdown(many(0)._replace(shared=(shared,)))
    assert length(found) <= LONGEST
    listed = re.findall(r"^- \*\*Andmehaldur \d+\*\* ", found, re.MULTILINE)
    assert len(listed) == 200
    assert "\n- and 800 more\n" in found


def test_findings_that_are_not_shown_are_counted() -> None:
    several = tuple(Finding("JD104", "error", f"p{n}.yaml", n, "a", "b", is_touched=True) for n in range(60))
    found = markdown(proposal()._replace(findings=several, errors=70, own=(), unread=()))
    assert found.count("**error JD104**") == 20
    assert "**50 more errors or warnings are left out.**" in found


def test_a_smaller_room_takes_shorter_forms_before_it_leaves_anything_out() -> None:
    forms = [("long " * 9, "short"), ("other " * 9, "s")]
    sections = [Section("# A", [[partial(str, form) for form in item] for item in forms], lambda n: f"{n} left")]
    assert list(fitted(sections, 500)) == ["# A", "long " * 9, "other " * 9]
    assert list(fitted(sections, 80)) == ["# A", "long " * 9, "s"]
    assert list(fitted(sections, 30)) == ["# A", "short", "s"]
    assert list(fitted(sections, 22)) == ["# A", "short", "1 left"]
    assert length("a😀") == 3


# -- that it is only text ----------------------------------------------------------------------------------------------

HOSTILE = [
    "@all",
    "@org/team",
    "keegi@example.ee",
    "#12",
    "GH-12",
    "gh-12",
    "org/repo#1",
    "org/repo@deadbeefdeadbeef",
    "deadbee",
    "0123456789abcdef0123456789abcdef01234567",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![pilt](http://a.ee/x.png)",
    "[silt](javascript:alert(1))",
    "[a]: http://a.ee",
    "http://a.ee www.a.ee ftp://a.ee",
    "/close",
    "a\n/close\n",
    ":smile: :+1:",
    "CVE-2021-44228 GHSA-jfh8-c2jp-5v3q",
    "-->",
    "--><script>",
    "<!-- jdflow:comment 0123456789ab -->",
    "</details></summary>",
    "a | b | c\n|---|---|\n| d | e |",
    "```\nkood\n```",
    "~~~",
    "`${{ secrets.X }}`",
    "::error::x",
    "%0A::error::x",
    "> tsitaat\n# pealkiri\n- [ ] loend\n1. arv\n---\n===",
    "\u202etagurpidi\u2066\u200b\u2060\ufeff\u00ad\u3164\u034f",
    "z" + "\u0301" * 40,
    "$x$ ^[märkus] [^1] ==a==",
    "&lt;b&gt; &#64;all &commat;all",
    "\\@all \\`kood` \\<b>",
    "**a __b ~~c *d _e",
]
ANY = st.lists(
    st.sampled_from([*"ab1 .\n\t@#<>[]()!|`*_~\\/-+=:;&$%^{}'\"", "õ", "\u202e", "\u200b", "gh-", "www.", "http://"]),
    max_size=14,
).map("".join)

# What GitHub looks for in the texts of what was rendered, code apart; a mark of no width stands between the parts.
_LINKED = [
    re.compile(r"(?<![\w/])@[a-z\d]", re.IGNORECASE),
    re.compile(r"#\d|\bgh-\d", re.IGNORECASE),
    re.compile(r"\b[0-9a-f]{7,40}\b"),
    re.compile(r"\b(?:https?|ftp)://|\bwww\.\w", re.IGNORECASE),
    re.compile(r"[\w.+-]+@[\w-]"),
    re.compile(r":[\w+-]+:"),
    re.compile(r"\b(?:CVE|GHSA)-\w", re.IGNORECASE),
    re.compile(r"(?:^|\s)/\w"),
]


def texts(found: str) -> Iterator[str]:
    """What is shown as text, of Markdown and within our elements; fails on any element that is not ours."""
    for token in GFM.parse(found):
        for inner in [token, *(token.children or ())]:
            if inner.type == "html_block":
                whole = re.sub(r"<!-- jdflow:comment [0-9a-f]{12} -->", "", inner.content)
                assert {tag for tag in re.findall(r"</?([^\s>/]*)", whole) if tag} <= OURS
                assert re.findall(r"<(?!/?(?:details|summary|b|code)>)", whole) == []
                yield unescape(re.sub(r"</?\w+>", " ", whole))
            elif inner.type in {"text", "text_special"}:
                yield inner.content
            assert inner.type not in {"html_inline", "image", "link_open", "fence", "code_block", "table_open"}
            assert inner.type not in {"blockquote_open", "ordered_list_open"}


def assert_inert(found: str, of: str) -> None:
    told = "\n".join(texts(found))
    for pattern in _LINKED:
        assert pattern.findall(told) == [], pattern
    assert [char for char in found if not char.isprintable() and char != "\n"] == []
    assert re.findall(r"(?<!\\)<!-*", found) == ["<!--"]
    assert found.startswith("<!-- jdflow:comment ")
    assert [line for line in found.splitlines() if line.startswith(("/", "::", "|", "[", "\t"))] == [], of
    tags = re.findall(r"(?<!\\)</?(?:details|summary)>", found)
    assert tags.count("<details>") == tags.count("</details>")


@pytest.mark.parametrize("voice", [ENGLISH, ESTONIAN])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_the_content_says_stays_text(hostile: str, voice: Voice) -> None:
    assert_inert(markdown(proposal(hostile), voice), hostile)


@settings(max_examples=150)
@given(ANY)
@example("   ")
@example("    a")
@example(":_")
@example("/_")
def test_whatever_the_content_says_stays_text(words: str) -> None:
    assert_inert(markdown(proposal(words)), words)


@given(ANY)
def test_text_reads_as_it_was_written(words: str) -> None:
    shown = " ".join(f"a {safe(words)} z".split())
    told = "".join(token.content for part in GFM.parse(plain(shown)) for token in part.children or ())
    assert told.replace("\u2060", "") == shown
    assert unescape(in_html(shown)).replace("\u2060", "") == shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kirjutage `kehtiv_alates: 2026-03-01`.", "Kirjutage `kehtiv_alates: 2026-03-01`."),
        ("Kirjutage `{tekst: …}`.", "Kirjutage `{tekst: …}`."),
        ("`a``b`", r"\`a\`\`b\`"),
        ("`a", r"\`a"),
        ("`@all`", r"\`&#64;&#8288;all\`"),
        ("`<b>`", r"\`\<b>\`"),
        ("a\\`b`", r"a\\`b`"),
        ("*a* `b`", r"\*a\* `b`"),
    ],
)
def test_what_is_typed_is_set_off_where_that_is_safe(text: str, expected: str) -> None:
    assert sentence(text) == expected
