/** The vendor's SDK for Node.js. */

import type { Call, Snippet } from "../engine";
import { isObject, type Json } from "../json";
import { fieldHeaders, parts } from "../wire";
import { javascriptKey, javascriptScalar, javascriptString } from "./literals";
import { noForm, otherHost, region, version } from "./sdk";

export const sdkNode: Snippet = {
  id: "sdk-node",
  label: "Node.js SDK",
  group: "sdk",
  language: "javascript",
  needs: "npm install tencentcloud-sdk-nodejs-<service>; keys in TENCENTCLOUD_SECRET_ID and _SECRET_KEY",
  render,
};

function render(call: Call): string {
  const { action, service } = call;
  // The parts of its forms cannot say that they are JSON.
  if (action.body === "multipart" && Object.values(call.request).some(isNested)) return noForm(call, "//");
  const host = otherHost(call);
  const typed = action.body === "json";
  const opened = typed
    ? [
        `const tencentcloud = require("tencentcloud-sdk-nodejs-${service.name}");`,
        "",
        `const client = new tencentcloud${property(service.name)}.${version(call)}.Client({`,
      ]
    : [
        ...(action.body === "octet-stream" ? ['const fs = require("node:fs");'] : []),
        'const { CommonClient } = require("tencentcloud-sdk-nodejs-common");',
        "",
        `const client = new CommonClient(${javascriptString(call.host)}, ${javascriptString(service.version)}, {`,
      ];
  return [
    ...opened,
    "  credential: {",
    "    secretId: process.env.TENCENTCLOUD_SECRET_ID,",
    "    secretKey: process.env.TENCENTCLOUD_SECRET_KEY,",
    "  },",
    `  region: ${javascriptString(region(call))},`,
    ...(typed && host ? [`  profile: { httpProfile: { endpoint: ${javascriptString(host)} } },`] : []),
    "});",
    "",
    "client",
    ...(typed ? [`  .${action.name}(${literal(call.request, "  ")})`] : general(call)),
    "  .then((response) => console.log(JSON.stringify(response, null, 2)))",
    "  .catch((error) => {",
    "    console.error(error);",
    "    process.exitCode = 1;",
    "  });",
    "",
  ].join("\n");
}

function isNested(value: Json): boolean {
  return typeof value === "object" && value !== null;
}

/** A call that no class of a service describes: bytes with headers, or a form. */
function general(call: Call): string[] {
  const { action, request } = call;
  const name = javascriptString(action.name);
  if (action.body === "octet-stream") {
    const headers = [["Content-Type", "application/octet-stream"] as const, ...fieldHeaders(call)];
    return [
      `  .request(${name}, fs.readFileSync("body.bin"), {`,
      `    headers: ${literal(Object.fromEntries(headers), "    ")},`,
      "  })",
    ];
  }
  const members = parts(action.input, request).map(({ name, text, file }) => {
    const value = javascriptString(text);
    return `    ${javascriptKey(name)}: ${file ? `Buffer.from(${value}, "base64")` : value},`;
  });
  return [`  .request(${name}, {`, ...members, "  }, { multipart: true })"];
}

function property(name: string): string {
  return /^[a-z]\w*$/.test(name) ? `.${name}` : `[${javascriptString(name)}]`;
}

/** Plain data, a line for each member. */
function literal(value: Json, indent: string): string {
  const pad = `${indent}  `;
  if (Array.isArray(value)) {
    if (!value.length) return "[]";
    const flat = `[${value.map((item) => literal(item, "")).join(", ")}]`;
    if (!flat.includes("\n") && flat.length <= 60) return flat;
    return `[\n${value.map((item) => `${pad}${literal(item, pad)},\n`).join("")}${indent}]`;
  }
  if (!isObject(value)) return javascriptScalar(value);
  const members = Object.entries(value).map(
    ([name, each]) => `${pad}${javascriptKey(name)}: ${literal(each, pad)},\n`,
  );
  return members.length ? `{\n${members.join("")}${indent}}` : "{}";
}
