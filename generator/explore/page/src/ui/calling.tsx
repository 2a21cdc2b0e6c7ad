/** Calling for real: the fake service, or the endpoint, through the local server. */

import { batch, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { CallReply, FakeState } from "../api";
import { loadStructs } from "../data";
import { note } from "../history";
import { action, call, content, place, refusals, strict, textFault } from "../request";
import { callAction, changeFake, said, session, trouble } from "../session";
import { Icon } from "./icons";
import { Refusals } from "./json";
import { Reply, summary } from "./reply";

export const target = signal<"fake" | "real">("fake");
const reply = signal<{ action: string; reply: CallReply } | null>(null);
const sending = signal(false);
const failed = signal("");

/** Sends the request on screen, unless the spec says that it would be refused. */
export async function send(): Promise<void> {
  const asked = call.value;
  strict.value = true;
  if (!asked || !session.value || sending.value) return;
  if (refusals.value.length || textFault.value) return;
  batch(() => {
    sending.value = true;
    failed.value = "";
  });
  const common = {
    service: asked.service.name,
    version: asked.service.version,
    action: asked.action.name,
    region: asked.region,
    request: asked.request,
    target: target.value,
  };
  try {
    const [answer] = await Promise.all([
      callAction({ ...common, host: place.value, content: content.value }),
      loadStructs("received"),
    ]);
    const { code, requestId } = summary(answer);
    reply.value = { action: asked.action.name, reply: answer };
    note({ ...common, at: Date.now(), ms: answer.ms, outcome: answer.failure ? "no reply" : code || "ok", requestId });
  } catch (error) {
    failed.value = said(error);
  } finally {
    sending.value = false;
  }
}

export function Calling() {
  const state = session.value;
  if (!state) return <Offline />;
  const refused = strict.value && refusals.value.length > 0;
  const real = target.value === "real";
  const risky = real && !action.value?.readOnly;
  const blocked = real && !state.credential.found;
  return (
    <div class="calling">
      <fieldset class="choice">
        <legend>Send to</legend>
        {(["fake", "real"] as const).map((each) => (
          <label>
            <input type="radio" name="target" value={each} checked={target.value === each} onChange={() => (target.value = each)} />
            {each === "fake" ? "the fake service" : "the real endpoint"}
          </label>
        ))}
      </fieldset>
      {real ? <Credential /> : <Fake fake={state.fake} />}
      {risky && !blocked && (
        <p class="notice">This action may change things in your account: nothing in the spec says that it only reads.</p>
      )}
      <p class="send">
        <button type="button" class={`primary${real ? " real" : ""}`} disabled={sending.value || blocked} onClick={() => void send()}>
          <Icon name="send" />
          {sending.value ? "Sending …" : real ? "Send to the real endpoint" : "Send to the fake service"}
        </button>
        <span class="muted">Ctrl + Enter</span>
      </p>
      {refused && <Refusals />}
      {failed.value && <p class="refused" role="alert">{failed.value}</p>}
      {reply.value && reply.value.action === action.value?.name && <Reply reply={reply.value.reply} />}
    </div>
  );
}

function Offline() {
  const of = call.value?.service;
  return (
    <div class="calling">
      <div class="notice info">
        <p>
          <strong>Calls are off.</strong> {trouble.value || "This page is a set of files: it can reach no service, and it asks for no secret."}
        </p>
        <p>
          The local server calls a fake service, or the real endpoint with the credentials that you have:
        </p>
        <pre tabIndex={0}>
          <code>tc3gen explore specs/{of?.name}/{of?.version}</code>
        </pre>
      </div>
      <Refusals />
    </div>
  );
}

function Credential() {
  const { credential } = session.value ?? {};
  if (!credential?.found) {
    return <p class="notice">No credentials were found, in: {credential?.place}. Set them there and start the server again.</p>;
  }
  return (
    <dl class="pairs">
      <dt>Host</dt>
      <dd>{place.value}</dd>
      <dt>Credentials</dt>
      <dd>
        <code>{credential.id}</code> from {credential.place}. They stay in the local server.
      </dd>
    </dl>
  );
}

const STEPS: [label: string, seconds: number][] = [
  ["+10 s", 10],
  ["+1 min", 60],
  ["+1 h", 3600],
  ["+1 day", 86400],
];

function Fake({ fake }: { fake: FakeState }) {
  const [fault, setFault] = useState("");
  const [wrong, setWrong] = useState("");
  const change = async (what: Parameters<typeof changeFake>[0]) => {
    try {
      await changeFake(what);
      setWrong("");
      return true;
    } catch (error) {
      setWrong(said(error));
      return false;
    }
  };
  const addFault = async () => {
    if (fault && (await change({ faults: [...fake.faults, fault] }))) setFault("");
  };
  const kind = fake.kinds.find((each) => fault.split(/[=,]/)[0] === each.name);
  return (
    <details class="fake">
      <summary>
        Faults and clock
        <span class="muted">
          {fake.faults.length ? `${fake.faults.length} in force` : "none in force"}
          {fake.ahead >= 1 ? `, clock ${spanOf(fake.ahead)} ahead` : ""}
        </span>
      </summary>
      {fake.faults.length > 0 && (
        <ul class="faults">
          {fake.faults.map((each, index) => (
            <li>
              <code>{each}</code>
              <button
                type="button"
                class="icon-button"
                aria-label={`Remove ${each}`}
                onClick={() => void change({ faults: fake.faults.filter((_, at) => at !== index) })}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          void addFault();
        }}
      >
        <select aria-label="A kind of fault" value={kind?.name ?? ""} onChange={(event) => setFault(fake.kinds.find((each) => each.name === event.currentTarget.value)?.example ?? "")}>
          <option value="">A fault …</option>
          {fake.kinds.map((each) => (
            <option value={each.name}>{each.name}</option>
          ))}
        </select>
        <input type="text" aria-label="The fault" placeholder="reset,chance=0.5" spellcheck={false} value={fault} onInput={(event) => setFault(event.currentTarget.value)} />
        <button type="submit" disabled={!fault}>
          Add
        </button>
      </form>
      <p class="muted about-fault">{kind?.doc ?? "Choose how calls shall fail; count, chance and action narrow it down."}</p>
      {wrong && <p class="refused" role="alert">{wrong}</p>}
      <div class="row">
        <Clock fake={fake} />
        {STEPS.map(([label, seconds]) => (
          <button type="button" onClick={() => void change({ advance: seconds })}>
            {label}
          </button>
        ))}
        <button type="button" onClick={() => void change({ reset: true })}>
          Start anew
        </button>
      </div>
    </details>
  );
}

/** The fake's clock, running. */
function Clock({ fake }: { fake: FakeState }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const shown = new Date(now + fake.ahead * 1000).toISOString();
  return <time class="clock">{shown.slice(0, 19).replace("T", " ")} UTC</time>;
}

function spanOf(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} days`;
}
