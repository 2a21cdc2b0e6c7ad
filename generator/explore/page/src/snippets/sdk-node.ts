/** The vendor's SDK for Node.js. */

import type { Call, Snippet } from "../engine";
import { isObject, type Json } from "../json";
import { javascriptKey, javascriptScalar, javascriptString } from "./literals";
import { elsewhere, otherHost, region, version } from "./sdk";

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
  if (action.body !== "json") return elsewhere(call, "//");
  const host = otherHost(call);
  return [
    `const tencentcloud = require("tencentcloud-sdk-nodejs-${service.name}");`,
    "",
    `const client = new tencentcloud${property(service.name)}.${version(call)}.Client({`,
    "  credential: {",
    "    secretId: process.env.TENCENTCLOUD_SECRET_ID,",
    "    secretKey: process.env.TENCENTCLOUD_SECRET_KEY,",
    "  },",
    `  region: ${javascriptString(region(call))},`,
    ...(host ? [`  profile: { httpProfile: { endpoint: ${javascriptString(host)} } },`] : []),
    "});",
    "",
    "client",
    `  .${action.name}(${literal(call.request, "  ")})`,
    "  .then((response) => console.log(JSON.stringify(response, null, 2)))",
    "  .catch((error) => {",
    "    console.error(error);",
    "    process.exitCode = 1;",
    "  });",
    "",
  ].join("\n");
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
