"""The verbs, one a module: its arguments and what it does with them."""

from __future__ import annotations

from jdflow.language import N_

# In the order in which the help shows them: the day's work first.
VERBS = {
    "check": N_("report every problem, with its place and how to mend it"),
    "fmt": N_("put files into canonical form, comments kept"),
    "new": N_("write a position file to fill in"),
    "list": N_("show the register of positions"),
    "show": N_("show one position with its shared blocks put in"),
    "log": N_("show the versions of a position and its reviews"),
    "diff": N_("show what changed in positions, in words"),
    "comment": N_("tell in a pull request's comment what changes for whom, and what is to be decided"),
    "uses": N_("show which positions use a shared block"),
    "drift": N_("show own text that is nearly a shared block, and copies that grow apart"),
    "render": N_("make Word documents that are ready for signing"),
    "build": N_("check, make all documents, the register and the manifest"),
    "due": N_("show which yearly reviews are due, and what each clock started from"),
    "review": N_("record that yearly reviews were held"),
    "remind": N_("remind managers of reviews that are due, by issues that are kept up to date"),
    "amend": N_("give positions a new effective date, comments kept"),
    "approve": N_("record the approval of positions, comments kept"),
    "import": N_("bring in documents (.docx, .pdf, .txt) as positions, shared text recognised"),
    "template": N_("check a Word template, or list the fields it may use"),
    "textconv": N_("print the words of a Word file, for `git diff`"),
    "explain": N_("tell what a problem code means and how to mend it"),
    "schema": N_("print the JSON Schema that editors use"),
    "init": N_("make a new content repository"),
    "doctor": N_("tell what is missing on this machine or in this repository"),
    "completion": N_("print the script for completion in a shell"),
}
