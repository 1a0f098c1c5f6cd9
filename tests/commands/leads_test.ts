import assert from "node:assert/strict";
import { removeSegment, saveSegment, saveTagRule } from "../../commands/crm.ts";
import {
  addLead,
  assignLead,
  assignTask,
  changeLeadDetails,
  leadStream,
  mergeLeads,
  settleTask,
  tagLead,
} from "../../commands/leads.ts";
import { lead } from "../../domain/lead/lead.ts";
import { id } from "../support/ids.ts";
import { openApplication } from "../support/application.ts";
import { refused } from "../support/refusals.ts";

const attribution = { source: "trade fair", medium: null, campaign: null };
const ana = { email: "Ana@Example.com", firstName: "Ana", lastName: "García" };
const typed = { origin: "hand", attribution, marketing: false, tags: ["vip"] } as const;

Deno.test("Leads of a studio", async (t) => {
  await using test = await openApplication();
  const [mine, other] = [await test.studio("ana"), await test.studio("ben")];
  const { commands } = test.app;
  const stateOf = (personId: string) => commands.handle.stateOf(lead, leadStream(personId as never));
  const first = await addLead(commands, mine.owner.caller(), { ...typed, details: ana });

  await t.step("are one per address, however it is written, and each studio's own", async () => {
    const again = await addLead(commands, mine.owner.caller(), {
      ...typed,
      details: { ...ana, email: " ana@example.com " },
    });
    assert.deepEqual([first.isNew, again.isNew, again.personId], [true, false, first.personId]);
    const theirs = await addLead(commands, other.owner.caller(), { ...typed, details: ana });
    assert.deepEqual([theirs.isNew, theirs.personId === first.personId], [true, false]);
    await refused(changeLeadDetails(commands, other.owner.caller(), first.personId, { phone: "1" }), "lead_not_found");
  });

  await t.step("are tagged, looked after, and have tasks", async () => {
    const caller = () => mine.owner.caller();
    await tagLead(commands, caller(), first.personId, { add: ["nutrition"], remove: ["vip"] });
    await assignLead(commands, caller(), first.personId, mine.owner.userId);
    await refused(assignLead(commands, caller(), first.personId, other.owner.userId), "member_not_found");
    const task = { title: "Call", dueAt: null, ownerId: mine.owner.userId, priority: "high" } as const;
    const { taskId } = await assignTask(commands, caller(), first.personId, task);
    await settleTask(commands, caller(), first.personId, "CompleteTask", taskId);
    const state = await stateOf(first.personId);
    assert.ok(state.status === "active");
    assert.deepEqual([[...state.tags], state.ownerId, state.tasks.get(taskId)], [
      ["nutrition"],
      mine.owner.userId,
      "done",
    ]);
  });

  await t.step("are merged by the owner only, once, and begun again end the same", async () => {
    const second = await addLead(commands, mine.owner.caller(), {
      ...typed,
      details: { ...ana, email: "ana@work.example" },
    });
    const which = { from: second.personId, into: first.personId };
    const associate = await test.member(mine, "associate");
    await refused(mergeLeads(commands, associate.caller(), which), "forbidden");
    const caller = mine.owner.caller();
    await mergeLeads(commands, caller, which);
    await mergeLeads(commands, caller, which);
    const [from, into] = [await stateOf(second.personId), await stateOf(first.personId)];
    assert.ok(from.status === "merged" && into.status === "active");
    assert.deepEqual([from.intoPersonId, [...into.tags]], [first.personId, ["nutrition", "vip"]]);
    await refused(tagLead(commands, mine.owner.caller(), second.personId, { add: ["x"], remove: [] }), "lead_merged");
    await refused(
      mergeLeads(commands, mine.owner.caller(), { from: first.personId, into: id.person("nobody") }),
      "lead_not_found",
    );
  });

  await t.step("are sorted by segments and rules of those who may", async () => {
    const associate = await test.member(mine, "associate");
    const segment = { name: "Came", filter: { standing: "attended" } } as const;
    await refused(saveSegment(commands, associate.caller(), segment), "forbidden");
    const { segmentId } = await saveSegment(commands, mine.owner.caller(), segment);
    await refused(saveSegment(commands, mine.owner.caller(), segment), "segment_name_taken");
    await removeSegment(commands, mine.owner.caller(), segmentId);
    const rule = { moment: "attended", eventId: id.event("nobody's"), category: null, tag: "came" } as const;
    await refused(saveTagRule(commands, mine.owner.caller(), rule), "event_not_found");
  });
});
