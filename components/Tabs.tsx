import { useContext } from "preact/hooks";
import { elsewhere, Here } from "./here.ts";

/** One tab: a page of its own with its own address. */
export interface Tab {
  href: string;
  label: string;
  /** Written out already, in the reader's numerals. */
  count?: string;
  current: boolean;
}

/** Pages that belong together, the open one marked. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const here = useContext(Here);
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a
          key={tab.href}
          href={tab.current ? tab.href : elsewhere(tab.href, here)}
          aria-current={tab.current ? "page" : undefined}
        >
          {tab.label}
          {tab.count === undefined ? null : <span class="count">{tab.count}</span>}
        </a>
      ))}
    </nav>
  );
}
