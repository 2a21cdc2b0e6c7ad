/**
 * TC3-HMAC-SHA256, the signature of API 3.0, with every step and what goes into it.
 *
 * The hashes are a library's: a browser has its own only for pages that come from a server, and only
 * as promises.
 */

import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Call, Credential, Explain, SigningPart, SigningSteps } from "./engine";
import { wire } from "./wire";

export const ALGORITHM = "TC3-HMAC-SHA256";
const END = "tc3_request";

/** What a signature is made of, and the signature. */
export interface Signed {
  date: string;
  scope: string;
  /** Names of the signed headers. */
  names: string;
  hashedBody: string;
  canonical: string;
  hashedCanonical: string;
  text: string;
  dateKey: Uint8Array;
  serviceKey: Uint8Array;
  signingKey: Uint8Array;
  signature: string;
  authorization: string;
}

/** What is signed. */
export interface Signable {
  method: string;
  path: string;
  query: string;
  /** All that are given are signed. */
  headers: readonly (readonly [name: string, value: string])[];
  body: Uint8Array;
  /** The short name: `vod`. */
  service: string;
  /** Seconds since 1970. */
  timestamp: number;
}

/** Signs. */
export function sign(request: Signable, credential: Credential): Signed {
  const date = day(request.timestamp);
  const scope = `${date}/${request.service}/${END}`;
  const headers = request.headers
    .map(([name, value]) => [name.toLowerCase(), trimmed(value).toLowerCase()] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const names = headers.map(([name]) => name).join(";");
  const hashedBody = bytesToHex(sha256(request.body));
  const canonical = [
    request.method,
    request.path,
    request.query,
    ...headers.map(([name, value]) => `${name}:${value}`),
    "",
    names,
    hashedBody,
  ].join("\n");
  const hashedCanonical = bytesToHex(sha256(utf8ToBytes(canonical)));
  const text = [ALGORITHM, String(request.timestamp), scope, hashedCanonical].join("\n");
  const dateKey = under(utf8ToBytes(`TC3${credential.key}`), date);
  const serviceKey = under(dateKey, request.service);
  const signingKey = under(serviceKey, END);
  const signature = bytesToHex(under(signingKey, text));
  const claim = `Credential=${credential.id}/${scope}, SignedHeaders=${names}`;
  return {
    date,
    scope,
    names,
    hashedBody,
    canonical,
    hashedCanonical,
    text,
    dateKey,
    serviceKey,
    signingKey,
    signature,
    authorization: `${ALGORITHM} ${claim}, Signature=${signature}`,
  };
}

function under(key: Uint8Array, text: string): Uint8Array {
  return hmac(sha256, key, utf8ToBytes(text));
}

/** The day in UTC: `2018-07-17`. */
function day(timestamp: number): string {
  return new Date(timestamp * 1000).toISOString().slice(0, 10);
}

function trimmed(value: string): string {
  return value.replace(/^[ \t]+|[ \t]+$/g, "");
}

/** A call's request, signed: all its headers, in the order in which they are sent. */
export function signedHeaders(
  call: Call,
  credential: Credential,
  timestamp: number,
): { headers: [name: string, value: string][]; body: Uint8Array; signed: Signed | null } {
  const request = wire(call, timestamp);
  const own: [string, string][] = [
    ["Content-Type", request.contentType],
    ["Host", request.host],
  ];
  const signed = call.action.unsigned
    ? null
    : sign(
        {
          method: request.method,
          path: request.path,
          query: "",
          headers: own,
          body: request.body,
          service: call.service.name,
          timestamp,
        },
        credential,
      );
  const headers: [string, string][] = [
    ...own,
    ["Authorization", signed ? signed.authorization : "SKIP"],
    ...request.headers,
  ];
  if (credential.token && signed) {
    const after = headers.findIndex(([name]) => name === "X-TC-RequestClient") + 1;
    const region = headers[after]?.[0] === "X-TC-Region" ? 1 : 0;
    headers.splice(after + region, 0, ["X-TC-Token", credential.token]);
  }
  return { headers, body: request.body, signed };
}

/**
 * How a call is signed, step by step.  There are no steps where its action bears no signature.
 *
 * The words are those of the local server (`generator/explore/steps.py`), which masks what would
 * give a person's own key away.
 */
export const explain: Explain = (call, credential, timestamp): SigningSteps => {
  const { headers, body, signed } = signedHeaders(call, credential, timestamp);
  const shown = {
    timestamp,
    headers,
    body: new TextDecoder().decode(body),
  };
  if (!signed) return { id: "", ...shown, steps: [] };
  const kind = headers[0]?.[1] ?? "";
  const { scope, names, text, signature } = signed;
  const [dateKey, serviceKey, signingKey] = [
    bytesToHex(signed.dateKey),
    bytesToHex(signed.serviceKey),
    bytesToHex(signed.signingKey),
  ];
  return {
    id: credential.id,
    ...shown,
    steps: [
      {
        id: "canonical-request",
        title: "Canonical request",
        how: "The parts, one to a line",
        parts: [
          part("method", "POST", "the API takes nothing else"),
          part("path", "/", "all actions are at the root"),
          part("query", "", "empty for a POST"),
          part("content-type", kind.toLowerCase(), "the header Content-Type, in lower case"),
          part("host", call.host.toLowerCase(), "the header Host, in lower case"),
          part("signed headers", names, "the names of these two"),
          part("hashed body", signed.hashedBody, "SHA-256 of the body, in hexadecimal digits"),
        ],
        result: signed.canonical,
      },
      {
        id: "string-to-sign",
        title: "String to sign",
        how: "The parts, one to a line",
        parts: [
          part("algorithm", ALGORITHM, "the name of this way to sign"),
          part("timestamp", String(timestamp), "the header X-TC-Timestamp"),
          part("scope", scope, "the day in UTC, the service, and a fixed word"),
          part("hashed request", signed.hashedCanonical, "SHA-256 of the canonical request"),
        ],
        result: text,
      },
      {
        id: "date-key",
        title: "Key of the day",
        how: 'HMAC-SHA256("TC3" + secret key, date)',
        parts: [
          { ...part("secret key", "***", "your credential"), masked: true },
          part("date", signed.date, "the timestamp, as a day in UTC"),
        ],
        result: dateKey,
      },
      {
        id: "service-key",
        title: "Key of the service",
        how: "HMAC-SHA256(key of the day, service)",
        parts: [
          part("key of the day", dateKey, "the step `key of the day`"),
          part("service", call.service.name, "the short name of the service"),
        ],
        result: serviceKey,
      },
      {
        id: "signing-key",
        title: "Signing key",
        how: 'HMAC-SHA256(key of the service, "tc3_request")',
        parts: [
          part("key of the service", serviceKey, "the step `key of the service`"),
          part("end", END, "a fixed word"),
        ],
        result: signingKey,
      },
      {
        id: "signature",
        title: "Signature",
        how: "HMAC-SHA256(signing key, string to sign), in hexadecimal digits",
        parts: [
          part("signing key", signingKey, "the step `signing key`"),
          part("string to sign", text, "the step `string to sign`"),
        ],
        result: signature,
      },
      {
        id: "authorization",
        title: "The header Authorization",
        how: "The parts, as the header has them",
        parts: [
          part("algorithm", ALGORITHM, "the name of this way to sign"),
          part("secret id", credential.id, "your credential"),
          part("scope", scope, "the step `string to sign`"),
          part("signed headers", names, "the step `canonical request`"),
          part("signature", signature, "the step `signature`"),
        ],
        result: signed.authorization,
      },
    ],
  };
};

function part(name: string, value: string, from: string): SigningPart {
  return { name, value, from };
}
