import type { ComponentChildren } from "preact";

const ITEMS = Array.from({ length: 20 }, (_, i) => ({ id: i, title: `Webinar ${i}`, date: "2026-11-21" }));

/** The page that both servers render: a list of 20 items, and what else is asked for. */
export function ListPage({ children }: { children?: ComponentChildren }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Webinars</title>
      </head>
      <body>
        <h1>Webinars</h1>
        <ul>
          {ITEMS.map((item) => <Item key={item.id} title={item.title} date={item.date} />)}
        </ul>
        {children}
      </body>
    </html>
  );
}

function Item({ title, date }: { title: string; date: string }) {
  return (
    <li class="item">
      <a href="/webinars">{title}</a>
      <time dateTime={date}>{date}</time>
    </li>
  );
}

/** The JSON route's answer. */
export const DATA = { events: ITEMS, pagination: { page: 1, total: ITEMS.length } };
