/** curl, with a signature that a few lines of shell make when they run. */

import type { Call, Snippet } from "../engine";
import { fieldHeaders, hasRegion, jsonBody, parts, wire } from "../wire";
import { shellPrinted, shellWord } from "./literals";

export const curl: Snippet = {
  id: "curl",
  label: "curl",
  group: "wire",
  language: "bash",
  needs:
    "A shell, curl and openssl; keys in TENCENTCLOUD_SECRET_ID and _SECRET_KEY, which openssl is " +
    "given as arguments",
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
  const lines = [
    `host=${shellWord(call.host.toLowerCase())}`,
    ...(file ? [] : [`body=${shellWord(jsonBody(call.request))}`]),
    ...(makesFile ? formFile(call, contentType) : []),
    "",
    ...(action.unsigned ? ["timestamp=$(date +%s)"] : signature(call, contentType, file)),
    "",
    `${file ? "" : 'printf %s "$body" | '}curl -sS${action.streams ? "N" : ""} "https://$host/" \\`,
    action.unsigned
      ? '  -H "Authorization: SKIP" \\'
      : '  -H "Authorization: TC3-HMAC-SHA256 Credential=$TENCENTCLOUD_SECRET_ID/$scope, ' +
        'SignedHeaders=content-type;host, Signature=$signature" \\',
    ...headers.map(([name, value]) => `  -H ${shellWord(`${name}: ${value}`)} \\`),
    '  -H "X-TC-Timestamp: $timestamp" \\',
    ...(action.unsigned
      ? []
      : // One word: not every shell takes apart what comes of a variable.
        ['  ${TENCENTCLOUD_TOKEN:+-H"X-TC-Token: $TENCENTCLOUD_TOKEN"} \\']),
    `  --data-binary @${file ? "body.bin" : "-"}`,
    "",
  ];
  return lines.join("\n");
}

/** Lines that sign: each variable is a step. */
function signature(call: Call, contentType: string, file: boolean): string[] {
  const hashed = file ? "sha256 < body.bin" : 'printf %s "$body" | sha256';
  const name = call.service.name;
  return [
    "sha256() { openssl dgst -sha256 -hex | sed 's/^.* //'; }",
    'hmac() { openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1" | sed \'s/^.* //\'; }',
    "now=$(date -u '+%s %Y-%m-%d') timestamp=${now% *} date=${now#* }",
    "canonical=$(printf 'POST\\n/\\n\\ncontent-type:%s\\nhost:%s\\n\\ncontent-type;host\\n%s' \\",
    `  ${shellWord(contentType.toLowerCase())} "$host" "$(${hashed})" | sha256)`,
    `scope=$date/${name}/tc3_request`,
    `string=$(printf 'TC3-HMAC-SHA256\\n%s\\n%s\\n%s' "$timestamp" "$scope" "$canonical")`,
    `key=$(printf 'TC3%s' "$TENCENTCLOUD_SECRET_KEY" | od -An -v -tx1 | tr -d ' \\n')`,
    `for part in "$date" ${shellWord(name)} tc3_request; do key=$(printf %s "$part" | hmac "$key"); done`,
    'signature=$(printf %s "$string" | hmac "$key")',
  ];
}

/** Lines that write the form into a file, since its parts may be any bytes. */
function formFile(call: Call, contentType: string): string[] {
  const boundary = contentType.split("boundary=")[1] ?? "";
  const pieces = parts(call.action.input, call.request).flatMap(({ name, head, text, file }) => {
    const lines = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${head}`.split("\r\n");
    return [
      `  printf '%s\\r\\n' ${lines.map(shellWord).join(" ")}`,
      `  printf ${shellPrinted(text)}${file ? " | openssl base64 -d -A" : ""}`,
      "  printf '\\r\\n'",
    ];
  });
  if (pieces.length) pieces.push(`  printf '%s\\r\\n' ${shellWord(`--${boundary}--`)}`);
  return ["{", ...(pieces.length ? pieces : ["  :"]), "} > body.bin"];
}
