"""One documentation page in each of the forms in which people save pages, from its facts."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Page:
    """What a page of an action says."""

    action: str
    inputs: list[tuple[str, bool, str, list[str]]]
    """Name, required or not, type, and the lines of the description."""
    outputs: list[tuple[str, str, list[str]]]
    errors: list[tuple[str, list[str]]]
    examples: list[tuple[str, str, str]] = field(default_factory=list)
    """Title, JSON of the request, JSON of the reply."""
    rate: int = 20
    region: bool = False
    date: str = "2026-05-19"

    def input_rows(self) -> list[list[str]]:
        region = "See the regions." if self.region else "This parameter is not required."
        common = [
            ["Action", "Yes", f"Common Params. The value used for this API: {self.action}."],
            ["Version", "Yes", "Common Params. The value used for this API: 2018-07-17."],
            ["Region", "Yes" if self.region else "No", f"Common Params. {region}"],
        ]
        return [[name, required, "String", text] for name, required, text in common] + [
            [name, "Yes" if required else "No", kind, "\n".join(lines)]
            for name, required, kind, lines in self.inputs
        ]

    def output_rows(self) -> list[list[str]]:
        rows = [[name, kind, "\n".join(lines)] for name, kind, lines in self.outputs]
        return [*rows, ["RequestId", "String", "The ID of the request."]]

    def error_rows(self) -> list[list[str]]:
        return [[code, "\n".join(lines)] for code, lines in self.errors]


INPUT = ["Parameter Name", "Required", "Type", "Description"]
OUTPUT = ["Parameter Name", "Type", "Description"]
ERROR = ["Error Code", "Description"]
_HEAD = ["POST / HTTP/1.1", "Host: vod.tencentcloudapi.com", "<Common request parameters>", ""]


def text(page: Page, gap: str = " ") -> str:
    """As text that was copied, with spaces or tabs between the cells."""
    lines = [f"Last updated: {page.date} 15:02:30", "", "1. API Description", ""]
    lines += ["Domain name for API request: vod.tencentcloudapi.com.", "", "It acts.", ""]
    lines += [f"A maximum of {page.rate:,} requests can be initiated per second for this API.", ""]

    def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
        return ["", gap.join(head), *(gap.join(row) for row in rows), ""]

    lines += ["2. Input Parameters", *table(INPUT, page.input_rows())]
    lines += ["3. Output Parameters", *table(OUTPUT, page.output_rows()), "4. Example", ""]
    for number, (title, request, reply) in enumerate(page.examples, 1):
        lines += [f"Example{number} {title}", "", "Input Example", "", *_HEAD, request, ""]
        lines += ["Output Example", "", reply, ""]
    lines += ["6. Error Code", *table(ERROR, page.error_rows()), "Help and Support"]
    return "\n".join(lines)


def markdown(page: Page, pipes: bool = True) -> str:
    """As Markdown, with or without pipes around the tables."""

    def line(cells: Sequence[str]) -> str:
        joined = " | ".join(cells)
        return f"| {joined} |" if pipes else joined

    def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
        rule = line(["---"] * len(head))
        return ["", line(head), rule, *(line(list(map(_cell, row))) for row in rows), ""]

    lines = [f"Last updated: {page.date}", "", "## 1. API Description", ""]
    lines += ["Domain name for API request: vod.tencentcloudapi.com.", "", "It acts.", ""]
    lines += [f"A maximum of {page.rate:,} requests can be initiated per second for this API.", ""]
    lines += ["## 2. Input Parameters", *table(INPUT, page.input_rows())]
    lines += ["## 3. Output Parameters", *table(OUTPUT, page.output_rows()), "## 4. Example", ""]
    for number, (title, request, reply) in enumerate(page.examples, 1):
        lines += [f"### Example{number} {title}", "", "#### Input Example", ""]
        lines += ["~~~", *_HEAD, request, "~~~", "", "#### Output Example", ""]
        lines += ["```json", reply, "```", ""]
    return "\n".join([*lines, "## 6. Error Code", *table(ERROR, page.error_rows())])


def _cell(text: str) -> str:
    return "<br>".join(re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", line) for line in text.split("\n"))


def web(page: Page) -> str:
    """As a saved web page."""

    def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        cells = "".join(f"<th>{word}</th>" for word in head)
        body = "".join(f"<tr>{''.join(map(_td, row))}</tr>\n" for row in rows)
        return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"

    parts = [
        "<!DOCTYPE html><html><body><script>'<h2>2. Input Parameters</h2>'</script>",
        f"<div>Last updated: {page.date}</div><h2>1. API Description</h2>",
        "<p>Domain name for API request: vod.tencentcloudapi.com.</p><p>It acts.</p>",
        f"<p>A maximum of {page.rate:,} requests can be initiated per second for this API.</p>",
        f"<h2>2. Input Parameters</h2>{table(INPUT, page.input_rows())}",
        f"<h2>3. Output Parameters</h2>{table(OUTPUT, page.output_rows())}<h2>4. Example</h2>",
    ]
    for number, (title, request, reply) in enumerate(page.examples, 1):
        body = html.escape("\n".join([*_HEAD, request]))
        parts += [
            f"<h3>Example{number} {html.escape(title)}</h3>",
            f"<h4>Input Example</h4><pre>\n{body}</pre>",
            f"<h4>Output Example</h4><pre><code>{html.escape(reply)}</code></pre>",
        ]
    parts.append(f"<h2>6. Error Code</h2>{table(ERROR, page.error_rows())}</body></html>")
    return "\n".join(parts)


def _td(text: str) -> str:
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    return f"<td>{lines}</td>"
