/** The page of an action: its form, its reply, its errors and examples; beside them the panel. */

import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { loadAction, service } from "../data";
import { stringify } from "../json";
import type { Action, Example } from "../model";
import { action as current, fillIn, open } from "../request";
import { href, type Route } from "../route";
import { said } from "../session";
import { Code } from "./code";
import { FieldList } from "./docs";
import { drawn, reveal, spot } from "./opened";
import { Panel } from "./panel";
import { plain, Prose } from "./prose";
import { Request } from "./request";
import { TabPanel, Tabs } from "./tabs";

type Part = "request" | "reply" | "errors" | "examples";
const part = signal<Part>("request");

export function ActionPage({ to }: { to: Extract<Route, { page: "action" }> }) {
  const [failed, setFailed] = useState("");
  useEffect(() => {
    let left = false;
    setFailed("");
    loadAction(to.name).then(
      () => {
        if (left) return;
        open(to.name, to.draft);
        void arrive(to.at);
      },
      (error: unknown) => !left && setFailed(said(error)),
    );
    return () => {
      left = true;
    };
  }, [to]);
  const action = current.value;
  if (failed) return <div class="page"><h1>{to.name}</h1><p class="refused">{failed}</p></div>;
  if (action?.name !== to.name) return <div class="page" aria-busy="true" />;
  return (
    <div class="work">
      <div class="page">
        <Head action={action} />
        <Parts action={action} />
      </div>
      <Panel />
    </div>
  );
}

/** Goes to the parameter, or the member of the reply, that a link names. */
async function arrive(at: string | undefined): Promise<void> {
  const [way, ...names] = (at ?? "").split(".");
  part.value = way === "result" ? "reply" : "request";
  if (way === "parameter") await reveal(names);
  if (way === "result") {
    await drawn();
    spot(`f-result.${names.join(".")}`);
  }
}

function Head({ action }: { action: Action }) {
  const of = service.value;
  return (
    <header class="page-head">
      <p class="eyebrow">
        {of?.title} <span class="muted">{of?.version}</span>
      </p>
      <h1>{action.name}</h1>
      {action.title && <p class="title">{action.title}</p>}
      <ul class="tags" aria-label="What is to be known">
        {action.deprecated && <li class="tag old">deprecated</li>}
        {action.offline && <li class="tag old">offline</li>}
        {action.readOnly && <li class="tag good">only reads</li>}
        {action.rateLimit !== undefined && <li class="tag">{action.rateLimit} per second</li>}
        {action.region !== "optional" && <li class="tag">{action.region === "required" ? "needs a region" : "no region"}</li>}
        {action.unsigned && <li class="tag">unsigned</li>}
        {action.streams && <li class="tag">streams</li>}
        {action.body !== "json" && <li class="tag">{action.body === "multipart" ? "form with files" : "bytes"}</li>}
      </ul>
      {action.deprecated && (
        <div class="notice">
          <Prose of={action.deprecated.say} />
          <Prose of={action.deprecated.doc} />
        </div>
      )}
      {plain(action.doc) !== action.title && (
        <div class="prose">
          <Prose of={action.doc} />
        </div>
      )}
      <div class="prose muted">
        <Prose of={action.facts} />
      </div>
      <Python action={action} />
    </header>
  );
}

function Python({ action }: { action: Action }) {
  const { items, waiters = [], stream } = action.python;
  const more = [...(items ? [items] : []), ...waiters, ...(stream ? [stream] : [])];
  if (!more.length) return null;
  return (
    <p class="muted">
      In Python also{" "}
      {more.map((name, index) => (
        <>
          {index > 0 && ", "}
          <code>{name}</code>
        </>
      ))}
    </p>
  );
}

function Parts({ action }: { action: Action }) {
  const parts = [
    { id: "request", label: <Counted what="Parameters" count={action.input.length} /> },
    { id: "reply", label: <Counted what="Reply" count={action.output.length} /> },
    { id: "errors", label: <Counted what="Errors" count={action.errors.length} /> },
    { id: "examples", label: <Counted what="Examples" count={action.examples.length} /> },
  ] as const;
  return (
    <>
      <Tabs name="part" label="Parts of the action" tabs={parts} chosen={part.value} onChoose={(id) => (part.value = id)} />
      <TabPanel name="part" chosen={part.value}>
        {part.value === "request" && <Request action={action} />}
        {part.value === "reply" && <FieldList of={action.output} id="result" way="received" />}
        {part.value === "errors" && <Errors action={action} />}
        {part.value === "examples" && <Examples action={action} />}
      </TabPanel>
    </>
  );
}

function Counted({ what, count }: { what: string; count: number }) {
  return (
    <>
      {what} <span class="count">{count || ""}</span>
    </>
  );
}

function Errors({ action }: { action: Action }) {
  const known = new Map((service.value?.errors ?? []).map((error) => [error.code, error]));
  if (!action.errors.length) {
    return <p class="muted">The spec lists none for this action; <a href={href({ page: "errors" })}>those of the service</a> can come of any call.</p>;
  }
  return (
    <dl class="codes">
      {action.errors.map((code) => (
        <div>
          <dt>
            <a href={href({ page: "errors", code })}>{code}</a>
          </dt>
          <dd>
            <Prose of={known.get(code)?.doc} />
            <Prose of={known.get(code)?.solution} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Examples({ action }: { action: Action }) {
  if (!action.examples.length) return <p class="muted">The spec has none.</p>;
  return (
    <>
      {action.examples.map((example, index) => (
        <section class="example">
          <h2>{example.title || `Example ${index + 1}`}</h2>
          <Prose of={example.doc} />
          <Call example={example} />
        </section>
      ))}
    </>
  );
}

function Call({ example }: { example: Example }) {
  const { input, output } = example;
  const sent = input ? stringify(input, 2) : (example.request ?? "");
  const received = output ? stringify({ Response: output }, 2) : (example.reply ?? "");
  return (
    <>
      {sent && (
        <>
          <div class="row">
            <h3>Request</h3>
            {input && (
              <button
                type="button"
                onClick={() => {
                  fillIn(input);
                  part.value = "request";
                }}
              >
                Fill into the form
              </button>
            )}
          </div>
          <Code text={sent} language={input ? "json" : "http"} label="The request of the example" />
        </>
      )}
      {received && (
        <>
          <h3>Reply</h3>
          <Code text={received} language={output ? "json" : "http"} label="The reply of the example" />
        </>
      )}
    </>
  );
}
