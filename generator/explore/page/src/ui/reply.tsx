/** A reply: as a tree whose members say what they are, as text, and what the spec says of an error. */

import { useMemo, useState } from "preact/hooks";
import type { CallReply } from "../api";
import { service, structs } from "../data";
import { at, isObject, parse, stringify, type Json } from "../json";
import type { ErrorCode, Field, Type } from "../model";
import { action } from "../request";
import { href } from "../route";
import { Code } from "./code";
import { Icon } from "./icons";
import { textOf } from "./inputs";
import { plain, Prose } from "./prose";
import { TabPanel, Tabs } from "./tabs";

export interface Summary {
  /** What the body holds; undefined where it is no JSON. */
  body: Json | undefined;
  code: string;
  message: string;
  requestId: string;
}

export function summary(reply: CallReply): Summary {
  let body: Json | undefined;
  try {
    body = parse(reply.body);
  } catch {
    body = undefined;
  }
  const text = (...path: string[]) => {
    const value = at(body, ["Response", ...path]);
    return typeof value === "string" ? value : "";
  };
  return { body, code: text("Error", "Code"), message: text("Error", "Message"), requestId: text("RequestId") };
}

type View = "tree" | "raw" | "headers";

export function Reply({ reply }: { reply: CallReply }) {
  const [view, setView] = useState<View>("tree");
  const { body, code, message, requestId } = useMemo(() => summary(reply), [reply]);
  const response = at(body, ["Response"]);
  const views: { id: View; label: string }[] = [
    ...(response === undefined ? [] : [{ id: "tree" as const, label: "Tree" }]),
    { id: "raw", label: "Raw" },
    { id: "headers", label: `Headers (${reply.headers.length})` },
  ];
  const chosen = views.some((each) => each.id === view) ? view : "raw";
  return (
    <section class="reply" aria-label="Reply">
      <p class="status-line" role="status">
        <span class={`status ${reply.failure || code || reply.status !== 200 ? "failed" : "ok"}`}>
          {reply.failure ? "No reply" : code || (reply.status === 200 ? "OK" : `HTTP ${reply.status}`)}
        </span>
        <span>{reply.ms < 10 ? reply.ms.toFixed(1) : Math.round(reply.ms)} ms</span>
        {reply.status > 0 && <span>HTTP {reply.status}</span>}
        {requestId && <span class="request-id">RequestId {requestId}</span>}
      </p>
      {reply.failure && <p class="refused">{reply.failure}</p>}
      {code && <Explained code={code} message={message} />}
      {reply.status > 0 && (
        <>
          <Tabs name="reply" label="Views of the reply" tabs={views} chosen={chosen} onChoose={setView} />
          <TabPanel name="reply" chosen={chosen}>
            {chosen === "tree" && <Tree value={response ?? null} fields={action.value?.output} />}
            {chosen === "raw" && (
              <Code text={body === undefined ? reply.body : stringify(body, 2)} language="json" label="The reply" />
            )}
            {chosen === "headers" && (
              <Code text={reply.headers.map(([name, value]) => `${name}: ${value}`).join("\n")} language="http" label="The headers of the reply" />
            )}
          </TabPanel>
        </>
      )}
    </section>
  );
}

/** An error code with what the spec says of it, or of the family that it belongs to. */
function Explained({ code, message }: { code: string; message: string }) {
  const known = lookUp(code);
  return (
    <div class="notice failed">
      <p>
        <strong>{code}</strong> {message}
      </p>
      {known ? (
        <>
          {known.code !== code && <p>The spec does not list it; of its family {known.code} it says:</p>}
          <Prose of={known.doc} />
          <Prose of={known.solution} />
          <p>
            In Python: <code>errors.{known.python}</code>. <a href={href({ page: "errors", code: known.code })}>All error codes</a>
          </p>
        </>
      ) : (
        <p>The spec does not know this code.</p>
      )}
    </div>
  );
}

function lookUp(code: string): ErrorCode | undefined {
  const codes = new Map((service.value?.errors ?? []).map((error) => [error.code, error]));
  for (let name = code; name; name = name.slice(0, Math.max(0, name.lastIndexOf(".")))) {
    const found = codes.get(name);
    if (found) return found;
  }
  return undefined;
}

/** Beyond this depth, and for lists beyond so many items, parts start closed. */
const DEPTH = 3;
const MANY = 20;

function Tree({ value, fields }: { value: Json; fields: readonly Field[] | undefined }) {
  return (
    <div class="tree">
      <Members value={value} fields={fields} depth={0} />
    </div>
  );
}

function Members({ value, fields, depth }: { value: Json; fields: readonly Field[] | undefined; depth: number }) {
  const entries: [string | number, Json, Field | undefined][] = Array.isArray(value)
    ? value.map((item, index) => [index, item, undefined])
    : isObject(value)
      ? Object.entries(value).map(([name, each]) => [name, each, fields?.find((field) => field.name === name)])
      : [];
  return (
    <ul>
      {entries.map(([name, each, field]) => (
        <Branch
          key={name}
          name={name}
          value={each}
          field={field}
          inner={field ? fieldsOf(field.type) : Array.isArray(value) ? fields : undefined}
          depth={depth}
        />
      ))}
    </ul>
  );
}

function fieldsOf(type: Type): readonly Field[] | undefined {
  if (type.kind === "array") return fieldsOf(type.item);
  return type.kind === "struct" ? structs.value.get(type.struct)?.fields : undefined;
}

interface BranchProps {
  name: string | number;
  value: Json;
  field: Field | undefined;
  inner: readonly Field[] | undefined;
  depth: number;
}

function Branch({ name, value, field, inner, depth }: BranchProps) {
  const children = Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : -1;
  const [open, setOpen] = useState(depth < DEPTH && children <= MANY);
  const about = plain(field?.doc);
  const label = <span class={typeof name === "number" ? "number" : "name"}>{name}</span>;
  if (children < 0) {
    return (
      <li title={about}>
        {label} <span class={`value ${value === null ? "null" : typeof value}`}>{typeof value === "string" ? JSON.stringify(value) : textOf(value)}</span>
      </li>
    );
  }
  const size = Array.isArray(value) ? `[${children}]` : `{${children}}`;
  return (
    <li title={about}>
      <button type="button" class="branch" aria-expanded={open} disabled={children === 0} onClick={() => setOpen(!open)}>
        <Icon name="chevron" />
        {label} <span class="size">{size}</span>
      </button>
      {open && children > 0 && <Members value={value} fields={inner} depth={depth + 1} />}
    </li>
  );
}
