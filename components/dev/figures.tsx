import { brandAccents } from "../brand_colour.ts";
import { EmptyState } from "../EmptyState.tsx";
import { Pagination } from "../Pagination.tsx";
import { Progress } from "../Progress.tsx";
import { AreaChart } from "../Sparkline.tsx";
import { Stats } from "../Stat.tsx";
import { Stepper } from "../Stepper.tsx";
import { Table } from "../Table.tsx";
import { Timeline } from "../Timeline.tsx";
import type { Specimen } from "./specimen.ts";

interface Person {
  name: string;
  email: string;
  seats: number;
}
const people: Person[] = [
  { name: "Ana María López", email: "ana@example.com", seats: 1 },
  {
    name: "Bernhard Großmann-Oberhuber",
    email: "bernhard.grossmann-oberhuber@veranstaltungsakademie.example",
    seats: 12,
  },
];
const columns = [
  {
    key: "name",
    label: "Name",
    lead: true,
    cell: (row: Person) => row.name,
    sort: { href: "?sort=name", direction: "ascending" as const },
  },
  { key: "email", label: "E-mail", cell: (row: Person) => row.email },
  {
    key: "seats",
    label: "Seats",
    number: true,
    cell: (row: Person) => row.seats,
    sort: { href: "?sort=seats", direction: null },
  },
];
const growth = [0, 1, 1, 4, 9, 12, 12, 20, 31, 33, 48];

/** Figures, rows and what happens over time. */
export const figures: Specimen[] = [
  {
    name: "Stat",
    show: () => (
      <Stats
        stats={[
          { label: "Registered", value: "1,284", trend: growth },
          { label: "Attendance", value: "55 %", fraction: "110 of 200" },
          { label: "Revenue", value: "–" },
        ]}
      />
    ),
  },
  { name: "AreaChart", show: () => <AreaChart values={growth} label="Registrations over time" /> },
  {
    name: "Table",
    show: (scheme) => (
      <>
        <Table
          caption={`People, ${scheme}`}
          columns={columns}
          rows={people}
          keyOf={(row) => row.email}
          empty={null}
          select={{ name: `${scheme}-person`, label: (row) => `Select ${row.name}` }}
        />
        <Table
          caption={`People on their way, ${scheme}`}
          columns={columns}
          rows={[]}
          keyOf={(row) => row.email}
          empty={null}
          loading={2}
        />
        <Table
          caption={`Nobody, ${scheme}`}
          columns={columns}
          rows={[]}
          keyOf={(row) => row.email}
          empty={<EmptyState text="Nobody has registered yet." />}
        />
      </>
    ),
  },
  {
    name: "Pagination",
    show: (scheme) => (
      <Pagination
        page={7}
        pages={40}
        hrefOf={(n) => `?page=${n}`}
        labels={{ nav: `Pages, ${scheme}`, previous: "Previous", next: "Next", shown: "151–175 of 1,000" }}
      />
    ),
  },
  {
    name: "Progress",
    show: () => (
      <>
        <Progress label="Places taken" value={42} max={50} text="42 of 50 places taken" />
        <Progress label="All places taken" value={50} max={50} text="50 of 50 places taken" full />
      </>
    ),
  },
  {
    name: "Stepper",
    show: (scheme) => (
      <Stepper
        label={`Steps, ${scheme}`}
        steps={[{ label: "Details", href: "#", state: "done" }, { label: "Page", state: "current" }, {
          label: "Messages",
          state: "ahead",
        }]}
      />
    ),
  },
  {
    name: "Timeline",
    show: () => (
      <Timeline
        moments={[
          { key: "a", title: "Registered", text: "3 November, 10:12", tone: "positive" },
          { key: "b", title: "Reminder refused by the mail server", text: "tried again at 18:05", tone: "negative" },
          { key: "c", title: "The event starts", text: "in 3 days", tone: "accent" },
        ]}
      />
    ),
  },
  {
    name: "Brand colours",
    show: (scheme) => (
      <div class="row">
        {["#ffd400", "#0b5", "#e11d48", "#111827", "#8ab4f8"].map((hex) => {
          const accents = brandAccents(hex);
          const accent = accents?.[scheme === "dark" ? "dark" : "light"];
          return (
            <svg key={hex} width="120" height="40" role="img" aria-label={`${hex} becomes ${accent?.accent}`}>
              <rect width="36" height="40" fill={hex} />
              <rect x="36" width="84" height="40" fill={accent?.accent} />
              <text x="46" y="25" font-size="14" fill={accent?.onAccent}>{accent?.accent}</text>
            </svg>
          );
        })}
      </div>
    ),
  },
];
