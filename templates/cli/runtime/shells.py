"""What makes bash, zsh and fish ask this program how a line can go on.

The shell's function hands over the line up to the cursor, and is given the words that can stand
where the last one was begun: whole, such as `--status=FINISH`, with what is said of each.  Only
bash wants less.  It takes words apart at signs such as `=`, and replaces the last part alone.
"""

from __future__ import annotations

import os
import re

import click
from click.shell_completion import ShellComplete, split_arg_string

from .printing import visible, write

#: Ends the line, so that a word that is begun is the last one, even if it is empty.
_CURSOR = "|"
#: The head of a word that click leaves out of what it offers.
_OPTION = re.compile(r"--[A-Za-z][^=]*=").match
#: Signs of what is said of a word.
_HELP = 80
#: What bash would not take for text.
_MEANING = re.compile(r"""([\s"'\\$`&|;<>()*?[\]{}!#~])""")


class Shell(ShellComplete):
    """One kind of shell, which asks for one line of a terminal."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is begun, and that one."""
        *words, last = split_arg_string(os.environ.get("COMP_WORDS", "") + _CURSOR)
        return words[1:], last.removesuffix(_CURSOR)

    def complete(self) -> str:
        """The answer: a line for each word that can stand there."""
        args, begun = self.get_completion_args()
        option = match[0] if (match := _OPTION(begun)) else ""
        lines: list[str] = []
        for item in self.get_completions(args, begun):
            word = item.value if item.value.startswith("--") else option + item.value
            if word.startswith(begun):
                help = " ".join((item.help or "").split())[:_HELP]
                lines.append(self.line(word, begun, help))
        return "".join(f"{visible(line)}\n" for line in lines)

    def line(self, word: str, begun: str, help: str) -> str:
        """How the shell is told of a word."""
        return f"{word}\t{help}"


class Bash(Shell):
    """Bash; old ones, such as that of macOS, sort words and set a blank behind each."""

    name = "bash"
    source_template = """\
%(complete_func)s() {
    local IFS=$'\\n'
    COMPREPLY=($(COMP_WORDS="${COMP_LINE:0:COMP_POINT}" COMP_PART="$2" \\
        %(complete_var)s=bash "$1" 2> /dev/null))
    if [[ ${#COMPREPLY[@]} == 1 && $COMPREPLY == *[=/.] ]]; then
        compopt -o nospace 2> /dev/null
    fi
}
complete -o nosort -F %(complete_func)s %(prog_name)s 2> /dev/null ||
    complete -F %(complete_func)s %(prog_name)s
"""

    def line(self, word: str, begun: str, help: str) -> str:
        """The part of the word that stands for the part that bash replaces."""
        part = os.environ.get("COMP_PART", "")
        if begun.endswith(part):
            word = word[len(begun) - len(part) :]
        return _MEANING.sub(r"\\\1", word)


class Zsh(Shell):
    """Zsh, whose functions for completion have to be loaded."""

    name = "zsh"
    source_template = """\
#compdef %(prog_name)s
%(complete_func)s() {
    local word help
    local -a whole open
    while IFS=$'\\t' read -r word help; do
        case $word in
            (*[=/.]) open+=("${word//:/\\\\:}:$help") ;;
            (*) whole+=("${word//:/\\\\:}${help:+:$help}") ;;
        esac
    done < <(COMP_WORDS="${(j: :)words[1,CURRENT-1]} $PREFIX" \\
        %(complete_var)s=zsh ${~words[1]} 2> /dev/null)
    _describe -V word whole -- open -S ''
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""


class Fish(Shell):
    """Fish, which sets no blank behind a sign such as `=` of its own accord."""

    name = "fish"
    source_template = """\
function %(complete_func)s
    COMP_WORDS=(commandline -cp | string collect) %(complete_var)s=fish %(prog_name)s 2> /dev/null
end
complete --no-files --keep-order --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


SHELLS = {shell.name: shell for shell in (Bash, Zsh, Fish)}


def answer(command: click.Command, shell: str, program: str, variable: str) -> None:
    """Prints how the line can go on that the shell has handed over."""
    if kind := SHELLS.get(shell):
        write(kind(command, {}, program, variable).complete())


def script(command: click.Command, shell: str, program: str, variable: str) -> str:
    """What a shell has to run for that."""
    return SHELLS[shell](command, {}, program, variable).source()
