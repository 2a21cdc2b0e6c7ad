/** The part of an action's page where the request is made: an example to begin with, where it goes, the form. */

import { service } from "../data";
import type { Action } from "../model";
import { action as current, content, fillIn, host, place, places, region, replace, request } from "../request";
import { href } from "../route";
import { session } from "../session";
import { target } from "./calling";
import { Copy } from "./code";
import { Fields } from "./form";
import { FileInput } from "./inputs";

/** Regions that the service may have, to choose from; any other can be typed. */
const REGIONS = [
  "ap-guangzhou", "ap-shanghai", "ap-beijing", "ap-chengdu", "ap-chongqing", "ap-nanjing", "ap-hongkong",
  "ap-singapore", "ap-jakarta", "ap-seoul", "ap-tokyo", "ap-bangkok", "ap-mumbai", "na-siliconvalley",
  "na-ashburn", "sa-saopaulo", "eu-frankfurt",
];

export function Request({ action }: { action: Action }) {
  const filled = action.examples.filter((example) => example.input !== undefined);
  const empty = Object.keys(request.value).length === 0;
  return (
    <>
      <div class="bar">
        {filled.length > 0 && (
          <label class="pick">
            <span class="hidden">Start from an example</span>
            <select
              value=""
              onChange={(event) => {
                const example = filled[Number(event.currentTarget.value)];
                if (example?.input) fillIn(example.input);
                event.currentTarget.value = "";
              }}
            >
              <option value="">Fill in an example …</option>
              {filled.map((example, index) => (
                <option value={String(index)}>{example.title || `Example ${index + 1}`}</option>
              ))}
            </select>
          </label>
        )}
        <button type="button" disabled={empty} onClick={() => replace({})}>
          Clear
        </button>
        <Share />
      </div>
      <Where action={action} />
      {action.body === "octet-stream" && (
        <div class="where">
          <label for="in-content">
            <span>What is sent</span>
          </label>
          <FileInput
            id="in-content"
            value={content.value}
            describedBy=""
            invalid={false}
            onValue={(value) => (content.value = typeof value === "string" ? value : "")}
          />
        </div>
      )}
      {action.input.length ? <Fields of={action.input} path={[]} /> : <p class="muted">It takes no parameters.</p>}
    </>
  );
}

/** A link that restores the request. */
function Share() {
  const of = current.value;
  if (!of) return null;
  const draft = { request: request.value, ...(region.value ? { region: region.value } : {}) };
  const link = `${location.href.replace(/#.*$/s, "")}${href({ page: "action", name: of.name, draft })}`;
  return <Copy text={link} what="a link to this request" shown="Link to this request" />;
}

/** Where the request goes: the region, and the host where there are several. */
function Where({ action }: { action: Action }) {
  const sites = new Map((service.value?.endpoints ?? []).map(({ host, site }) => [host, ` (${site})`]));
  const hosts = places.value.length > 1 && (!session.value || target.value === "real");
  if (action.region === "unused" && !hosts) return null;
  return (
    <div class="where">
      {action.region !== "unused" && (
        <label>
          <span>Region{action.region === "required" && <span class="tag required">required</span>}</span>
          <input
            type="text"
            list="regions"
            spellcheck={false}
            autocomplete="off"
            placeholder={session.value?.credential.region ?? "ap-guangzhou"}
            value={region.value}
            onInput={(event) => (region.value = event.currentTarget.value.trim())}
          />
          <datalist id="regions">
            {REGIONS.map((each) => (
              <option value={each} />
            ))}
          </datalist>
        </label>
      )}
      {hosts && (
        <label>
          <span>Host</span>
          <select value={place.value} onChange={(event) => (host.value = event.currentTarget.value)}>
            {places.value.map((each) => (
              <option value={each}>
                {each}
                {sites.get(each)}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
