import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { may } from "../../../commands/authorise.ts";
import { setSwitches } from "../../../commands/change_settings.ts";
import { changeRole } from "../../../commands/change_role.ts";
import { inviteMember } from "../../../commands/invite_member.ts";
import { removeMember } from "../../../commands/remove_member.ts";
import { invitationToken } from "../../../commands/secrets.ts";
import { withdrawInvitation } from "../../../commands/withdraw_invitation.ts";
import { Invitations } from "../../../components/dashboard/Invitations.tsx";
import { InviteForm } from "../../../components/dashboard/InviteForm.tsx";
import { Members } from "../../../components/dashboard/Members.tsx";
import { Undo } from "../../../components/dashboard/Undo.tsx";
import { Card } from "../../../components/Card.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { InvitationId, UserId } from "../../../domain/ids.ts";
import { Role } from "../../../domain/studio/events.ts";
import { translator } from "../../../i18n/translate.ts";
import { callerOf } from "../../../web/caller.ts";
import { emptyForm, type FormState, send } from "../../../web/form.ts";
import { before, undoIn } from "../../../web/pages/team_undo.ts";
import { peopleOf } from "../../../web/people.ts";
import { define, type State } from "../../../web/state.ts";

const ticked = z.literal("true").optional().transform((value) => value === "true");
const Action = z.discriminatedUnion("do", [
  z.object({ do: z.literal("invite"), email: z.string().trim().max(254).pipe(z.email()), role: Role }),
  z.object({ do: z.literal("role"), userId: UserId, role: Role }),
  z.object({
    do: z.literal("switches"),
    userId: UserId,
    allEvents: ticked,
    contactData: ticked,
    cancel: ticked,
    export: ticked,
    money: ticked,
    marketing: ticked,
  }),
  z.object({ do: z.literal("remove"), userId: UserId }),
  z.object({ do: z.literal("withdraw"), invitationId: InvitationId }),
]);

export const handler = define.handlers({
  async GET({ state, url }) {
    return page(await dataOf(state, emptyForm({ role: "associate" }), url));
  },
  async POST(ctx) {
    const { state } = ctx;
    const sent = await send(ctx.req, state.locale, Action, async (input) => {
      const undo = undoOf(state, input);
      return new URLSearchParams([["done", await perform(state, input)], ...undo]);
    }, {
      already_invited: "email",
      already_a_member: "email",
    });
    if (!sent.ok) return page(await dataOf(state, sent.form, ctx.url), { status: sent.status });
    return ctx.redirect(`/dashboard/settings/members?${sent.value}`, 303);
  },
});

/** How the member stands that a role or switches are about to be changed of. */
function undoOf({ app, studio }: State, input: z.output<typeof Action>): URLSearchParams {
  if (!studio || (input.do !== "role" && input.do !== "switches")) return new URLSearchParams();
  const member = app.directory.membership(input.userId, studio.id);
  return member ? before(input.do, { ...member, userId: input.userId }) : new URLSearchParams();
}

/** Does one thing, and waits until it counts for whoever asks next. */
async function perform(state: State, input: z.output<typeof Action>): Promise<"invited" | "changed"> {
  const { commands, directory } = state.app;
  const caller = callerOf(state);
  const decided = () => {
    switch (input.do) {
      case "invite":
        return inviteMember(commands, caller, input);
      case "role":
        return changeRole(commands, caller, input);
      case "switches": {
        const { do: _, userId, ...switches } = input;
        return setSwitches(commands, caller, { userId, switches });
      }
      case "remove":
        return removeMember(commands, caller, input.userId);
      case "withdraw":
        return withdrawInvitation(commands, caller, input.invitationId);
    }
  };
  const { position } = await decided();
  await directory.reached(position);
  return input.do === "invite" ? "invited" : "changed";
}

async function dataOf(state: State, form: FormState, url: URL) {
  const { app } = state;
  const caller = callerOf(state);
  const { members, invitations } = await peopleOf(app, caller.studioId);
  const withLinks = may(caller, "member.invite")
    ? invitations.map((invitation) => ({
      ...invitation,
      // Made again from the vault's key: it is kept nowhere.
      link: `${app.baseUrl}/invitations/${invitationToken(app.vault, invitation.invitationId)}`,
    }))
    : [];
  const mayChange = may(caller, "member.change");
  return {
    members,
    invitations: withLinks,
    form,
    done: form.problem === null ? url.searchParams.get("done") : null,
    undo: mayChange ? undoIn(url, members) : null,
    mayChange,
  };
}

export default define.page<typeof handler>(function MembersPage({ data, state }) {
  const t = translator(state.locale);
  const { members, invitations, form, done, undo, mayChange } = data;
  return (
    <div class="stack loose">
      <Head>
        <title>{t("team.title")}</title>
      </Head>
      <div>
        <h1>{t("team.title")}</h1>
        <p class="muted">{t("team.lead", { studio: state.studio?.name ?? "" })}</p>
      </div>
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      {done === "invited" ? <Notice tone="positive">{t("team.invited")}</Notice> : null}
      {done === "changed" && !undo ? <Notice tone="positive">{t("team.changed")}</Notice> : null}
      <Members members={members} mayChange={mayChange} you={state.session?.userId} locale={state.locale} />
      {mayChange
        ? (
          <>
            <Card>
              <InviteForm form={form} locale={state.locale} />
            </Card>
            <Invitations invitations={invitations} zone={state.studio?.timeZone ?? "UTC"} locale={state.locale} />
          </>
        )
        : null}
      {undo
        ? (
          <Undo action="/dashboard/settings/members" fields={undo.fields} locale={state.locale}>
            {t(`undo.${undo.did}`)}
          </Undo>
        )
        : null}
    </div>
  );
});
