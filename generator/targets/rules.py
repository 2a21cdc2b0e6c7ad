"""What can be wrong with a target and its templates: the mistakes of their author."""

from __future__ import annotations

from ..diagnostics import Example, Rule, Severity

_ENTRY = '  - {template: page.md.j2, to: "{service.name}.md", each: service}\n'
_TARGET = f"""\
# file: templates/demo/target.yaml
name: demo
description: A page for each service.
views: 1
root: demo
languages: [markdown]
files:
{_ENTRY}"""
_PAGE = "# {{ service.heading }}\n"
_LIST = "{% for action in service.actions %}\n- {{ action.title }}\n{% endfor %}\n"
_FOOT = "Made by tc3gen.\n"


def demo(page: str = _PAGE, foot: str = "") -> str:
    """The files of a target with one template, and perhaps a partial for it."""
    files = f"{_TARGET}# file: templates/demo/page.md.j2\n{page}"
    return f"{files}# file: templates/demo/_foot.md.j2\n{foot}" if foot else files


def _module(line: str) -> str:
    """The files of a target that makes a Python module of one line."""
    files = demo(f"{line}\n").replace("page.md.j2", "facts.py.j2").replace("name}.md", "name}.py")
    return files.replace("A page for", "A module for")


def _rule(
    code: str, name: str, summary: str, why: str, fails: str, passes: str | None = None
) -> Rule:
    passes = demo() if passes is None else passes
    return Rule(code, name, Severity.ERROR, summary, why, fails, passes, Example.FILES)


TARGET_FILE = _rule(
    "T501",
    "target-file",
    "A target's `target.yaml` does not say what it must.",
    "`target.yaml` says what a target is called, where its files go and which templates make them. "
    "A key that is misspelt would silently lose a file, so every key is known or refused. Each "
    "entry under `files` is either `copy` with `to`, or `template` with `to`, `each` and perhaps "
    "`with`.",
    demo().replace("each:", "every:"),
)
UNKNOWN_LANGUAGE = _rule(
    "T502",
    "unknown-language",
    "A target asks for the views of a language that tc3gen does not have.",
    "Templates only put things in order; what a name or a type is called in a language is computed "
    "in `generator/languages/<language>/`. Write that folder, or name one that exists.",
    demo().replace("[markdown]", "[latin]"),
)
MISSING_SOURCE = _rule(
    "T503",
    "missing-source",
    "A target names a template or a file to copy that cannot be used.",
    "Templates and copied files are found relative to the folder of `target.yaml` and stay inside "
    "it. Copied files are UTF-8 text.",
    demo().replace("template: page.md.j2", "template: index.md.j2"),
)
PLACEHOLDER = _rule(
    "T504",
    "bad-placeholder",
    "A path under `to` has a placeholder that cannot be filled.",
    "A placeholder is `{view.attribute}` and nothing more; the view is one that `each` gives: "
    "`package` alone, `service` alone, or `service` with `struct` or `action`. The attribute is "
    "text without a slash, so that no name from a spec can choose a folder.",
    demo().replace("{service.name}", "{service.nmae}"),
)
BAD_PATH = _rule(
    "T505",
    "bad-path",
    "A file would have a path that is not safe on every system.",
    "Files stay inside the folder of their target, and a checkout on any system has to be able to "
    "hold them: no `..`, no absolute path, no backslash, nothing that Windows forbids in names.",
    demo().replace("{service.name}.md", "../{service.name}.md"),
)
PATH_COLLISION = _rule(
    "T506",
    "path-collision",
    "Two files would have the same path, or one would be a folder of the other.",
    "The second would overwrite the first. File systems that ignore case would do so even where "
    "the names differ in case alone. Give one of the two an `alias` in the overlay, or put the "
    "files into different folders in `target.yaml`.",
    demo().replace(_ENTRY, _ENTRY + _ENTRY.replace("{service.name}", "VOD")),
    demo().replace(_ENTRY, _ENTRY + _ENTRY.replace("{service.name}", "index")),
)


def _over(*commands: str) -> str:
    """Commands that put a file into a folder `mine`, and lay that over the templates."""
    return "".join(f"{line}\n" for line in (*commands, "tc3gen generate --templates mine"))


COPY_OVERRIDDEN = Rule(
    "T507",
    "copied-file-overridden",
    Severity.ERROR,
    "A folder of your own lies over files that a target copies.",
    "What is copied is code that is tested as a whole: the modules of the client's runtime rely on "
    "each other, and generated code on all of them. With one of them replaced, the next version "
    "of tc3gen would mix its own with yours. Templates can be replaced one by one, and clients "
    "take transports, credentials, hooks and options of yours as arguments. A target of your own "
    "copies what it likes.",
    _over("mkdir -p mine/python/runtime", "echo '# mine' > mine/python/runtime/sign.py"),
    _over("mkdir -p mine/python", "echo '# mine' > mine/python/py.typed.j2"),
    Example.COMMANDS,
)
UNUSED_TEMPLATE = Rule(
    "T508",
    "unused-template",
    Severity.WARNING,
    "A template of your own lies over a target, and nothing uses it.",
    "A template replaces the one at the same path, and a partial is used where another template "
    "names it. Where the path is misspelt, or a later tc3gen has moved its own template, the file "
    "would silently have no effect.",
    _over("mkdir -p mine/python", "echo '# mine' > mine/python/py.type.j2"),
    _over("mkdir -p mine/python", "echo '# mine' > mine/python/py.typed.j2"),
    Example.COMMANDS,
)
NEWER_VIEWS = _rule(
    "T509",
    "newer-views",
    "A target wants views that are newer than this tc3gen.",
    "`views` is the version of what templates are given, which docs/templates.md lists. A version "
    "that is not there yet can hold what this one does not have, and could call by the same name "
    "what is something else.",
    demo().replace("views: 1", "views: 1000"),
)
NO_TARGET = Rule(
    "T510",
    "no-target",
    Severity.WARNING,
    "A folder or a template lies over no target, and is none.",
    "`--templates` names a folder of folders. Each is called as one of tc3gen's targets and lies "
    "over it, or it has a `target.yaml` and is a target itself. Templates stand in these.",
    _over("mkdir -p mine/pyhton", "echo '# mine' > mine/pyhton/py.typed.j2"),
    _over("mkdir -p mine/python", "echo '# mine' > mine/python/py.typed.j2"),
    Example.COMMANDS,
)
UNDEFINED = _rule(
    "T511",
    "undefined-variable",
    "A template uses a name that its context does not have.",
    "An undefined name would print as nothing, and the mistake would be found by whoever runs the "
    "generated code. What a template can use is what `each` gives it, the languages of the target, "
    "and its constants under `with`.",
    demo("# {{ service.heding }}\n"),
)
SYNTAX = _rule(
    "T512",
    "template-syntax",
    "A template is not valid Jinja.",
    "Nothing can be rendered from it. The message is Jinja's own; the line is the template's.",
    demo(_LIST.replace("{% endfor %}\n", "")),
    demo(_LIST),
)
MISSING_PARTIAL = _rule(
    "T513",
    "missing-partial",
    "A template includes, imports or extends one that does not exist.",
    "Partials are found relative to the folder of `target.yaml`, whatever folder the template that "
    "names them is in: `service/_dataclass.j2`.",
    demo(_PAGE + '{% include "foot.md.j2" %}\n', _FOOT),
    demo(_PAGE + '{% include "_foot.md.j2" %}\n', _FOOT),
)
TEMPLATE_FAILED = _rule(
    "T514",
    "template-failed",
    "An expression of a template fails.",
    "A call or an operation in it raised an error, or it prints a value that has no text of its "
    "own: nothing, true or false, a list, an object. Templates print text and numbers.",
    demo("This service has {{ service.actions }} actions.\n"),
    demo("This service has {{ service.actions | length }} actions.\n"),
)
NOT_PYTHON = _rule(
    "T521",
    "not-python",
    "A template's output is named `.py`, and is not Python.",
    "Every generated module is compiled before anything is written, and warnings count as errors, "
    "so that a template's mistake never reaches a file. The message shows the line of the output; "
    "what the template prints there is wrong, or is not escaped.",
    _module("VERSION = {{ service.version }}"),
    _module('VERSION = "{{ service.version }}"'),
)
NOT_FORMATTED = _rule(
    "T522",
    "not-formatted",
    "A template's output is Python that Black cannot format.",
    "All generated Python has Black's style. Black rarely refuses: where it meets syntax newer "
    "than it knows, or an expression nested so deep that its own parentheses are too many. "
    "Install a newer Black, or let the template print something plainer.",
    _module("DELAY = {{ '1 if slow else ' * 300 }}0"),
    _module("DELAY = {{ '1 if slow else ' * 3 }}0"),
)

TARGET_RULES = (
    TARGET_FILE,
    UNKNOWN_LANGUAGE,
    MISSING_SOURCE,
    PLACEHOLDER,
    BAD_PATH,
    PATH_COLLISION,
    COPY_OVERRIDDEN,
    NEWER_VIEWS,
    NO_TARGET,
)
RENDER_RULES = (UNUSED_TEMPLATE, UNDEFINED, SYNTAX, MISSING_PARTIAL, TEMPLATE_FAILED)
POLISH_RULES = (NOT_PYTHON, NOT_FORMATTED)
