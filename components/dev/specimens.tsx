import type { ComponentChildren } from "preact";
import CopyButton from "../../islands/CopyButton.tsx";
import { Avatar } from "../Avatar.tsx";
import { Badge } from "../Badge.tsx";
import { brandAccents } from "../brand_colour.ts";
import { Button, ButtonLink } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { CopyField } from "../CopyField.tsx";
import { Cover } from "../Cover.tsx";
import { DateBlock } from "../DateBlock.tsx";
import { DateTimeField } from "../DateTimeField.tsx";
import { Dialog, Drawer } from "../Dialog.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { FileDrop } from "../FileDrop.tsx";
import { Checkbox, Combobox, SearchBox, Select, TextArea, TextField } from "../inputs.tsx";
import { Menu } from "../Menu.tsx";
import { Notice } from "../Notice.tsx";
import { Pagination } from "../Pagination.tsx";
import { Progress } from "../Progress.tsx";
import { AreaChart } from "../Sparkline.tsx";
import { Stats } from "../Stat.tsx";
import { Stepper } from "../Stepper.tsx";
import { Table } from "../Table.tsx";
import { Tabs } from "../Tabs.tsx";
import { Timeline } from "../Timeline.tsx";
import { Toast } from "../Toast.tsx";

/** One component in its states. `scheme` keeps ids apart: the page shows everything twice. */
export interface Specimen {
  name: string;
  show: (scheme: string) => ComponentChildren;
}

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

const controls: Specimen[] = [
  {
    name: "Button",
    show: () => (
      <>
        <div class="row">
          <Button type="button" kind="primary">Publish</Button>
          <Button type="button">Edit</Button>
          <Button type="button" kind="quiet" icon="copy">Copy link</Button>
          <Button type="button" kind="danger" icon="trash-2">Cancel event</Button>
          <ButtonLink href="#" icon="external-link">View page</ButtonLink>
        </div>
        <div class="row">
          <Button type="button" kind="primary" busy>Saving</Button>
          <Button type="button" disabled>Not now</Button>
          <Button type="button" size="small" icon="plus">Add a date</Button>
          <Button type="button" size="large" kind="primary">Register free</Button>
        </div>
      </>
    ),
  },
  {
    name: "Field",
    show: (scheme) => (
      <>
        <TextField
          name={`${scheme}-plain`}
          label="Title"
          hint="What people come for, in a few words."
          value="5 Errores Comunes"
        />
        <TextField name={`${scheme}-counted`} label="Short title" counter="17 / 60" value="5 Errores Comunes" />
        <TextField
          name={`${scheme}-wrong`}
          label="E-mail"
          type="email"
          value="ana@"
          error="This is not a complete e-mail address."
        />
        <TextField name={`${scheme}-off`} label="Address" optional="optional" value="cannot-be-changed" disabled />
        <TextArea name={`${scheme}-text`} label="Description" rows={3} value="What they will learn." />
        <Select
          name={`${scheme}-select`}
          label="Type"
          value="b"
          options={[{ value: "a", label: "Webinar" }, { value: "b", label: "Workshop" }]}
        />
        <SearchBox name={`${scheme}-search`} label="Search by title" />
        <Checkbox name={`${scheme}-box`} label="Tell me about further events by mail." checked />
        <Checkbox
          name={`${scheme}-box-wrong`}
          label="I accept the terms of participation."
          error="Please tick this box to go on."
        />
      </>
    ),
  },
  {
    name: "Combobox",
    show: (scheme) => (
      <Combobox
        name={`${scheme}-combo`}
        label="Trainer"
        value="Ana"
        options={[{ value: "Ana", label: "Ana" }, { value: "Ben", label: "Ben" }]}
      />
    ),
  },
  {
    name: "DateTimeField",
    show: (scheme) => (
      <>
        <DateTimeField
          clock={{ name: `${scheme}-clock`, label: "Date and time", value: "2026-11-24T19:00" }}
          zone={{ name: `${scheme}-zone`, label: "Time zone", value: "Europe/Madrid" }}
        />
        <DateTimeField
          clock={{ name: `${scheme}-clock2`, label: "Date and time", error: "This date has already passed." }}
          zone={{
            name: `${scheme}-zone2`,
            label: "Time zone",
            value: "Mars/Olympus",
            error: "This time zone is not known.",
          }}
        />
      </>
    ),
  },
  {
    name: "FileDrop",
    show: (scheme) => (
      <FileDrop name={`${scheme}-file`} label="Choose a file" or="or drop it here" hint="PNG or JPEG, up to 5 MB" />
    ),
  },
  {
    name: "CopyField",
    show: () => (
      <CopyField label="Public link" value="https://example.com/webinars/5-errores-comunes">
        <CopyButton text="https://example.com/webinars/5-errores-comunes" label="Copy" done="Copied" />
      </CopyField>
    ),
  },
  {
    name: "Menu",
    show: (scheme) => (
      <Menu id={`${scheme}-menu`} label="More">
        <a href="#">Duplicate</a>
        <button type="button" data-kind="danger">Cancel event</button>
      </Menu>
    ),
  },
];

const surfaces: Specimen[] = [
  {
    name: "Card",
    show: () => (
      <Card>
        <p>A surface for one thing.</p>
      </Card>
    ),
  },
  {
    name: "Cover and DateBlock",
    show: (scheme) => (
      <div class="row">
        <Cover seed="5 errores comunes" id={`${scheme}-cover`} />
        <DateBlock at="2026-11-24T18:00:00.000Z" zone="Europe/Madrid" locale="es" />
      </div>
    ),
  },
  {
    name: "Tabs",
    show: (scheme) => (
      <Tabs
        label={`Events, ${scheme}`}
        tabs={[
          { href: "?", label: "Upcoming", count: "4", current: true },
          { href: "?tab=past", label: "Past", count: "12", current: false },
          { href: "?tab=drafts", label: "Drafts", count: "2", current: false },
        ]}
      />
    ),
  },
  {
    name: "Badge",
    show: () => (
      <div class="row">
        <Badge>Draft</Badge>
        <Badge tone="accent">Scheduled</Badge>
        <Badge tone="positive" icon="circle-check">Confirmed</Badge>
        <Badge tone="warning">Waitlist · 3</Badge>
        <Badge tone="negative">Cancelled</Badge>
      </div>
    ),
  },
  {
    name: "Avatar",
    show: () => (
      <div class="row">
        <Avatar name="Ana María López" />
        <Avatar name="Ō" />
        <Avatar name="Bernhard Groß" size="large" />
      </div>
    ),
  },
  {
    name: "Notice",
    show: () => (
      <>
        <Notice tone="accent">Only members of the studio see this page until it is published.</Notice>
        <Notice tone="positive" title="Published">The link below is open to everyone.</Notice>
        <Notice tone="warning">Two people cannot be reached by mail.</Notice>
        <Notice tone="negative" title="This date has already passed.">Choose one in the future.</Notice>
      </>
    ),
  },
  {
    name: "Toast",
    show: () => <Toast inline undo={<Button type="button" size="small">Undo</Button>}>Reminder removed.</Toast>,
  },
  {
    name: "Dialog",
    show: (scheme) => (
      <>
        <div>
          <Button type="button" popovertarget={`${scheme}-dialog-over`}>Open over the page</Button>
        </div>
        <Dialog id={`${scheme}-dialog-over`} title="Cancel this event?">
          <p>Cancels the event and tells 84 people.</p>
        </Dialog>
        <Dialog id={`${scheme}-dialog`} title="Cancel this event?" inline>
          <p>Cancels the event and tells 84 people by mail. This cannot be undone.</p>
          <div class="dialog-actions">
            <Button type="button">Keep the event</Button>
            <Button type="button" kind="danger">Cancel event</Button>
          </div>
        </Dialog>
      </>
    ),
  },
  {
    name: "Drawer",
    show: (scheme) => (
      <>
        <div>
          <Button type="button" popovertarget={`${scheme}-drawer`}>Open the drawer</Button>
        </div>
        <Drawer id={`${scheme}-drawer`} title="Ana María López" close="Close">
          <p>Registered on 3 November.</p>
        </Drawer>
      </>
    ),
  },
  {
    name: "EmptyState",
    show: () => (
      <EmptyState text="Nothing is planned yet.">
        <ButtonLink href="#" icon="plus">New event</ButtonLink>
      </EmptyState>
    ),
  },
];

const figures: Specimen[] = [
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

/** Every component in every state. */
export const specimens: readonly Specimen[] = [...controls, ...surfaces, ...figures];
