/** The request as it goes over the wire, signed. */

import type { Call, Snippet, SnippetOptions } from "../engine";
import { signedHeaders } from "../signing";

export const http: Snippet = {
  id: "http",
  label: "HTTP",
  group: "wire",
  language: "http",
  needs: "Nothing; the signature holds for five minutes",
  render,
};

function render(call: Call, { credential, timestamp }: SnippetOptions): string {
  const { headers, body } = signedHeaders(call, credential, timestamp);
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [
    "POST / HTTP/1.1",
    ...lines,
    `Content-Length: ${body.length}`,
    "",
    text(call, body),
  ].join("\n");
}

/** The body; of bytes that are no text, what stands for them. */
function text(call: Call, body: Uint8Array): string {
  if (call.action.body === "octet-stream") return "<the bytes>";
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body).replaceAll("\r\n", "\n");
  } catch {
    return new TextDecoder().decode(body).replaceAll("\r\n", "\n");
  }
}
