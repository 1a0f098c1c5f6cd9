import { HttpError } from "fresh";
import { z } from "zod";
import { StudioId } from "../../domain/ids.ts";
import { readForm } from "../../web/body.ts";
import { define } from "../../web/state.ts";
import { chooseStudio } from "../../web/workplace.ts";

const Choice = z.object({ studioId: StudioId });

/** Goes on working in another of one's studios. */
export const handler = define.handlers({
  async POST(ctx) {
    const { app, session } = ctx.state;
    const { studioId } = Choice.parse(await readForm(ctx.req));
    if (!session || !app.directory.membership(session.userId, studioId)) throw new HttpError(404);
    const response = ctx.redirect("/dashboard", 303);
    response.headers.append("Set-Cookie", chooseStudio(studioId, app.baseUrl.startsWith("https://")));
    return response;
  },
});
