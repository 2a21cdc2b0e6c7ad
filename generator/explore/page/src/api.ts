/**
 * What the page and the local server (`tc3gen explore`) say to each other.
 *
 * The server prints and opens `http://127.0.0.1:<port>/#token=<token>`, and serves at `/` the same
 * files that the target `explorer` writes. The page takes the token out of the address at once, keeps
 * it for the tab's session, and sends it as the header `X-Tc3gen-Token` with every request below.
 * Without a token the page is a static one, and says so. Bodies are JSON both ways; a refused request
 * is answered with a 4xx and a `Problem`.
 */

import type { JsonObject } from "./json";

export const TOKEN_HEADER = "X-Tc3gen-Token";

/** `GET /api/session` */
export interface Session {
  /** tc3gen's own version. */
  tc3gen: string;
  services: { name: string; version: string }[];
  credential: CredentialState;
  /** Hosts or URLs that real calls may go to besides; where there are any, the first is the usual one. */
  endpoints: string[];
  fake: FakeState;
  /** What to send from then on, where the token of the address works only once. */
  token?: string;
}

/** What the usual chain found. The id is masked; the key never leaves the server. */
export interface CredentialState {
  found: boolean;
  /** `AKID****MPLE` */
  id?: string;
  /** Where it comes from, or, where none is found, where it was looked for. */
  place: string;
  /** Of the profile or the environment. */
  region?: string;
}

export interface CallTarget {
  service: string;
  version: string;
  action: string;
  /** Empty where no region is sent. */
  region: string;
  /** One of the service's endpoints, or of the session's; for `real` alone. */
  host: string;
  target: "fake" | "real";
}

/** `POST /api/call` is answered with a `CallReply`; `POST /api/sign` with `SigningSteps`. */
export interface CallRequest extends CallTarget {
  /** Files in it are Base64. */
  request: JsonObject;
  /** In Base64: what is sent beside it, where the body of a request is bytes. */
  content?: string;
}

export interface CallReply {
  /** Of HTTP; 0 where there was no reply. */
  status: number;
  headers: [name: string, value: string][];
  /** As text, whatever it is. */
  body: string;
  /** Milliseconds from sending to the end of the reply. */
  ms: number;
  /** Why there was no reply: a broken connection, silence, no credentials. */
  failure?: string;
}

/** `POST /api/fake` changes what is given and answers with the `FakeState` after it. */
export interface FakeChange {
  /** The faults from now on, in the words of `tc3gen serve --fault`: `reset,chance=0.5`. */
  faults?: string[];
  /** Seconds to move the clock ahead by. */
  advance?: number;
  /** All tasks, counts and faults gone, the clock at the real time. */
  reset?: true;
}

export interface FakeState {
  /** The fake's clock, in seconds since 1970. */
  now: number;
  /** How far it is ahead of the real one. */
  ahead: number;
  /** In force, in the words of `tc3gen serve --fault`. */
  faults: string[];
  /** What there is to choose from. */
  kinds: FaultKind[];
}

export interface FaultKind {
  /** `reset` */
  name: string;
  /** What it does, in a sentence. */
  doc: string;
  /** The key whose value follows the name, if there is one: `seconds`. */
  value?: string;
  /** A line that works: `latency=0.5`. */
  example: string;
}

/** Why a request to the server was refused. */
export interface Problem {
  problem: string;
}
