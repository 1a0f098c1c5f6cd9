import { Document } from "../../../../components/layout/Document.tsx";
import { languageOf } from "../../../../i18n/locale.ts";
import { define } from "../../../../web/state.ts";

const publicPages = ["list", "event", "ticket", "failure"];

export default define.page(function PreviewApp({ Component, url }) {
  const name = url.pathname.slice(1);
  const sheet = name === "dev/components" ? "dev" : publicPages.includes(name) ? "public" : "work";
  return (
    <Document locale={languageOf(url.searchParams.get("lang")) ?? "en"} sheet={sheet}>
      <Component />
    </Document>
  );
});
