import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { EventPage } from "../../../components/public/EventPage.tsx";
import type { PublicEvent, PublicState } from "../../../components/public/event.ts";
import { now, sampleDesign, sampleEvent } from "../../support/preview/samples.ts";

/** What each state says, in its panel and in its badge, and whether one can register. */
const states: Record<PublicState, { says: string; badge: string; form: boolean }> = {
  preview: { says: "only members of the studio see this page", badge: "Preview", form: false },
  open: { says: "Register", badge: "4 places left", form: true },
  not_yet_open: {
    says: "Registration opens Sun 22 Nov, 09:00 Madrid · 08:00 for you.",
    badge: "Opens soon",
    form: false,
  },
  closed: { says: "Registration has closed.", badge: "Closed", form: false },
  full: { says: "All places are taken.", badge: "Full", form: false },
  full_waitlist: { says: "Join the waitlist", badge: "Waitlist", form: true },
  cancelled: { says: "This event has been cancelled.", badge: "Cancelled", form: false },
  over: { says: "This event is over.", badge: "Over", form: false },
};

function pageOf(event: PublicEvent, more: { mine?: string } = {}): string {
  return render(
    <EventPage
      event={event}
      design={sampleDesign(event)}
      address="https://webinars.example/e"
      form={{ values: {}, errors: {}, requestId: "r", source: "direct", shown: "" }}
      locale="en"
      ownZone="Europe/London"
      now={now}
      {...more}
    />,
  );
}

const head = (html: string) => /<header>(.*?)<\/header>/s.exec(html)![1]!;
const panel = (html: string) => /<aside id="register">(.*?)<\/aside>/s.exec(html)![1]!;

for (const [state, { says, badge, form }] of Object.entries(states) as [PublicState, typeof states[PublicState]][]) {
  Deno.test(`an event that is ${state} says so, and ${form ? "takes registrations" : "has no form"}`, () => {
    const html = pageOf(sampleEvent(state));
    assert.ok(panel(html).includes(says), panel(html).replace(/<[^>]+>/g, " "));
    assert.ok(head(html).includes(badge), head(html));
    assert.equal(panel(html).includes('name="email"'), form);
    assert.equal(html.includes('class="register-bar"'), form);
    // what there is to know stays, whatever can be done about it
    for (const text of ["Los cinco errores", "Carlos Núñez", "19:00 Madrid"]) assert.ok(html.includes(text), text);
  });
}

Deno.test("an event that runs says so and can be joined late, one that was cancelled does not run", () => {
  const running = pageOf({ ...sampleEvent("open"), live: true });
  assert.ok(head(running).includes("Live now") && panel(running).includes('name="email"'));
  assert.ok(!head(pageOf({ ...sampleEvent("cancelled"), live: true })).includes("Live now"));
});

Deno.test("whoever is registered here is led to their own page in every state, and is offered the form for others only while it is open", () => {
  for (const [state, { form }] of Object.entries(states) as [PublicState, typeof states[PublicState]][]) {
    const html = panel(pageOf(sampleEvent(state), { mine: "/r/token" }));
    assert.ok(html.includes('href="/r/token"'), state);
    assert.equal(html.includes("<details"), form, state);
  }
});
