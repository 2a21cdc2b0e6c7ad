/** The pages that are not an action's: overview, data types, error codes, calls, the list of services. */

import { useEffect } from "preact/hooks";
import { entries, loadStructs, service, structs } from "../data";
import { forget, made } from "../history";
import { stringify } from "../json";
import type { ErrorCode } from "../model";
import { href } from "../route";
import { connect, session } from "../session";
import { Code } from "./code";
import { FieldList } from "./docs";
import { spot } from "./opened";
import { plain, Prose, Ref } from "./prose";

export function Services() {
  const [first, ...others] = entries.value;
  const only = others.length ? undefined : first;
  useEffect(() => {
    // Not before the server has answered: a page that is left loses what only it was told.
    void connect().then(() => only && location.replace(only.path));
  }, []);
  if (only) return null;
  return (
    <div class="page wide">
      <h1>API explorer</h1>
      <p class="title">Every action as a form, as code, signed and sent.</p>
      <ul class="cards">
        {entries.value.map((entry) => (
          <li>
            <a href={entry.path}>
              <strong>{entry.title}</strong>
              <span class="muted">
                {entry.name} {entry.version}, {entry.actions} actions
              </span>
              <span class="text">{plain(entry.doc)}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Home() {
  const of = service.value;
  if (!of) return null;
  const { python } = of;
  return (
    <div class="page wide">
      <p class="eyebrow">
        {of.name} <span class="muted">{of.version}</span>
      </p>
      <h1>{of.title}</h1>
      <div class="prose">
        <Prose of={of.doc} />
      </div>
      <ul class="figures">
        <li><strong>{of.actions.length}</strong> actions</li>
        <li><a href={href({ page: "structs" })}><strong>{of.structs.length}</strong> data types</a></li>
        <li><a href={href({ page: "errors" })}><strong>{of.errors.length}</strong> error codes</a></li>
      </ul>
      <p class="muted">
        Press <kbd>/</kbd> to search in all of them.
      </p>
      <h2>In Python</h2>
      <Code
        text={`from ${python.package} import ${python.client}\n\nwith ${python.client}() as ${of.name.replace(/\W/g, "_")}:\n    ...\n`}
        language="python"
        label="How a client is made"
      />
      <h2>Hosts</h2>
      <dl class="pairs">
        {of.endpoints.map((endpoint) => (
          <>
            <dt>{endpoint.site}</dt>
            <dd><code>{endpoint.host}</code></dd>
          </>
        ))}
      </dl>
      <h2>Actions</h2>
      <ul class="index">
        {of.actions.map((action) => (
          <li class={action.deprecated || action.offline ? "old" : ""}>
            <a href={href({ page: "action", name: action.name })}>{action.name}</a>
            <span class="text">{action.title}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function StructsPage() {
  const all = service.value?.structs ?? [];
  return (
    <div class="page wide">
      <h1>Data types</h1>
      <ul class="index plain">
        {all.map(({ name, sent }) => (
          <li>
            <a href={href({ page: "struct", name })}>{name}</a>
            {!sent && <span class="text">in replies</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function StructPage({ name, at }: { name: string; at: string | undefined }) {
  const known = service.value?.structs.find((each) => each.name === name);
  const struct = structs.value.get(name);
  useEffect(() => {
    if (!struct && known) void loadStructs(known.sent ? "sent" : "received");
  }, [struct, known]);
  useEffect(() => {
    if (struct && at) spot(`f-${name}.${at}`);
  }, [struct, at]);
  if (!known) return <div class="page"><h1>{name}</h1><p class="refused">There is no such data type.</p></div>;
  if (!struct) return <div class="page" aria-busy="true" />;
  return (
    <div class="page wide" key={name}>
      <p class="eyebrow">Data type <span class="muted">in {known.sent ? "requests" : "replies"}</span></p>
      <h1>{struct.name}</h1>
      <div class="prose">
        <Prose of={struct.doc} />
      </div>
      <p class="muted">
        In Python: <code>{struct.python}</code>
      </p>
      <FieldList of={struct.fields} id={name} way={known.sent ? "sent" : "received"} />
      {struct.usedBy && (
        <>
          <h2>Used by</h2>
          <ul class="index plain">
            {struct.usedBy.map((user) => (
              <li><Ref to={user}>{user}</Ref></li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

export function ErrorsPage({ code }: { code: string | undefined }) {
  const errors = service.value?.errors ?? [];
  const families = new Map<string, ErrorCode[]>();
  for (const error of errors) {
    const family = error.code.split(".")[0] ?? "";
    families.set(family, [...(families.get(family) ?? []), error]);
  }
  useEffect(() => {
    if (code) document.getElementById(`error-${code}`)?.scrollIntoView({ block: "center" });
  }, [code]);
  return (
    <div class="page wide">
      <h1>Error codes</h1>
      {code && !errors.some((error) => error.code === code) && <p class="refused">The spec does not know {code}.</p>}
      {[...families].map(([family, members]) => (
        <section>
          <h2>{family}</h2>
          <dl class="codes">
            {members.map((error) => (
              <div id={`error-${error.code}`} class={error.code === code ? "found" : ""}>
                <dt>{error.code}</dt>
                <dd>
                  <Prose of={error.doc} />
                  <Prose of={error.solution} />
                  <p class="muted"><code>errors.{error.python}</code></p>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

export function CallsPage() {
  const of = service.value;
  const calls = made.value.filter((call) => call.service === of?.name && call.version === of.version);
  return (
    <div class="page wide">
      <h1>Calls</h1>
      {calls.length === 0 ? (
        <p class="muted">
          {session.value ? "None yet from this browser." : "None: a page of files calls nothing. Start `tc3gen explore` to make some."}
        </p>
      ) : (
        <>
          <p class="row">
            <span class="muted">Kept in this browser alone.</span>
            <button type="button" onClick={forget}>Forget them</button>
          </p>
          <div class="scroll" tabIndex={0} role="region" aria-label="Calls">
            <table>
              <thead>
                <tr><th>When</th><th>Action</th><th>Outcome</th><th>Time</th><th>RequestId</th></tr>
              </thead>
              <tbody>
                {calls.map((call) => (
                  <tr>
                    <td>{new Date(call.at).toLocaleString()}</td>
                    <td>
                      <a href={href({ page: "action", name: call.action, draft: { request: call.request, region: call.region } })} title={stringify(call.request)}>
                        {call.action}
                      </a>{" "}
                      <span class="muted">{call.target}</span>
                    </td>
                    <td><span class={`status ${call.outcome === "ok" ? "ok" : "failed"}`}>{call.outcome}</span></td>
                    <td>{Math.round(call.ms)} ms</td>
                    <td><code>{call.requestId}</code></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </div>
  );
}
