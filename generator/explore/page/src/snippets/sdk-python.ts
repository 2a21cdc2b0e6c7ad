/** The vendor's SDK for Python. */

import type { Call, Snippet } from "../engine";
import type { Json } from "../json";
import { type Bracket, type Expression, layOut } from "./layout";
import { pythonString } from "./literals";
import { plain } from "./python";
import { capital, elsewhere, fits, isName, otherHost, region, version } from "./sdk";

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
  if (action.body !== "json") return elsewhere(call, "#");
  // Its classes leave out what they do not know, and what is null; a package cannot be called `as`.
  const typed = isName(service.name, KEYWORDS) && fits(call, { takes: (_, __, value) => isNumber(value) });
  const module = `${service.name}_client`;
  const profile = otherHost(call);
  const arguments_: Expression[] = [
    ...(typed ? [] : [pythonString(service.name), pythonString(service.version)]),
    "key",
    pythonString(region(call)),
    ...(profile ? ["profile"] : []),
  ];
  const client = typed ? `${module}.${clientClass(call)}` : "CommonClient";
  const params = layOut(plain(call.request), 0, "params = ");
  return [
    "import json",
    "import os",
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
    params,
    ...(typed
      ? [
          `request = models.${action.name}Request()`,
          "request.from_json_string(json.dumps(params))",
          `print(client.${action.name}(request).to_json_string())`,
        ]
      : [`print(json.dumps(client.call_json(${pythonString(action.name)}, params)))`]),
    "",
  ].join("\n");
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
