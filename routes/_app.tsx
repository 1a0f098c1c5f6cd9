import { Document, type Sheet } from "../components/layout/Document.tsx";
import { define } from "../web/state.ts";

/** The document around every page; its stylesheet is that of the page's mood. */
export default define.page(function AppWrapper({ Component, state, url }) {
  return (
    <Document locale={state.locale ?? "en"} sheet={sheetOf(url.pathname)}>
      <Component />
    </Document>
  );
});

function sheetOf(path: string): Sheet {
  if (path === "/dev/components") return "dev";
  if (/^\/dashboard\/.*\/preview$/.test(path)) return "public"; // shows a page for people who come
  if (/^\/dashboard\/history\/events\/[^/]+\/public$/.test(path)) return "public";
  return path.startsWith("/dashboard") || path.startsWith("/operator") || path.startsWith("/dev/") ? "work" : "public";
}
