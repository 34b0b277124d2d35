"""Text files: their lines as they stand, in whatever encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.intake import paper_txt
from jdflow.intake.paper_txt import read_txt
from jdflow.language import Voice
from jdflow.model.paper import NoPaper, Para, Spot

TEXT = "1. ÜLDOSA\n\n1.1 Ametinimetus\tKoordinaator\n  \u2022 õigused š ž\n"
LINES = ["1. ÜLDOSA", "", "1.1 Ametinimetus\tKoordinaator", "  \u2022 õigused š ž"]


def texts(data: bytes) -> list[str]:
    return [part.text for part in read_txt(data).parts if isinstance(part, Para)]


def refusal(data: bytes) -> str:
    with pytest.raises(NoPaper) as raised:
        read_txt(data)
    return Voice("en")(raised.value.why)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_line_is_read_as_it_stands(encoding: str, end: str) -> None:
    paper = read_txt(TEXT.replace("\n", end).encode(encoding))
    assert paper.format == "txt"
    assert paper.remarks == ()
    assert [part.text for part in paper.paras()] == LINES
    assert [part.spot for part in paper.paras()] == [Spot(number) for number in range(1, 5)]
    assert not any(part.is_whole for part in paper.paras())


@pytest.mark.parametrize("encoding", ["windows-1257", "windows-1252"])
def test_an_old_encoding_is_guessed_by_the_letters_of_estonian_and_said(encoding: str) -> None:
    paper = read_txt("Ülesanne: õigused, „töö“ – šabloon, žest".encode(encoding))
    [para] = paper.paras()
    assert para.text == "Ülesanne: õigused, „töö“ – šabloon, žest"
    [remark] = paper.remarks
    assert remark.message.params["encoding"] == encoding


def test_a_form_feed_begins_a_page_on_the_same_line() -> None:
    paper = read_txt(b"esimene\nteine\f\nkolmas\n\fneljas")
    assert [(part.text, part.spot) for part in paper.paras()] == [
        ("esimene", Spot(1, 1)),
        ("teine", Spot(2, 1)),
        ("", Spot(2, 2)),
        ("kolmas", Spot(3, 2)),
        ("", Spot(4, 2)),
        ("neljas", Spot(4, 3)),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\n \n", "there is no text in it"),
        (b"abc\0def", "it is no text"),
        (b"\xff\xfea", "it says it is UTF-16, but is not"),
        (bytes(range(1, 32)) * 20, "it is no text"),
        (b"\x80\x00\xff", "it is no text"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, why: str) -> None:
    assert why in refusal(data)


def test_a_text_larger_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_txt, "MOST_BYTES", 4)
    assert "it is larger than" in refusal(b"12345")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1).filter(str.strip))
def test_no_word_is_lost(text: str) -> None:
    assert "\n".join(texts(text.encode())).split() == text.removeprefix("\ufeff").split()
