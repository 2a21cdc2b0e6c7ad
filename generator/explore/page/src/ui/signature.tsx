/** How the request on screen is signed, step by step. */

import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Credential, SigningSteps } from "../engine";
import { call, content, place } from "../request";
import { said, session, sign } from "../session";
import { explain } from "../signing";
import { target } from "./calling";
import { Code, Copy } from "./code";

/** Made up, so that a page of files can show signatures; no account has it. */
export const THROWAWAY: Credential = {
  id: "AKIDthrowawayOfThisPageOnlyEXAMPLE",
  key: "throwawayKeyOfThisPageEXAMPLE",
};

/** When the request is said to be signed, in seconds since 1970. */
export const stamp = signal(Math.floor(Date.now() / 1000));

/** Milliseconds without a key before the server is asked again. */
const PAUSE = 250;

export function Signature() {
  const asked = call.value;
  const state = session.value;
  const [steps, setSteps] = useState<SigningSteps | null>(null);
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    if (!asked) return undefined;
    if (asked.action.unsigned) return setSteps(null);
    if (!state) {
      setSteps(explain(asked, THROWAWAY, stamp.value));
      return undefined;
    }
    let left = false;
    const timer = setTimeout(() => {
      sign({
        service: asked.service.name,
        version: asked.service.version,
        action: asked.action.name,
        region: asked.region,
        host: place.value,
        request: asked.request,
        content: content.value,
        target: target.value,
      }).then(
        (signed) => {
          if (left) return;
          setSteps(signed);
          setWrong("");
        },
        (error: unknown) => !left && setWrong(said(error)),
      );
    }, PAUSE);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [asked, state !== null, stamp.value, target.value, place.value, content.value]);
  if (asked?.action.unsigned) {
    return <p class="notice">This action bears no signature: its header is <code>Authorization: SKIP</code>.</p>;
  }
  return (
    <div class="signature">
      <p class="notice info">
        {state
          ? `Signed by the local server, as for ${target.value === "fake" ? "the fake service" : "the real endpoint"}. The secret key stays there; what would give it away is masked.`
          : "Signed here, with a throwaway key that this page made up and no account has. Your own key has no place on a page."}
      </p>
      {wrong && <p class="refused" role="alert">{wrong}</p>}
      {steps && <Steps of={steps} />}
    </div>
  );
}

function Steps({ of }: { of: SigningSteps }) {
  const time = new Date(of.timestamp * 1000).toISOString().slice(0, 19).replace("T", " ");
  return (
    <>
      <div class="row">
        <span class="muted">
          At {time} UTC ({of.timestamp}), by <code>{of.id}</code>
        </span>
        <button type="button" onClick={() => (stamp.value = Math.floor(Date.now() / 1000))}>
          Sign anew
        </button>
      </div>
      <ol class="steps">
        {of.steps.map((step) => (
          <li id={`step-${step.id}`}>
            <details open={step.id === "canonical-request" || step.id === "string-to-sign"}>
              <summary>
                <span class="title">{step.title}</span>
                <span class="how">{step.how}</span>
              </summary>
              <dl class="parts">
                {step.parts.map((part) => (
                  <div>
                    <dt>
                      {part.name} <span class="muted">{part.from}</span>
                    </dt>
                    <dd class={part.masked ? "masked" : ""}>
                      <code>{part.value || "(empty)"}</code>
                    </dd>
                  </div>
                ))}
              </dl>
            </details>
            <div class="result">
              <pre tabIndex={0} role="region" aria-label={`${step.title}, the result`}>
                <code>{step.result}</code>
              </pre>
              <Copy text={step.result} what={step.title} />
            </div>
          </li>
        ))}
      </ol>
      <h2>What is sent</h2>
      <Code
        text={`${of.headers.map(([name, value]) => `${name}: ${value}`).join("\n")}\n\n${of.body}`}
        language="http"
        label="Headers and body"
      />
    </>
  );
}
