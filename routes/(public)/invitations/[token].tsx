import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { joinStudio } from "../../../commands/join_studio.ts";
import { hashOf } from "../../../commands/secrets.ts";
import { Button, ButtonLink } from "../../../components/Button.tsx";
import { TextField } from "../../../components/inputs.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { Rejected } from "../../../domain/decider.ts";
import type { UserId } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { accountFields } from "../../../web/explain.ts";
import { emptyForm, type FormState, send } from "../../../web/form.ts";
import { peopleOf } from "../../../web/people.ts";
import { define, type State } from "../../../web/state.ts";

const Account = z.object({
  name: z.string().trim().min(1).max(100),
  email: z.string().trim().max(254).pipe(z.email()),
  password: z.string().min(1),
});

export const handler = define.handlers({
  async GET({ state, params }) {
    const { email } = await invitedBy(state, params.token!);
    return page(dataOf(state, params.token!, emptyForm({ email: email ?? "" })));
  },
  async POST(ctx) {
    const { state, req, params } = ctx;
    const token = params.token!;
    if (state.session) {
      const { userId, name, email } = state.session;
      await join(state, token, { userId, name, email });
      return ctx.redirect("/dashboard", 303);
    }
    const sent = await send(req, state.locale, Account, async (account) => {
      invitationOf(state, token); // before an account is made for nothing
      const { app, clientAddress } = state;
      const userId = await app.auth.createUser(account);
      await join(state, token, { ...account, userId });
      return await app.auth.signIn({
        ...account,
        address: clientAddress,
        userAgent: req.headers.get("user-agent") ?? "",
      });
    }, accountFields);
    if (!sent.ok) return page(dataOf(state, token, sent.form), { status: sent.status });
    const response = ctx.redirect("/dashboard", 303);
    for (const cookie of sent.value.cookies) response.headers.append("Set-Cookie", cookie);
    return response;
  },
});

/** @throws {Rejected} `invitation_not_found`, `invitation_expired` */
function invitationOf({ app }: State, token: string) {
  const invitation = app.directory.invitationByHash(hashOf(token));
  if (!invitation) throw new Rejected("invitation_not_found");
  if (invitation.expiresAt <= app.commands.now()) throw new Rejected("invitation_expired");
  return invitation;
}

async function invitedBy(state: State, token: string): Promise<{ email: string | null }> {
  const { studioId, invitationId } = invitationOf(state, token);
  const { invitations } = await peopleOf(state.app, studioId);
  return { email: invitations.find((i) => i.invitationId === invitationId)?.email ?? null };
}

async function join(
  state: State,
  token: string,
  member: { userId: UserId; name: string; email: string },
): Promise<void> {
  const { app, requestId } = state;
  const { studioId, invitationId } = invitationOf(state, token);
  const { userId, name, email } = member;
  const { position } = await joinStudio(app.commands, {
    actor: `user:${userId}`,
    studioId,
    userId,
    commandId: crypto.randomUUID(),
    correlationId: requestId,
  }, { invitationId, token, name, email });
  await app.directory.reached(position);
}

function dataOf(state: State, token: string, form: FormState) {
  const { studioId, role } = invitationOf(state, token);
  return { studio: state.app.directory.studio(studioId)?.name ?? "", role, form };
}

export default define.page<typeof handler>(function InvitationPage({ data, state, url }) {
  const t = translator(state.locale);
  const { studio, role, form } = data;
  const { values, errors } = form;
  const first = Object.keys(errors)[0];
  const field = (name: string) => ({ name, value: values[name], error: errors[name], focus: first === name });
  return (
    <div class="narrow stack">
      <Head>
        <title>{t("account.invitation.title", { studio })}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <h1>{t("account.invitation.title", { studio })}</h1>
      <p class="lead">{t("account.invitation.lead", { role: t(`account.role.${role}`) })}</p>
      <p class="muted">{t(`account.role.${role}.may`)}</p>
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      {state.session
        ? (
          <form method="post" class="stack">
            <p>{t("account.invitation.signed_in", { email: state.session.email })}</p>
            <Button kind="primary" wide>{t("account.invitation.join")}</Button>
          </form>
        )
        : (
          <form method="post" class="stack" novalidate>
            <TextField {...field("name")} label={t("account.name")} autocomplete="name" required />
            <TextField {...field("email")} type="email" label={t("account.email")} autocomplete="username" required />
            <TextField
              name="password"
              type="password"
              label={t("account.password")}
              hint={t("account.password.hint")}
              error={errors.password}
              focus={first === "password"}
              autocomplete="new-password"
              required
            />
            <Button kind="primary" wide>{t("account.invitation.create")}</Button>
            <ButtonLink kind="quiet" wide href={`/sign-in?next=${encodeURIComponent(url.pathname)}`}>
              {t("account.invitation.have")}
            </ButtonLink>
          </form>
        )}
    </div>
  );
});
