import { Avatar } from "../Avatar.tsx";
import { Badge } from "../Badge.tsx";
import { Button, ButtonLink } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { Cover } from "../Cover.tsx";
import { DateBlock } from "../DateBlock.tsx";
import { Dialog, Drawer } from "../Dialog.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Notice } from "../Notice.tsx";
import { Tabs } from "../Tabs.tsx";
import { Toast } from "../Toast.tsx";
import type { Specimen } from "./specimen.ts";

/** What things stand on and are told by. */
export const surfaces: Specimen[] = [
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
