/** Pictures that go with words; whoever shows one alone gives its button a label. */

const PATHS = {
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14",
  chevron: "m6 4 4 4-4 4",
  close: "m4 4 8 8m0-8-8 8",
  plus: "M8 3v10M3 8h10",
  copy: "M5.5 5.5h7v8h-7zM10.5 5.5v-3h-7v8h2",
  check: "m3 8.5 3.2 3L13 4.5",
  menu: "M2.5 4h11M2.5 8h11M2.5 12h11",
  link: "M6.5 9.5 9.5 6.5M7 4.5l1.4-1.4a2.9 2.9 0 0 1 4.1 4.1L11 8.7M9 11.5l-1.4 1.4a2.9 2.9 0 0 1-4.1-4.1L5 7.3",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm0-9.5V8l2.5 1.5",
  light: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M3 13l1.1-1.1M11.9 4.1 13 3",
  dark: "M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3Z",
  auto: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 2v12",
  warning: "M8 2 1.5 13.5h13L8 2Zm0 4.5v3.2m0 1.6v.2",
  send: "M14 2 7 9M14 2l-4.5 12L7 9 2 6.5 14 2Z",
  trash: "M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9M6.8 7v4M9.2 7v4",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
