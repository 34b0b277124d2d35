"""JD6xx: templates."""

from jdflow.language import N_
from jdflow.problems import Rule

UNKNOWN_TEMPLATE = Rule(
    "JD601",
    N_("A template does not exist."),
    N_("There is no template “{template}”."),
    N_("Write the name of a template: {known}."),
    bad="mall: klassikalline",
    good="mall: klassikaline",
)
NOT_WORD = Rule(
    "JD602",
    N_("A template is not a Word document that can be used."),
    N_("This template cannot be used: {why}."),
    N_("Open it in Word and save it as a Word document (.docx), or take back the last version that worked."),
    bad="templates/klassikaline.docx     (a renamed .doc)",
    good="templates/klassikaline.docx     (saved as .docx)",
)
MACROS = Rule(
    "JD603",
    N_("A template holds macros."),
    N_("The template holds macros or other things that run ({part})."),
    N_("Save it in Word as “Word document (.docx)”, which drops the macros."),
    bad="templates/klassikaline.docx     (a renamed .docm)",
    good="templates/klassikaline.docx     (without macros)",
)
UNCLOSED_TAG = Rule(
    "JD604",
    N_("A tag in a template is not closed."),
    N_("The braces of a tag do not match at “{tag}” in the paragraph “{text}”."),
    N_("A tag begins and ends in one paragraph, as {{{{ ametinimetus }}}} does; close it, or remove the stray braces."),
    bad="{{ ametinimetus }",
    good="{{ ametinimetus }}",
)
UNENDED_TAG = Rule(
    "JD605",
    N_("What a tag begins, no other tag ends."),
    N_("“{tag}” is never ended."),
    N_("Put {end} where it should end, of the same sort as the tag itself (with p, tr, tc or r)."),
    bad="{%p if muutmine %}",
    good="{%p if muutmine %} … {%p endif %}",
)
MISPLACED_TAG = Rule(
    "JD606",
    N_("A tag stands where it cannot work."),
    N_("“{tag}” cannot stand here: {why}."),
    N_("Give a tag with p a paragraph of its own, one with tr a table row; end a tag beside where it begins."),
    bad="{%p if muutmine %} Ametijuhendi muutmine",
    good="{%p if muutmine %}",
)
NOT_ALLOWED = Rule(
    "JD607",
    N_("A tag asks for what templates may not do."),
    N_("“{tag}” is not allowed: {why}."),
    N_("Use fields, `if`, `for` and the filters that `jdflow template fields` lists."),
    bad="{{ ametinimetus.upper() }}",
    good="{{ ametinimetus|suurtäht }}",
)
UNKNOWN_FIELD = Rule(
    "JD608",
    N_("A template asks for a field that does not exist."),
    N_("There is no field “{field}” for “{tag}”."),
    N_("`jdflow template fields` lists the fields; inside a loop the item's own name counts."),
    bad="{{ ametinimetuss }}",
    good="{{ ametinimetus }}",
)
NEVER_PRINTED = Rule(
    "JD609",
    N_("A template never prints some of what positions may say."),
    N_("The template never prints: {fields}."),
    N_("Add the fields in Word if positions use them; documents of those that do are told by name."),
    bad="{{ ametinimetus }}",
    good="{{ ametinimetus }} {%p if eritingimused %} …",
    severity="info",
)
DROPPED = Rule(
    "JD610",
    N_("A document lacks what its position says."),
    N_("The template “{template}” does not print what “{id}” says: {fields}."),
    N_("Add the fields to the template in Word, or choose another template with `mall`."),
    bad="eritingimused: [Töö eeldab riigisaladuse luba.]",
    good="mall: teenistuskoht",
    severity="warning",
)
EXTERNAL = Rule(
    "JD611",
    N_("A template reaches for something outside itself."),
    N_("The template reaches out to “{target}” ({part})."),
    N_("Put pictures into the document instead of linking them; in Word, remove the attached template or the link."),
    bad="a linked picture: https://example.org/logo.png",
    good="a picture in the document",
)
EMBEDDED = Rule(
    "JD612",
    N_("A template holds an embedded object."),
    N_("The template holds an embedded object ({part})."),
    N_("Remove the object in Word; put its content in as text or as a picture."),
    bad="an embedded workbook",
    good="a table",
)
SELF_CHANGING = Rule(
    "JD613",
    N_("A field of Word would change what was signed."),
    N_("The field {field} changes by itself, or brings in what nobody sees here."),
    N_("Replace it in Word by plain text or by a tag, such as {{{{ kehtiv_alates }}}}; page numbers may stay."),
    bad="{ DATE }",
    good="{{ kehtiv_alates }}",
)
TRACKED = Rule(
    "JD614",
    N_("Tracked changes were left in a template."),
    N_("Tracked changes begin here; they would stand in every document."),
    N_("Accept or reject all changes in Word, turn tracking off, and save."),
    bad="a deletion that is still shown",
    good="all changes accepted",
)
COMMENTS = Rule(
    "JD615",
    N_("Comments were left in a template."),
    N_("A comment begins here; it would stand in every document."),
    N_("Delete all comments in Word, and save."),
    bad="a comment in the margin",
    good="no comments",
)
TOO_LONG = Rule(
    "JD616",
    N_("A document would become longer than any can be."),
    N_("With the template “{template}” the document of “{id}” would be larger than {limit} MiB."),
    N_("Look at the template's loops and at the position's texts: one of them is far too long."),
    bad="{%p for x in ülesanded %} … hundreds of pages … {%p endfor %}",
    good="{%p for x in ülesanded %} {{ x.ülesanne }} {%p endfor %}",
)
MAIL_MERGE = Rule(
    "JD617",
    N_("A template is set up for a mail merge."),
    N_("The template is set up for a mail merge ({part}): Word would look for its data whenever a document is opened."),
    N_("In Word, choose Mailings, Start Mail Merge, Normal Word Document, and save; use tags for its fields."),
    bad="Mailings → Select Recipients: inimesed.xlsx",
    good="{{ ametinimetus }}",
)
UPDATED_ON_OPENING = Rule(
    "JD618",
    N_("A template makes Word change documents when they are opened."),
    N_("The template says that fields are updated whenever a document is opened ({part})."),
    N_("Open it in Word, let it update the fields when it asks, and save; the setting is gone then."),
    bad='<w:updateFields w:val="true"/>',
    good="no such setting",
)
HIDDEN = Rule(
    "JD619",
    N_("A template holds hidden text."),
    N_("The text “{text}” is hidden: nobody sees it on the page, yet it stands in every document."),
    N_("Show it in Word (¶), then delete it, or switch off “Hidden” for it under Font; and save."),
    bad="a paragraph in the effect “Hidden”",
    good="only what is seen",
    severity="warning",
)
LAYOUT_GONE = Rule(
    "JD620",
    N_("The file of a layout is gone from templates/."),
    N_("There is no file templates/{template}.docx, while other templates are kept there; none stands in for it."),
    N_("Bring the file back from an earlier commit, or name a template that is there: {known}."),
    bad="mall: teenistuskoht     (templates/ holds klassikaline.docx only)",
    good="mall: klassikaline",
)
