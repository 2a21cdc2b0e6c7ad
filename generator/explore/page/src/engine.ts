/**
 * What the page asks of the modules that know how a call is written and signed.
 *
 * They are pure: no page, no network, no clock, no randomness. So they run in a browser from a file,
 * in the local server's page and in tests alike.
 */

import type { JsonObject } from "./json";
import type { Action, Service, Struct } from "./model";

/** A request on screen. */
export interface Call {
  service: Service;
  action: Action;
  /** Every struct that the request can hold, by wire name. */
  structs: ReadonlyMap<string, Struct>;
  /** By wire names. May be unfinished or wrong: whatever a person typed so far. */
  request: JsonObject;
  /** For `X-TC-Region`; empty where none is chosen. */
  region: string;
  /** Without a scheme: `vod.tencentcloudapi.com`. */
  host: string;
}

export interface Credential {
  id: string;
  /** On a static page a throwaway one that the page names as such, never a person's own. */
  key: string;
  /** Of temporary credentials. */
  token?: string;
}

export interface SnippetOptions {
  /** What a snippet is signed with that cannot sign by itself, such as raw HTTP. */
  credential: Credential;
  /** Seconds since 1970. */
  timestamp: number;
}

/** A way to write a call. */
export interface Snippet {
  /** In links and as a key: `python`, `python-async`, `cli`, `curl`, `http`, `sdk-go`. */
  id: string;
  /** On the tab: `Python`, `Python (async)`. */
  label: string;
  /** Tabs of one group stand together: ours, the wire, and the vendor's SDKs. */
  group: "ours" | "wire" | "sdk";
  /** For highlighting, as highlight.js calls it. */
  language: "python" | "bash" | "http" | "javascript" | "go" | "java";
  /** A line for people: what to install, or what it needs. */
  needs: string;
  /** A whole program, or command, ready to be copied. Never throws, whatever the request holds. */
  render(call: Call, options: SnippetOptions): string;
}

/** `src/snippets/index.ts` exports them all, in the order of the tabs. */
export type Snippets = readonly Snippet[];

/** `src/signing.ts` exports it; the local server answers `POST /api/sign` with the same data. */
export type Explain = (call: Call, credential: Credential, timestamp: number) => SigningSteps;

/** How a request is signed, step by step, each with what goes into it. */
export interface SigningSteps {
  /** The id may be masked; the key is never here. */
  id: string;
  timestamp: number;
  /** Canonical request, string to sign, the three derived keys, signature, Authorization. */
  steps: SigningStep[];
  /** All headers of the request, in the order in which they are sent. */
  headers: [name: string, value: string][];
  body: string;
}

export interface SigningStep {
  id:
    | "canonical-request"
    | "string-to-sign"
    | "date-key"
    | "service-key"
    | "signing-key"
    | "signature"
    | "authorization";
  /** `Canonical request` */
  title: string;
  /** What is done with the parts: `HMAC-SHA256("TC3" + secret key, date)`. */
  how: string;
  parts: SigningPart[];
  /** Text, or hexadecimal digits; masked where it would give the key away. */
  result: string;
}

export interface SigningPart {
  name: string;
  value: string;
  /** Where it comes from: `the header Host`, `step 2`. */
  from: string;
  /** The value is masked. */
  masked?: true;
}
