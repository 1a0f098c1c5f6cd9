import assert from "node:assert/strict";
import { authorise, may, type Permission, permissions, reachOf } from "../../commands/authorise.ts";
import { Role } from "../../domain/studio/events.ts";
import { type Switches, usualSwitches } from "../../domain/studio/settings.ts";
import { id } from "../support/ids.ts";
import { refusalOf } from "../support/given.ts";

const me = id.user("me");
const other = id.user("other");

/** The table once more, by hand: A all, o own, - not. In the order owner, associate, auditor, analyst, operator. */
const expected: Record<Permission, string> = {
  "event.read": "AoAA-",
  "event.create": "AA---",
  "file.keep": "AA---",
  "event.change": "Ao---",
  "event.publish": "Ao---",
  "event.cancel": "Ao---",
  "event.price": "A----",
  "event.delete": "Ao---",
  "event.analytics": "AoAA-",
  "event.revenue": "A-AA-",
  "registration.create": "Ao---",
  "registration.read": "Ao---",
  "registration.change": "Ao---",
  "registration.export": "Ao---",
  "registration.cancel": "Ao---",
  "lead.read": "AA---",
  "lead.change": "AA---",
  "lead.merge": "A----",
  "lead.export": "AA---",
  "crm.change": "A----",
  "studio.read": "AAAA-",
  "studio.change": "A----",
  "person.erase": "A----",
  "member.read": "A-A--",
  "member.invite": "A----",
  "member.change": "A----",
  "api_key.issue": "oo---",
  "api_key.revoke": "Ao---",
  "message.write": "A----",
  "message.send": "A----",
  "delivery.read": "AoA--",
  "delivery.replay": "A----",
  "marketing.read": "A----",
  "marketing.change": "A----",
  "webhook.read": "A----",
  "webhook.change": "A----",
  "webhook.personal": "A----",
  "conversion.report": "A----",
  "log.read": "A-A--",
  "log.reveal": "A-A--",
  "log.export": "A-A--",
  "projection.read": "A-AAA",
  "projection.rebuild": "---AA",
  "projection.decide": "---AA",
  "analysis.query": "A--A-",
  "analysis.access": "A--A-",
  "studio.list": "----A",
  "studio.limit": "----A",
  "installation.read": "----A",
};
const callers = [
  ...Role.options.map((role) => ({ userId: me, role })),
  { userId: me, operator: true },
];

for (const permission of permissions) {
  Deno.test(`who may ${permission}`, () => {
    const row = callers.map((caller) => {
      const all = may(caller, permission, other);
      const own = may(caller, permission, me);
      assert.equal(reachOf(caller, permission), all ? "all" : own ? "own" : null);
      return all ? "A" : own ? "o" : "-";
    });
    assert.equal(row.join(""), expected[permission]);
  });
}

Deno.test("the public may nothing", () => {
  for (const permission of permissions) {
    assert.equal(may({}, permission, me), false);
    assert.equal(reachOf({}, permission), null);
  }
});

Deno.test("nobody's thing is not one's own", () => {
  assert.equal(may({ role: "associate" }, "event.change", undefined), false);
  assert.equal(may({ userId: me, role: "associate" }, "event.change"), false);
});

Deno.test("a key may what its scopes say of what its member may", () => {
  const by = (scopes: ("read" | "write" | "personal")[]) =>
    permissions.filter((permission) => may({ userId: me, role: "owner", scopes }, permission, me));
  assert.deepEqual(by([]), []);
  assert.deepEqual(by(["read"]), ["event.read", "event.analytics", "event.revenue", "studio.read", "marketing.read"]);
  assert.deepEqual(by(["write"]), [
    "event.create",
    "event.change",
    "event.publish",
    "event.cancel",
    "event.price",
    "event.delete",
    "file.keep",
    "registration.create",
    "registration.change",
    "registration.cancel",
    "lead.change",
    "lead.merge",
    "crm.change",
    "message.send",
    "marketing.change",
    "webhook.read",
    "webhook.change",
    "conversion.report",
  ]);
  assert.deepEqual(by(["personal"]), [
    "registration.read",
    "registration.export",
    "lead.read",
    "lead.export",
    "member.read",
    "webhook.personal",
  ]);
  assert.equal(may({ userId: me, role: "analyst", scopes: ["read", "write", "personal"] }, "event.change", me), false);
});

Deno.test("whoever is not signed in is asked to; whoever is, is refused", () => {
  const caller = { actor: "system", studioId: id.studio(), commandId: "", correlationId: "" };
  assert.equal(refusalOf(() => authorise(caller, "event.create")).reason, "unauthenticated");
  const analyst = { ...caller, userId: me, role: "analyst" } as const;
  assert.equal(refusalOf(() => authorise(analyst, "event.create")).reason, "forbidden");
});

Deno.test("an associate handles money only where that is switched on", () => {
  const switched = (money: boolean) => ({
    userId: me,
    role: "associate" as const,
    switches: { ...usualSwitches, money },
  });
  for (const permission of ["event.price", "event.revenue"] as const) {
    assert.equal(reachOf(switched(false), permission), null, permission);
    assert.equal(reachOf(switched(true), permission), "own", permission);
  }
});

Deno.test("an associate's switches widen and narrow what they may do with events", () => {
  const associate = { userId: me, role: "associate" as const };
  const switched = (switches: Partial<Switches>) => ({ ...associate, switches: { ...usualSwitches, ...switches } });
  assert.equal(reachOf(switched({ allEvents: true }), "event.change"), "all");
  assert.equal(reachOf(switched({ allEvents: true }), "registration.read"), "all");
  assert.equal(reachOf(switched({ allEvents: true }), "api_key.revoke"), "own", "keys are no events");
  for (
    const [name, permission] of [
      ["contactData", "registration.read"],
      ["cancel", "event.cancel"],
      ["cancel", "registration.cancel"],
      ["export", "registration.export"],
      ["contactData", "registration.export"],
    ] as const
  ) {
    assert.equal(reachOf(associate, permission), "own", permission);
    assert.equal(reachOf(switched({ [name]: false }), permission), null, permission);
    assert.equal(
      reachOf({ ...switched({ [name]: false }), role: "owner" }, permission),
      "all",
      "owners have no switches",
    );
  }
});
