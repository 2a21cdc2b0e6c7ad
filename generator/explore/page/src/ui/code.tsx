/** Text to read and to copy, with a button that does it. */

import { useState } from "preact/hooks";
import { Highlighted } from "./highlight";
import { Icon } from "./icons";

export function Code({ text, language, label }: { text: string; language: string; label: string }) {
  return (
    <div class="code">
      <Copy text={text} what={label} />
      {/* What scrolls must be reachable by keys. */}
      <pre tabIndex={0} role="region" aria-label={label}>
        <code>
          <Highlighted text={text} language={language} />
        </code>
      </pre>
    </div>
  );
}

interface CopyProps {
  text: string;
  /** What it is, for those who do not see it. */
  what: string;
  /** Words on the button, where the picture alone would not do. */
  shown?: string;
}

export function Copy({ text, what, shown = "" }: CopyProps) {
  const [state, setState] = useState<"" | "done" | "failed">("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("done");
    } catch {
      setState(copyOldWay(text) ? "done" : "failed");
    }
    setTimeout(() => setState(""), 1500);
  };
  return (
    <button type="button" class={shown ? "" : "copy"} onClick={copy} aria-label={`Copy ${what}`} title={`Copy ${what}`}>
      <Icon name={state === "done" ? "check" : shown ? "link" : "copy"} />
      {shown}
      <span role="status" class={state ? "said" : "hidden"}>
        {state === "done" ? "Copied" : state === "failed" ? "Select it and copy" : ""}
      </span>
    </button>
  );
}

/** Where a page has no clipboard: one that came over plain HTTP. */
function copyOldWay(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
