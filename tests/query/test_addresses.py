"""Addresses of letters and of mail servers."""

from __future__ import annotations

import pytest

from jdflow.query.addresses import Address, Where, address_in, addresses_in, server_in
from jdflow.query.assignees import BadLines


@pytest.mark.parametrize(
    ("text", "name", "spec"),
    [
        ("mari@asutus.ee", "", "mari@asutus.ee"),
        ("<mari@asutus.ee>", "", "mari@asutus.ee"),
        ("Mari Müür <mari@asutus.ee>", "Mari Müür", "mari@asutus.ee"),
        (' "Mari  Müür"  < mari@asutus.ee > ', "Mari Müür", "mari@asutus.ee"),
        ("o'neill+x@sub.asutus.ee", "", "o'neill+x@sub.asutus.ee"),
        ("root@localhost", "", "root@localhost"),
        ('"Müür, Mari (HR); @kodu" <mari@asutus.ee>', "Müür, Mari (HR); @kodu", "mari@asutus.ee"),
        ("Mari (HR) 🌿 <mari@asutus.ee>", "Mari (HR) 🌿", "mari@asutus.ee"),
        ('"" <mari@asutus.ee>', "", "mari@asutus.ee"),
        # As mail servers write the same domain.
        ("mari@õisu.ee", "", "mari@xn--isu-nna.ee"),
        ("Mari <mari@xn--isu-nna.ee>", "Mari", "mari@xn--isu-nna.ee"),
    ],
)
def test_an_address_is_read(text: str, name: str, spec: str) -> None:
    assert address_in(text) == Address(name, spec)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mari",
        "@asutus.ee",
        "mari@",
        "mari@asutus..ee",
        "mari@-asutus.ee",
        ".mari@asutus.ee",
        "mari.@asutus.ee",
        "ma..ri@asutus.ee",
        "mari@asutus.ee\nBcc: x@y.ee",
        "Mari\r\n <mari@asutus.ee>",
        "Mari\x00 <mari@asutus.ee>",
        "Mari \u2028<mari@asutus.ee>",
        "a <b> <mari@asutus.ee>",
        "märi@asutus.ee",
        '"mari müür"@asutus.ee',
        'Mari "M" <mari@asutus.ee>',
        '"Mari <mari@asutus.ee>',
        "Müür, Mari <mari@asutus.ee>",
        "mari@õ..ee",
        f"mari@{'õ' * 80}.ee",
        "mari@\u202eee",
        "mari@a_b.ee",
        "mari@[127.0.0.1]",
        "mailto:mari@asutus.ee",
        f"{'a' * 65}@asutus.ee",
        f"a@{'.'.join(['b' * 60] * 5)}",
    ],
)
def test_what_is_none_is_not_taken_for_one(text: str) -> None:
    assert address_in(text) is None


def test_lines_name_addresses_by_ids() -> None:
    text = "\ufeff# juhid\n\njuht-a: Mari <m@asutus.ee>; b@asutus.ee, b@asutus.ee\r\n*: personal@asutus.ee\n"
    assert addresses_in(text) == {
        "juht-a": (Address("Mari", "m@asutus.ee"), Address("", "b@asutus.ee")),
        "*": (Address("", "personal@asutus.ee"),),
    }


def test_a_name_in_quotes_may_hold_what_else_parts_two_addresses() -> None:
    found = addresses_in('juht: "Müür, Mari; HR" <m@asutus.ee>, Õ <o@asutus.ee>; "x" <x@asutus.ee>\n')
    assert found == {
        "juht": (
            Address("Müür, Mari; HR", "m@asutus.ee"),
            Address("Õ", "o@asutus.ee"),
            Address("x", "x@asutus.ee"),
        )
    }
    for line in ('a: "Müür, Mari <m@asutus.ee>', 'a: m@asutus.ee "', 'a: "m@asutus.ee, x@asutus.ee"'):
        with pytest.raises(BadLines):
            addresses_in(line)


def test_bad_lines_are_named_by_number_alone() -> None:
    with pytest.raises(BadLines) as caught:
        addresses_in("a: x@y.ee\na: z@y.ee\nB: x@y.ee\nc: x\nd\ne: ,\n")
    assert caught.value.numbers == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("smtps://mail.asutus.ee", Where("mail.asutus.ee", 465, is_tls=True)),
        ("smtp://mail.asutus.ee", Where("mail.asutus.ee", 587, is_tls=False)),
        (" smtp://mail.asutus.ee:25/ ", Where("mail.asutus.ee", 25, is_tls=False)),
        ("smtp://mail.asutus.ee.", Where("mail.asutus.ee", 587, is_tls=False)),
        ("smtp://õisu.ee", Where("xn--isu-nna.ee", 587, is_tls=False)),
        ("smtp://a..b", None),
        (f"smtp://{'a' * 64}.ee", None),
        ("smtp://mail.asutus.ee?x", None),
        ("smtp://[::1]:2525", Where("::1", 2525, is_tls=False)),
        ("", None),
        ("mail.asutus.ee", None),
        ("smtp://", None),
        ("smtp://a b", None),
        ("smtp://user:secret@mail.asutus.ee", None),
        ("smtp://mail.asutus.ee:0", None),
        ("smtp://mail.asutus.ee:65536", None),
        ("smtp://mail.asutus.ee/x", None),
    ],
)
def test_a_mail_server_is_read_from_its_address(text: str, where: Where | None) -> None:
    assert server_in(text) == where
