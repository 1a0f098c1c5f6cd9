import { HttpError, type RouteConfig } from "fresh";
import { Head } from "fresh/runtime";
import { Failure, failureTitle } from "../components/layout/Failure.tsx";
import { PublicFrame } from "../components/layout/PublicFrame.tsx";
import { define } from "../web/state.ts";

/** The page brings its own frame: the error can come from anywhere. */
export const config: RouteConfig = { skipInheritedLayouts: true };

/** Every error that no page answers itself. The state may be bare: the error can come from the first middleware. */
export default define.page(function ErrorPage({ error, state, url }) {
  const locale = state.locale ?? "en";
  const status = error instanceof HttpError ? error.status : 500;
  return (
    <PublicFrame url={url} locale={locale} signedIn={Boolean(state.session)}>
      <Head>
        <title>{failureTitle({ status, locale })}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <Failure status={status} locale={locale} reference={state.requestId} />
    </PublicFrame>
  );
});
