"""JD0xx: files and YAML."""

from jdflow.language import N_
from jdflow.problems import Rule

NO_POSITIONS = Rule(
    "JD001",
    N_("The repository holds no positions."),
    N_("No position file was found under positions/."),
    N_("Put each position in a file of its own, positions/<unit>/<id>.yaml; `jdflow new` writes one to fill in."),
    bad="positions/\nshared/settings.yaml",
    good="positions/andmetalitus/andmehaldur.yaml\nshared/settings.yaml",
)
UNREADABLE = Rule(
    "JD002",
    N_("A file cannot be read."),
    N_("This cannot be read: {why}."),
    N_("Make it an ordinary file that may be read, or remove it."),
    bad="positions/andmehaldur.yaml/    (a folder)",
    good="positions/andmehaldur.yaml     (a file)",
)
LEAVES_ROOT = Rule(
    "JD003",
    N_("A symbolic link stands where a file or a folder belongs."),
    N_("This is a symbolic link; links are not followed, because they can lead out of the repository."),
    N_("Replace the link by the file itself, or share text through a block in shared/."),
    bad="positions/andmehaldur.yaml -> /srv/muu/andmehaldur.yaml",
    good="positions/andmehaldur.yaml",
)
TOO_LARGE = Rule(
    "JD004",
    N_("A file is larger than any position can be."),
    N_("The file is larger than {limit} KiB and was not read."),
    N_("Keep one position or one block in a file; remove what does not belong there."),
    bad="positions/andmehaldur.yaml     (1 GiB)",
    good="positions/andmehaldur.yaml     (8 KiB)",
)
NOT_UTF8 = Rule(
    "JD005",
    N_("A file is not written in UTF-8."),
    N_("The file is not UTF-8 text; the first byte that does not fit is here."),
    N_("Save the file as UTF-8 (in most editors: “Save with encoding”)."),
    bad="ametinimetus: Hangete n\\xf5unik     (Windows-1257)",
    good="ametinimetus: Hangete nõunik       (UTF-8)",
)
NOT_YAML = Rule(
    "JD006",
    N_("A file does not follow the rules of YAML."),
    N_("This is not YAML: {why}."),
    N_("Mend the place and run the check again: the rest of the file could not be read."),
    bad="eesmärk: Eesmärk on selge: andmed on korras.",
    good='eesmärk: "Eesmärk on selge: andmed on korras."',
)
TAB = Rule(
    "JD007",
    N_("A line is indented with a tab."),
    N_("The line is indented with a tab character, which YAML does not allow."),
    N_("Indent with spaces, two for each level."),
    bad="nõuded:\n\tharidus: Kõrgharidus.",
    good="nõuded:\n  haridus: Kõrgharidus.",
)
TOO_DEEP = Rule(
    "JD008",
    N_("Values are nested deeper than any position needs."),
    N_("Values are nested more than {limit} levels deep; the file was not read further."),
    N_("Write the value as plain text or as a simple list."),
    bad="märkused: " + "[" * 33 + "]" * 33,
    good="märkused: [Esimene märkus., Teine märkus.]",
)
ALIAS = Rule(
    "JD009",
    N_("A YAML alias cannot be followed."),
    N_("The alias “*{name}” cannot be followed: {why}."),
    N_(
        "Write the value out; to share text, use a block in shared/ and `kasuta`; "
        "put text that begins with * in quotes."
    ),
    bad="eesmärk: *andmed",
    good="eesmärk: Andmed on korras.",
)
TAG = Rule(
    "JD010",
    N_("A value carries a YAML tag."),
    N_("The tag “{tag}” has no meaning here and nothing is ever executed."),
    N_("Remove the tag; put text that begins with ! in quotes."),
    bad="eesmärk: !!python/object:os.system rm",
    good="eesmärk: Andmed on korras.",
)
DUPLICATE_KEY = Rule(
    "JD011",
    N_("A key stands twice in one record."),
    N_("The key “{key}” stands here a second time."),
    N_("Keep one of them and move over what is missing from it; only the first was read."),
    bad="eesmärk: Andmed on korras.\neesmärk: Andmed on leitavad.",
    good="eesmärk: Andmed on korras ja leitavad.",
)
MANY_DOCUMENTS = Rule(
    "JD012",
    N_("A file holds more than one YAML document."),
    N_("A second document begins here; it was not read."),
    N_("Remove the line --- or move what follows it into a file of its own."),
    bad="# shared/rights/koolitus.yaml\nnimi: Koolitus\nlaused: [osaleda koolitustel]\n---\n"
    "nimi: Nõustamine\nlaused: [saada tööalast nõustamist]",
    good="# shared/rights/koolitus.yaml\nnimi: Koolitus\nlaused: [osaleda koolitustel]\n"
    "# shared/rights/noustamine.yaml\nnimi: Nõustamine\nlaused: [saada tööalast nõustamist]",
)
EMPTY_FILE = Rule(
    "JD013",
    N_("A file is empty."),
    N_("There is nothing in the file."),
    N_("Fill it in (`jdflow new` shows the fields) or delete it."),
    bad="# positions/andmehaldur.yaml\n",
    good="# positions/andmehaldur.yaml\nametinimetus: Andmehaldur\nstruktuuriüksus: andmetalitus\nteenistuja: töötaja\n"
    "eesmärk: Andmed on korras.\nülesanded:\n  - ülesanne: Andmete korrastamine.",
)
NOT_A_RECORD = Rule(
    "JD014",
    N_("A file does not consist of keys and values."),
    N_("The file begins with {found}, but it should hold lines of the form “key: value”."),
    N_("Begin the file with its first key, for example `ametinimetus:` or `nimi:`."),
    bad="# shared/rights/koolitus.yaml\n- osaleda koolitustel",
    good="# shared/rights/koolitus.yaml\nnimi: Koolitus\nlaused: [osaleda koolitustel]",
)
BAD_NAME = Rule(
    "JD015",
    N_("A file name is not a plain identifier."),
    N_("The file name “{name}” is not a valid identifier."),
    N_("Rename the file: lower-case letters a–z, digits and single hyphens only."),
    bad="positions/Andmehaldur Põhja.yaml",
    good="positions/andmehaldur-pohja.yaml",
)
BAD_ENDING = Rule(
    "JD016",
    N_("A file does not end in .yaml."),
    N_("The file name ends in “{ending}”, so the file was not read."),
    N_("Rename the file so that it ends in .yaml."),
    bad="positions/andmehaldur.yml",
    good="positions/andmehaldur.yaml",
)
WRONG_FOLDER = Rule(
    "JD017",
    N_("A file lies where jdflow does not look."),
    N_("Nothing is read from “{path}”."),
    N_("Move the file to one of these: {known}."),
    bad="shared/kompetentsid/loovus.yaml",
    good="shared/competencies/loovus.yaml",
)
MISSING_FILE = Rule(
    "JD018",
    N_("A file that every repository needs is missing."),
    N_("The file {path} is missing."),
    N_("Create the file; `jdflow init` in an empty folder shows what it holds."),
    bad="shared/organisation.yaml\nshared/signatories.yaml",
    good="shared/settings.yaml\nshared/organisation.yaml\nshared/signatories.yaml",
)
BAD_KEY = Rule(
    "JD019",
    N_("A key is not plain text."),
    N_("A key must be plain text, but here it is {found}."),
    N_("Write the key as a word followed by a colon."),
    bad="nõuded:\n  ? [haridus]\n  : Kõrgharidus.",
    good="nõuded:\n  haridus: Kõrgharidus.",
)
LINE_ENDS = Rule(
    "JD020",
    N_("Lines end the Windows way."),
    N_("Lines of this file end with a carriage return (CRLF)."),
    N_("Run `jdflow fmt` on the file, or set line ends to LF in the editor."),
    bad="ametinimetus: Andmehaldur<CR><LF>",
    good="ametinimetus: Andmehaldur<LF>",
    severity="warning",
)
CONTROL_CHARACTER = Rule(
    "JD021",
    N_("Text holds a control character."),
    N_("There is an invisible control character ({name}) in the text."),
    N_("Delete the character; it cannot be printed."),
    bad='eesmärk: "Andmed on\\x07 korras."',
    good="eesmärk: Andmed on korras.",
)
