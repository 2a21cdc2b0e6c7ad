/** The vendor's SDK for Python. */

import type { Call, Snippet } from "../engine";
import { member, type Json } from "../json";
import { fieldHeaders, parts } from "../wire";
import { type Bracket, type Expression, layOut } from "./layout";
import { pythonString } from "./literals";
import { plain } from "./python";
import { capital, fits, isName, otherHost, region, version } from "./sdk";

export const sdkPython: Snippet = {
  id: "sdk-python",
  label: "Python SDK",
  group: "sdk",
  language: "python",
  needs: "pip install tencentcloud-sdk-python; keys in TENCENTCLOUD_SECRET_ID and _SECRET_KEY",
  render,
};

function render(call: Call): string {
  const { action, service } = call;
  // Its classes leave out what they do not know, and what is null; a package cannot be called `as`.
  const typed =
    action.body === "json" &&
    isName(service.name, KEYWORDS) &&
    fits(call, { takes: (_, __, value) => isNumber(value) });
  const module = `${service.name}_client`;
  const profile = otherHost(call);
  const arguments_: Expression[] = [
    ...(typed ? [] : [pythonString(service.name), pythonString(service.version)]),
    "key",
    pythonString(region(call)),
    ...(profile ? ["profile"] : []),
  ];
  const client = typed ? `${module}.${clientClass(call)}` : "CommonClient";
  const sending = typed
    ? [
        layOut(plain(call.request), 0, "params = "),
        `request = models.${action.name}Request()`,
        "request.from_json_string(json.dumps(params))",
        `print(client.${action.name}(request).to_json_string())`,
      ]
    : general(call);
  return [
    "import json",
    "import os",
    ...(action.body === "multipart" ? ["from base64 import b64decode"] : []),
    ...(action.body === "octet-stream" ? ["from pathlib import Path"] : []),
    "",
    ...(typed ? [] : ["from tencentcloud.common.common_client import CommonClient"]),
    "from tencentcloud.common.credential import Credential",
    ...(profile
      ? [
          "from tencentcloud.common.profile.client_profile import ClientProfile",
          "from tencentcloud.common.profile.http_profile import HttpProfile",
        ]
      : []),
    ...(typed ? [`from tencentcloud.${service.name}.${version(call)} import models, ${module}`] : []),
    "",
    "key = Credential(",
    '    os.environ["TENCENTCLOUD_SECRET_ID"], os.environ["TENCENTCLOUD_SECRET_KEY"]',
    ")",
    ...(profile
      ? [
          layOut(
            bracket("ClientProfile(", [
              ["httpProfile=", bracket("HttpProfile(", [["endpoint=", pythonString(profile)]])],
            ]),
            0,
            "profile = ",
          ),
        ]
      : []),
    layOut(bracket(`${client}(`, arguments_.map((each) => ["", each])), 0, "client = "),
    ...sending,
    "",
  ].join("\n");
}

/** A call of an action that the SDK need not know, in whatever way its request travels. */
function general(call: Call): string[] {
  const { action, request } = call;
  const name = pythonString(action.name);
  if (action.body === "octet-stream") {
    return [
      layOut(plain(Object.fromEntries(fieldHeaders(call))), 0, "headers = "),
      `body = Path("body.bin").read_bytes()`,
      `print(json.dumps(client.call_octet_stream(${name}, headers, body)))`,
    ];
  }
  if (action.body === "multipart") {
    const all = parts(action.input, request);
    const params = all.map(({ name, text, file }) => {
      const value = member(request, name) ?? null;
      const shown = file ? `b64decode(${pythonString(text)})` : formValue(value, text);
      return [`${pythonString(name)}: `, shown] as const;
    });
    const files = all.filter(({ file }) => file).map(({ name }) => name);
    const options = plain({ IsMultipart: true, BinaryParams: files });
    return [
      layOut({ open: "{", items: params, close: "}" }, 0, "params = "),
      layOut(options, 0, "options = "),
      `print(json.dumps(client.call_json(${name}, params, options=options)))`,
    ];
  }
  return [
    layOut(plain(request), 0, "params = "),
    `print(json.dumps(client.call_json(${name}, params)))`,
  ];
}

/** The SDK writes JSON of structs and lists by itself, and takes nothing else but text. */
function formValue(value: Json, text: string): Expression {
  return typeof value === "object" ? plain(value) : pythonString(text);
}

function bracket(open: string, items: readonly (readonly [string, Expression])[]): Bracket {
  return { open, items, close: ")" };
}

function isNumber(value: Json): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

const KEYWORDS = new Set(
  (
    "and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

/** `vod` as `VodClient`. */
function clientClass(call: Call): string {
  return `${capital(call.service.name)}Client`;
}
