import { appointOperator } from "../commands/appoint_operator.ts";
import type { Caller } from "../commands/deps.ts";
import { newStudioId, openStudio } from "../commands/open_studio.ts";
import type { Language, StudioId, UserId } from "../domain/ids.ts";
import type { Application } from "./application.ts";
import { Problem } from "./problem.ts";

export interface FirstStudio {
  name: string;
  /** Public address, unique in the installation. */
  address: string;
  language: Language;
  timeZone: string;
  currency: string;
  owner: { name: string; email: string; password: string };
}

type Needed = Pick<Application, "auth" | "commands" | "directory">;

let settingUp: Promise<unknown> = Promise.resolve();

/**
 * Creates the installation's first studio with its owner, who also operates the installation. One at a time; the second of
 * two at once finds that it is done. An account that an interrupted try left behind is taken up with its password.
 * @throws {Problem} `setup_done`, `wrong_credentials`, what `createUser` refuses
 * @throws {Rejected} what `openStudio` refuses
 */
export function setUp(
  app: Needed,
  first: FirstStudio,
  correlationId: string,
): Promise<{ studioId: StudioId; userId: UserId }> {
  const mine = settingUp.then(() => create(app, first, correlationId));
  settingUp = mine.catch(() => {});
  return mine;
}

async function create(app: Needed, { owner, ...studio }: FirstStudio, correlationId: string) {
  const { auth, commands, directory } = app;
  if (directory.hasStudio()) throw new Problem("setup_done");
  const userId = await auth.createUser(owner).catch(async (error) => {
    if (!(error instanceof Problem && error.code === "email_taken")) throw error;
    return (await auth.signIn({ ...owner, address: "setup", userAgent: "" })).userId;
  });
  const commandId = crypto.randomUUID();
  const studioId = newStudioId(commandId);
  const caller: Caller = { actor: `user:${userId}`, studioId, userId, role: "owner", commandId, correlationId };
  const { name, email } = owner;
  await openStudio(commands, caller, { ...studio, owner: { userId, name, email } });
  const { position } = await appointOperator(commands, caller, userId);
  await directory.reached(position);
  return { studioId, userId };
}
