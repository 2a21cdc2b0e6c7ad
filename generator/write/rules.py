"""What can be wrong with the output folder: other people's files, and the file system."""

from __future__ import annotations

from ..diagnostics import Example, Rule, Severity
from ..targets.rules import demo

_GENERATE = "tc3gen generate\n"
_FORCE = "tc3gen generate --force\n"


def _rule(
    code: str,
    name: str,
    summary: str,
    why: str,
    fails: str,
    passes: str,
    example: Example = Example.COMMANDS,
) -> Rule:
    return Rule(code, name, Severity.ERROR, summary, why, fails, passes, example)


def _edit(comment: str) -> str:
    return f"echo '# {comment}' >> generated/python/tc3/vod/__init__.py\n"


EDITED = _rule(
    "O601",
    "edited-file",
    "A generated file was edited since, and would be overwritten or removed.",
    "What a person changed by hand is not thrown away unasked. Move the change to where it lasts: "
    "the spec, its overlay, a template, or a block for your own text in a Markdown page. Then "
    "generate with `--force`, which gives the file up.",
    _GENERATE + _edit("mine") + _GENERATE,
    _GENERATE + _edit("mine") + _FORCE,
)
FOREIGN = _rule(
    "O602",
    "foreign-file",
    "A file that tc3gen did not write is where a generated one goes.",
    "Only files that are listed in `.tc3gen.json`, with the content that is listed, are ever "
    "overwritten or removed. Move the file away, choose another folder with `--out`, or give it "
    "up with `--force`.",
    "mkdir -p generated/python/tc3/vod\n" + _edit("mine") + _GENERATE,
    "mkdir -p generated/python/tc3/vod\n" + _edit("mine") + "tc3gen generate --out elsewhere\n",
)
NOT_A_FILE = _rule(
    "O603",
    "not-a-file",
    "Something other than a file is where a generated file goes, or a file where a folder goes.",
    "A folder could hold anything, so it is never removed to make room, not with `--force` "
    "either. Move it away yourself.",
    "mkdir -p generated/python/tc3/__init__.py\n" + _GENERATE,
    "mkdir -p generated/python/tc3/notes\n" + _GENERATE,
)
LINK = _rule(
    "O604",
    "symbolic-link",
    "A symbolic link leads out of the output folder, or is where a generated file goes.",
    "Files are written below the output folder and nowhere else. A link to a folder elsewhere is "
    "never followed: name that folder with `--out`. A link in the place of a file is replaced "
    "with `--force`; what it points to stays as it is.",
    "mkdir elsewhere generated\nln -s ../elsewhere generated/python\n" + _GENERATE,
    "mkdir elsewhere\nln -s elsewhere generated\n" + _GENERATE,
)
MANIFEST = _rule(
    "O605",
    "unreadable-manifest",
    "`.tc3gen.json`, the list of generated files, cannot be read.",
    "Without the list, tc3gen does not know which files are its own. After a merge, take either "
    "side of it. With `--force` it is made anew, and every file in the way counts as generated.",
    _GENERATE + "echo '<<<<<<< HEAD' >> generated/python/tc3/.tc3gen.json\n" + _GENERATE,
    _GENERATE + "echo '<<<<<<< HEAD' >> generated/python/tc3/.tc3gen.json\n" + _FORCE,
)
FILE_SYSTEM = _rule(
    "O606",
    "file-system",
    "The operating system refuses to read or write a file.",
    "The disk is full, or permissions are missing, or the folder is read-only. Nothing is replaced "
    "before all new files of all targets are on the disk, and each is replaced as a whole: where "
    "one cannot be, everything is as it was. Solve the problem and generate again.",
    "# In /proc, the system lets nobody make a folder.\ntc3gen generate --out /proc/generated\n",
    _GENERATE,
)
BUSY = _rule(
    "O607",
    "output-busy",
    "Another run of tc3gen is writing into the same folder, and did not finish in time.",
    "Two runs that write at once could each undo the other's files. The lock is the operating "
    "system's and ends with the run that holds it, however that ends.",
    "tc3gen generate &\n# While it is writing, it stops and does not end:\nkill -STOP $!\n"
    + _GENERATE,
    "tc3gen generate &\n# It is done:\nwait\n" + _GENERATE,
)
CHANGED_MEANWHILE = _rule(
    "O608",
    "changed-meanwhile",
    "A file was changed while tc3gen was running.",
    "What was read at the beginning, such as a person's text in a page, is no longer what is "
    "there. Nothing has been written; generate again.",
    _GENERATE
    + _edit("mine")
    + "tc3gen generate --force &\n# Before it begins to write:\n"
    + _edit("more")
    + "wait\n",
    _GENERATE + _edit("mine") + _edit("more") + _FORCE,
)
UNSAFE_PATH = _rule(
    "O609",
    "unsafe-path",
    "A file would be written outside of its folder, or under a name that is not safe.",
    "Paths are checked where they are planned; this is the second look, right before writing. If "
    "you see it, tc3gen has a bug: please report it.",
    "# file: generated/docs/../../notes.md\nA text.\n",
    "# file: generated/docs/notes.md\nA text.\n",
    Example.FILES,
)
UNENCODABLE = _rule(
    "O610",
    "unencodable-text",
    "A generated text cannot be written as UTF-8.",
    "It holds half of a surrogate pair, which is no character. A spec with such a text is refused "
    "before, so it comes from a template, or from a view, that takes a character apart.",
    demo('It works {{ "\\ud83d" }}\n'),
    demo('It works {{ "\\U0001f600" }}\n'),
    Example.FILES,
)

RULES = (
    EDITED,
    FOREIGN,
    NOT_A_FILE,
    LINK,
    MANIFEST,
    FILE_SYSTEM,
    BUSY,
    CHANGED_MEANWHILE,
    UNSAFE_PATH,
    UNENCODABLE,
)
