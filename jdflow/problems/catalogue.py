"""The catalogue: every rule under its code."""

from __future__ import annotations

from jdflow.problems import Rule, dates, fields, files, history, includes, privacy, references, style, templates

CATALOGUE: dict[str, Rule] = {
    rule.code: rule
    for module in (files, fields, includes, references, dates, history, templates, privacy, style)
    for rule in vars(module).values()
    if isinstance(rule, Rule)
}
