/** Code in colours.  highlight.js finds the parts, as a tree, of which only text and classes are taken. */

import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import bash from "highlight.js/lib/languages/bash";
import go from "highlight.js/lib/languages/go";
import http from "highlight.js/lib/languages/http";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import { createLowlight } from "lowlight";

const lowlight = createLowlight({ bash, go, http, java, javascript, json, python });

/** In characters; beyond, colours would keep a person waiting at each key. */
const LONGEST = 60_000;

export function Highlighted({ text, language }: { text: string; language: string }) {
  return useMemo(() => {
    if (text.length > LONGEST) return <>{text}</>;
    return <>{lowlight.highlight(language, text).children.map(drawn)}</>;
  }, [text, language]);
}

type Node = ReturnType<typeof lowlight.highlight>["children"][number];

function drawn(node: Node): ComponentChildren {
  if (node.type === "text") return node.value;
  if (node.type !== "element") return null;
  const names = node.properties["className"];
  return <span class={Array.isArray(names) ? names.join(" ") : ""}>{node.children.map(drawn)}</span>;
}
