import type { Explain } from "./engine";

export const explain: Explain = (_call, { id }, timestamp) => ({ id, timestamp, steps: [], headers: [], body: "" });
