"""Who is assigned to what."""

from __future__ import annotations

import pytest

from jdflow.query.assignees import Assignees, BadLines, Owners, accounts_in


def test_accounts_by_id() -> None:
    text = "\ufeff# märkus\n\njuht: @mari, jaan @mari\r\nandmed : jaan.tamm # nimi\n*: personal-osakond\n"
    assert accounts_in(text) == {"juht": ("mari", "jaan"), "andmed": ("jaan.tamm",), "*": ("personal-osakond",)}


@pytest.mark.parametrize(
    "line", ["juht", "juht:", "Juht: mari", "juht: mari maasikas@x", "juht: @amet/team", "a b: mari", ": mari"]
)
def test_lines_that_say_nothing_are_told_by_number(line: str) -> None:
    with pytest.raises(BadLines) as bad:
        accounts_in(f"a: mari\n{line}\n")
    assert bad.value.numbers == [2]
    assert "mari" not in str(bad.value)


def test_an_id_may_be_there_once() -> None:
    with pytest.raises(BadLines):
        accounts_in("a: mari\na: jaan\n")


@pytest.mark.parametrize(
    ("pattern", "path", "is_owned"),
    [
        ("*", "positions/a.yaml", True),
        ("*.yaml", "positions/x/a.yaml", True),
        ("*.yaml", "positions/a.yml", False),
        ("/positions/", "positions/x/a.yaml", True),
        ("/positions", "positions/x/a.yaml", True),
        ("positions/x", "positions/x/a.yaml", True),
        ("positions/x", "vana/positions/x/a.yaml", False),
        ("x/", "positions/x/a.yaml", True),
        ("/x/", "positions/x/a.yaml", False),
        ("positions/*", "positions/a.yaml", True),
        ("positions/*", "positions/x/a.yaml", False),
        ("positions/**", "positions/x/a.yaml", True),
        ("**/x/*", "positions/x/a.yaml", True),
        ("a?.yaml", "positions/ab.yaml", True),
        ("a?.yaml", "positions/a.yaml", False),
        ("a+.yaml", "positions/aa.yaml", False),
    ],
)
def test_patterns_of_owners(pattern: str, path: str, is_owned: bool) -> None:  # noqa: FBT001 (a parameter)
    assert Owners(f"{pattern} @mari").of(path) == (("mari",) if is_owned else ())


def test_the_last_line_that_fits_counts() -> None:
    owners = Owners("* @mari @amet/team kiri@example.org\n\n# märkus\n/a/ @jaan # märkus\n/a/b/\n")
    assert [owners.of(path) for path in ("x", "a/x", "a/b/x")] == [("mari",), ("jaan",), ()]


def test_each_section_of_gitlab_counts_by_itself_and_may_say_whose_the_rest_is() -> None:
    lines = ("* @mari", "[Tekst] @jaan @@maintainer", "/a/", "/a/b/ @liis", "^[Muu][2]", "/a/b/ @anu @mari", "!/a/b/c")
    owners = Owners("\n".join([*lines, "/a/b/c @toomas", "[tekst]", "/a/d/ @aet"]))
    assert {path: owners.of(path) for path in ("x", "a/x", "a/b/x", "a/b/c", "a/d/x")} == {
        "x": ("mari",),
        "a/x": ("mari", "jaan"),
        "a/b/x": ("mari", "liis", "anu"),
        "a/b/c": ("mari", "liis"),
        "a/d/x": ("mari", "aet"),
    }


def test_who_owns_all_files_is_assigned() -> None:
    owners = Owners("/a/ @mari @jaan\n/b/ @jaan\n")
    assert owners.of_all(["a/x", "b/x"]) == ("jaan",)
    assert owners.of_all([]) == ()
    assert Assignees({"x": ("mari",)}, owners).of(["x"], ["b/x"]) == ("jaan",)


def test_the_first_id_that_is_named_counts_and_else_everybody() -> None:
    assignees = Assignees({"b": ("mari",), "c": ("jaan",), "*": ("personal",)})
    assert assignees.of(["a", "b", "c"], []) == ("mari",)
    assert assignees.of(["a"], []) == ("personal",)
    assert Assignees({}).of(["a"], []) == ()
