/**
 * All ways to write a call, in the order of their tabs.
 *
 * They are pure functions of the call on screen.  Whatever it holds, each yields a program that means
 * it, or that its own compiler, or the service, will say what is wrong with.
 */

import type { Snippets } from "../engine";
import { cli } from "./cli";
import { curl } from "./curl";
import { http } from "./http";
import { python, pythonAsync } from "./python";
import { sdkGo } from "./sdk-go";
import { sdkJava } from "./sdk-java";
import { sdkNode } from "./sdk-node";
import { sdkPython } from "./sdk-python";

export const snippets: Snippets = [
  python,
  pythonAsync,
  cli,
  curl,
  http,
  sdkPython,
  sdkNode,
  sdkGo,
  sdkJava,
];
