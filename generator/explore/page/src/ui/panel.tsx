/** What stands beside the form: the same request as code, as JSON, signed, and sent. */

import { computed, signal } from "@preact/signals";
import { call } from "../request";
import { keep, recall } from "../store";
import { snippets } from "../snippets";
import { Calling } from "./calling";
import { Code } from "./code";
import { JsonEditor } from "./json";
import { Signature, stamp, THROWAWAY } from "./signature";
import { TabPanel, Tabs } from "./tabs";

export const PANELS = [
  { id: "code", label: "Code" },
  { id: "json", label: "JSON" },
  { id: "signature", label: "Signature" },
  { id: "call", label: "Call" },
] as const;
export type PanelId = (typeof PANELS)[number]["id"];

export const panel = signal<PanelId>("code");

export function Panel() {
  return (
    <section class="side" id="side" aria-label="The request as code, as JSON, signed and sent">
      <Tabs name="side" label="Views of the request" tabs={PANELS} chosen={panel.value} onChoose={(id) => (panel.value = id)} />
      <TabPanel name="side" chosen={panel.value}>
        {panel.value === "code" && <Snippets />}
        {panel.value === "json" && <JsonEditor />}
        {panel.value === "signature" && <Signature />}
        {panel.value === "call" && <Calling />}
      </TabPanel>
    </section>
  );
}

const language = signal(recall("language") ?? snippets[0]?.id ?? "");
const GROUPS = { ours: "tc3gen", wire: "On the wire", sdk: "The vendor's SDKs" };

const rendered = computed(() => {
  const of = snippets.find((each) => each.id === language.value) ?? snippets[0];
  const what = call.value;
  if (!of || !what) return null;
  return { of, text: of.render(what, { credential: THROWAWAY, timestamp: stamp.value }) };
});

function Snippets() {
  const shown = rendered.value;
  if (!shown) return null;
  const choose = (id: string) => {
    language.value = id;
    keep("language", id);
  };
  return (
    <div class="snippets">
      <label class="pick">
        <span class="hidden">Language</span>
        <select value={shown.of.id} onChange={(event) => choose(event.currentTarget.value)}>
          {Object.entries(GROUPS).map(([group, label]) => (
            <optgroup label={label}>
              {snippets
                .filter((each) => each.group === group)
                .map((each) => (
                  <option value={each.id}>{each.label}</option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <Code text={shown.text} language={shown.of.language} label={shown.of.label} />
      <p class="needs">{shown.of.needs}</p>
    </div>
  );
}
