/** Where the page begins.  It runs in the head: data comes in scripts after it, then the body. */

import { connect } from "./session";
import "./store";
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { service } from "./data";
import { route } from "./route";
import { prepare } from "./search";
import { ActionPage } from "./ui/action";
import { send } from "./ui/calling";
import { Layout } from "./ui/layout";
import { panel } from "./ui/panel";
import { CallsPage, ErrorsPage, Home, Services, StructPage, StructsPage } from "./ui/pages";
import { openSearch, Search } from "./ui/searching";

function Page() {
  const at = route.value;
  if (!service.value) return <Services />;
  switch (at.page) {
    case "action":
      return <ActionPage to={at} />;
    case "struct":
      return <StructPage name={at.name} at={at.at} />;
    case "structs":
      return <StructsPage />;
    case "errors":
      return <ErrorsPage code={at.code} />;
    case "calls":
      return <CallsPage />;
    case "home":
      return <Home />;
  }
}

function App() {
  const at = route.value;
  useEffect(() => {
    const of = service.value?.title;
    const name = "name" in at ? at.name : "";
    document.title = [name, of ?? "API explorer"].filter(Boolean).join(" · ");
    if (!("at" in at) && !("code" in at)) scrollTo({ top: 0 });
  }, [at]);
  return (
    <>
      <Layout>
        <Page />
      </Layout>
      {service.value && <Search />}
    </>
  );
}

function onKey(event: KeyboardEvent): void {
  const typing = (event.target as Element).closest("input, textarea, select, dialog");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    openSearch();
  }
  if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    openSearch();
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && route.value.page === "action") {
    panel.value = "call";
    void send();
  }
}

addEventListener("DOMContentLoaded", () => {
  render(<App />, document.body);
  addEventListener("keydown", onKey);
  if (service.value) {
    void connect();
    const soon = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
    soon(() => void prepare());
  }
});
