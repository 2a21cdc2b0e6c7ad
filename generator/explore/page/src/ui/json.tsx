/** The request as JSON, to be edited: text over its own coloured copy. */

import { spelt } from "../check";
import { findings, refusals, text, textFault, type } from "../request";
import { Copy } from "./code";
import { Highlighted } from "./highlight";
import { reveal } from "./opened";

export function JsonEditor() {
  const fault = textFault.value;
  return (
    <div class="json-view">
      <div class={`editor${fault ? " bad" : ""}`}>
        <Copy text={text.value} what="the request" />
        {/* The copy gives the box its height, so that nothing scrolls inside. */}
        <pre aria-hidden="true">
          <code>
            <Highlighted text={text.value} language="json" />
            {"\n"}
          </code>
        </pre>
        <textarea
          aria-label="The request as JSON"
          aria-invalid={fault !== null}
          aria-describedby="json-says"
          spellcheck={false}
          autocomplete="off"
          value={text.value}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </div>
      <div id="json-says" aria-live="polite">
        {fault && (
          <p class="refused">
            Line {fault.line}, column {fault.column}: {fault.reason}. The form keeps the last request that could be read.
          </p>
        )}
      </div>
      <Refusals />
    </div>
  );
}

/** Everything that would keep the request from being sent, each a way to its field. */
export function Refusals() {
  const refused = refusals.value;
  const notes = [...findings.value.values()].flat().length - refused.length;
  return (
    <div class="refusals">
      {refused.length === 0 ? (
        <p class="fine">
          Keeps to every limit of the spec{notes ? `; ${notes} ${notes === 1 ? "note" : "notes"} in the form` : ""}.
        </p>
      ) : (
        <ul>
          {refused.map((finding) => (
            <li>
              <button type="button" class="link" onClick={() => void reveal(finding.path)}>
                {spelt(finding.path) || "The request"}
              </button>{" "}
              {finding.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
