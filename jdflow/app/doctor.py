"""`doctor`: what is missing on this machine or in this repository, each with its remedy."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from jdflow.app.init import differing, forges_of
from jdflow.app.schema import stale_schemas
from jdflow.deliver.kinds import KINDS
from jdflow.deliver.office import find_office
from jdflow.git import NoRepository, Refused, git_version, is_shallow, open_repository
from jdflow.git.calls import ask
from jdflow.intake.contents import AGENCY
from jdflow.language import Msg, msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jdflow.git import Repository

State: TypeAlias = Literal["good", "optional", "missing"]
OLDEST_GIT = (2, 31)
# What the two layouts are set in, and the free fonts whose letters are as wide.
FONTS = {"Times New Roman": "Liberation Serif", "Arial": "Liberation Sans"}

OWNERS = (".github/CODEOWNERS", ".gitlab/CODEOWNERS")

# The way from a Word file to words, which each clone must be told for itself: Git takes no programs from a repository.
TEXTCONV = "diff.jdflow.textconv"
_ASKED = b": diff: jdflow\n"

_COMMENT = re.compile(r"(?:^|\s)#.*")
_STAGES = re.compile(r"^stages:[ \t]*(\[[^\]]*\]|(?:\n[ \t]*(?:-.*)?)+)", re.MULTILINE)
_STAGE = re.compile(r"\w[\w-]*")
# Those that a pipeline has where none are named: ours run in others.
_NOBODYS = frozenset({"build", "test", "deploy"})


class Finding(NamedTuple):
    """One thing that was looked at: how it is, and the remedy where it is not well."""

    state: State
    what: Msg
    remedy: Msg | None = None


class Job(NamedTuple):
    """The job on a forge in which this runs: whether it has a token, and whether only those run it who may have one."""

    forge: str
    has_token: bool
    is_protected: bool = True


def examine(root: Path | None, job: Job | None = None) -> Iterator[Finding]:
    """Everything that jdflow needs or could use, one after the other; in a job, a token as well."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("good", msg("Python {version}", version=version))
    yield from _git(root, job)
    yield from _office()
    if job is not None:
        yield from _token(job)
    if root is None:
        what = msg("No content root: neither this folder nor one above it holds positions/ and shared/")
        yield Finding("missing", what, msg("Go to the content repository, or make one: `jdflow init DIR`."))
    else:
        yield from _content(root)
        yield from _forge(root)


def _token(job: Job) -> Iterator[Finding]:
    """What is wrong with the token of a job: it has none, or has one that it should not see."""
    if not job.has_token and job.forge == "github":
        what = msg("This step of the workflow has no token, so comments, reminders and old texts are out of reach")
        remedy = msg("Give the step `env: {{GITHUB_TOKEN: ${{{{ github.token }}}}}}`.")
        yield Finding("optional", what, remedy)
    elif not job.has_token and job.is_protected:
        what = msg("This job has no token of the project, so comments and reminders are out of reach")
        remedy = msg(
            "Keep an access token of the project (scope api, role Reporter) in the variable JDFLOW_TOKEN, protected, "
            "masked and given to the environment “jdflow” alone, and name that environment in the job."
        )
        yield Finding("optional", what, remedy)
    elif job.has_token and not job.is_protected:
        what = msg("This job sees the token, but whoever may propose a change may change what it runs")
        remedy = msg("Make the variable JDFLOW_TOKEN a protected one, and make a new token: this one is no secret now.")
        yield Finding("missing", what, remedy)


def _git(root: Path | None, job: Job | None) -> Iterator[Finding]:
    version = git_version()
    if version is None:
        yield Finding("missing", msg("Git is not installed"), msg("Install Git; history and effective dates need it."))
        return
    if not version:
        remedy = msg("Run `git version`; it says why, most often that its settings are broken.")
        yield Finding("missing", msg("Git is installed, but does not work"), remedy)
        return
    said = ".".join(map(str, version))
    if version < OLDEST_GIT:
        yield Finding("missing", msg("Git {version} is too old", version=said), msg("Install Git 2.31 or newer."))
    else:
        yield Finding("good", msg("Git {version}", version=said))
    if root is None:
        return
    try:
        repository = open_repository(root)
    except NoRepository:
        yield Finding("missing", msg("The content is not kept in Git"), msg("Run `git init` and commit the files."))
        return
    try:
        shallow = is_shallow(repository)
    except Refused as refused:
        what = msg("Git does not open the repository: {why}", why=str(refused))
        remedy = msg(
            "If it belongs to another user whom you trust, run `git config --global --add safe.directory {path}`.",
            path=str(repository.working_dir),
        )
        yield Finding("missing", what, remedy)
        return
    if shallow:
        remedy = (
            msg('Give the job the variable `GIT_DEPTH: "0"`.')
            if job is not None and job.forge == "gitlab"
            else msg("Run `git fetch --unshallow --filter=blob:none`.")
        )
        yield Finding("missing", msg("The clone is shallow: most of the history is missing"), remedy)
    else:
        yield Finding("good", msg("The whole history is here"))
    yield from _words(repository, root)


def _words(repository: Repository, root: Path) -> Iterator[Finding]:
    """Whether Git shows Word templates as words, where the repository's attributes ask it to."""
    template = next(iter(sorted((root / "templates").glob("*.docx"))), None)
    if template is None or not ask(repository, "check-attr", "diff", "--", str(template)).out.endswith(_ASKED):
        return
    if ask(repository, "config", "--get", TEXTCONV).status:
        remedy = msg('Run `git config {key} "jdflow textconv"`.', key=TEXTCONV)
        yield Finding("optional", msg("`git diff` does not show the words of Word templates"), remedy)
    else:
        yield Finding("good", msg("`git diff` shows the words of Word templates"))


def _office() -> Iterator[Finding]:
    if find_office() is None:
        remedy = msg("Install it if you want PDF files; everything else works without.")
        yield Finding("optional", msg("LibreOffice is not installed"), remedy)
        return
    yield Finding("good", msg("LibreOffice is installed"))
    families = _font_families()
    for font, likeness in FONTS.items():
        if families and not families & {font, likeness}:
            what = msg("There is neither the font {font} nor one as wide, {likeness}", font=font, likeness=likeness)
            yield Finding("optional", what, msg("Install one of them, so that lines break in PDF files as in Word."))


def _font_families() -> set[str]:
    """The fonts that are installed; none where the system does not tell."""
    program = shutil.which("fc-list")
    if program is None:
        return set()
    listing = subprocess.run(
        [program, ":", "family"], capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    return {name.strip() for line in listing.stdout.splitlines() for name in line.split(",")}


def _content(root: Path) -> Iterator[Finding]:
    for path in AGENCY:
        if not (root / path).is_file():
            remedy = msg("Create the file; `jdflow init` in an empty folder shows what it holds.")
            yield Finding("missing", msg("The file {path} is missing", path=path), remedy)
    if not any((root / "templates").glob("*.docx")):
        remedy = msg("Those that come with jdflow are used; to change their look, copy them from a new `jdflow init`.")
        yield Finding("optional", msg("There are no Word templates in templates/"), remedy)
    stale = stale_schemas(root)
    if stale:
        what = msg("The schemas in shared/schema/ are missing or out of date ({n})", n=len(stale))
        yield Finding("optional", what, msg("Run `jdflow schema --write`, so that editors help with the right fields."))
    else:
        yield Finding("good", msg("The schemas for editors are up to date"))


def _forge(root: Path) -> Iterator[Finding]:
    """What `init` has written for the forge, where there is any of it."""
    for forge in forges_of(root):
        others, name = differing(root, forge), KINDS[forge].name
        if others:
            what = msg("What is run on {forge} is not that of this jdflow ({n} files)", forge=name, n=len(others))
            remedy = msg("Run `jdflow init --update .` at the top, look at what changed, and commit it on a branch.")
            yield Finding("optional", what, remedy)
        else:
            yield Finding("good", msg("What is run on {forge} is up to date", forge=name))
        begins = KINDS[forge].begins
        if begins is not None and not _leads(root, *begins):
            file, included = begins
            what = msg(
                "{forge} runs nothing of it: {path} does not include {file}", forge=name, path=file, file=included
            )
            remedy = msg("Put this into {path}: `include: [{{local: /{file}}}]`.", path=file, file=included)
            yield Finding("missing", what, remedy)
        elif begins is not None and (lost := _lost_stages(root, *begins)):
            what = msg("{path} names stages of its own, so nothing runs on {forge}", path=begins[0], forge=name)
            yield Finding("missing", what, msg("Name these among them as well: {stages}.", stages=", ".join(lost)))
    for path in OWNERS:
        if (root / path).is_file() and not _names_owners(root / path):
            remedy = msg("Name there the groups whose approval changes need, and require it for the main branch.")
            yield Finding("optional", msg("{path} names no owners yet", path=path), remedy)


def _leads(root: Path, file: str, included: str) -> bool:
    """Whether the file that a forge reads is there, and leads to ours."""
    return included in _uncommented(root / file)


def _lost_stages(root: Path, file: str, included: str) -> list[str]:
    """The stages of ours that those of the file at the top, which take the place of all others, leave out."""
    named, ours = (_STAGES.search(_uncommented(root / path)) for path in (file, included))
    if named is None or ours is None:
        return []
    theirs = set(_STAGE.findall(named[1]))
    return [stage for stage in _STAGE.findall(ours[1]) if stage not in theirs | _NOBODYS]


def _uncommented(path: Path) -> str:
    """The lines of a file without what is only said in it; none where it is not there."""
    if not path.is_file():
        return ""
    lines = path.read_text("utf-8", "replace").splitlines()
    return "\n".join(_COMMENT.sub("", line) for line in lines)


def _names_owners(path: Path) -> bool:
    lines = path.read_text("utf-8", "replace").splitlines()
    return any(len(line.partition("#")[0].split()) > 1 for line in lines)
