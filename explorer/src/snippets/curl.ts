/** curl, with a signature that a few lines of shell make when they run. */

import type { Call, Snippet } from "../engine";
import { fieldHeaders, hasRegion, jsonBody, parts, wire } from "../wire";
import { shellWord } from "./literals";

export const curl: Snippet = {
  id: "curl",
  label: "curl",
  group: "wire",
  language: "bash",
  needs: "A POSIX shell, curl and openssl; keys in TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY",
  render,
};

function render(call: Call): string {
  const { action, service } = call;
  const { contentType } = wire(call, 0);
  const makesFile = action.body === "multipart";
  const headers: (readonly [string, string])[] = [
    ["Content-Type", contentType],
    ["X-TC-Action", action.name],
    ["X-TC-Version", service.version],
    ...(hasRegion(call) ? [["X-TC-Region", call.region] as const] : []),
    ...(action.body === "octet-stream" ? fieldHeaders(call) : []),
  ];
  const file = makesFile || action.body === "octet-stream";
  const body = file ? "cat body.bin" : 'printf %s "$body"';
  const lines = [
    `host=${shellWord(call.host)}`,
    ...(file ? [] : [`body=${shellWord(jsonBody(call.request))}`]),
    ...(makesFile ? formFile(call, contentType) : []),
    "",
    ...(action.unsigned ? ["timestamp=$(date +%s)"] : signature(call, contentType, body)),
    "",
    `${body} | curl -sS${action.streams ? "N" : ""} "https://$host/" \\`,
    action.unsigned
      ? '  -H "Authorization: SKIP" \\'
      : `  -H "Authorization: TC3-HMAC-SHA256 Credential=$TENCENTCLOUD_SECRET_ID/$date/${service.name}/tc3_request, SignedHeaders=content-type;host, Signature=$signature" \\`,
    ...headers.map(([name, value]) => `  -H ${shellWord(`${name}: ${value}`)} \\`),
    '  -H "X-TC-Timestamp: $timestamp" \\',
    ...(action.unsigned
      ? []
      : ['  ${TENCENTCLOUD_TOKEN:+-H "X-TC-Token: $TENCENTCLOUD_TOKEN"} \\']),
    "  --data-binary @-",
    "",
  ];
  return lines.join("\n");
}

/** Lines that sign: each variable is a step. */
function signature(call: Call, contentType: string, body: string): string[] {
  const name = call.service.name;
  return [
    "sha256() { openssl dgst -sha256 -hex | sed 's/^.* //'; }",
    'hmac() { openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1" | sed \'s/^.* //\'; }',
    "now=$(date -u '+%s %Y-%m-%d') timestamp=${now% *} date=${now#* }",
    "canonical=$(printf 'POST\\n/\\n\\ncontent-type:%s\\nhost:%s\\n\\ncontent-type;host\\n%s' \\",
    `  ${shellWord(contentType.toLowerCase())} "$host" "$(${body} | sha256)" | sha256)`,
    `string=$(printf 'TC3-HMAC-SHA256\\n%s\\n%s/${name}/tc3_request\\n%s' "$timestamp" "$date" "$canonical")`,
    `key=$(printf 'TC3%s' "$TENCENTCLOUD_SECRET_KEY" | od -An -v -tx1 | tr -d ' \\n')`,
    `for part in "$date" ${shellWord(name)} tc3_request; do key=$(printf %s "$part" | hmac "$key"); done`,
    'signature=$(printf %s "$string" | hmac "$key")',
  ];
}

/** Lines that write the form into a file, since its parts may be any bytes. */
function formFile(call: Call, contentType: string): string[] {
  const boundary = contentType.split("boundary=")[1] ?? "";
  const pieces = parts(call.action.input, call.request).flatMap(({ name, head, text, file }) => [
    `  printf '%s\\r\\n' ${shellWord(`--${boundary}`)}`,
    ...lines(`Content-Disposition: form-data; name="${name}"${head}`),
    file
      ? `  printf %s ${shellWord(text)} | openssl base64 -d -A`
      : `  printf %s ${shellWord(text)}`,
    "  printf '\\r\\n'",
  ]);
  if (pieces.length) pieces.push(`  printf '%s\\r\\n' ${shellWord(`--${boundary}--`)}`);
  return ["{", ...(pieces.length ? pieces : ["  :"]), "} > body.bin"];
}

/** Commands that print a part's head, which ends in an empty line. */
function lines(head: string): string[] {
  return head.split("\r\n").map((line) => `  printf '%s\\r\\n' ${shellWord(line)}`);
}
