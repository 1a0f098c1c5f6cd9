import { define } from "../../web/state.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const response = ctx.redirect("/sign-in?out", 303);
    for (const cookie of await ctx.state.app.auth.signOut(ctx.req.headers)) {
      response.headers.append("Set-Cookie", cookie);
    }
    return response;
  },
});
