import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { Failure, failureTitle } from "../components/layout/Failure.tsx";
import { PublicFrame } from "../components/layout/PublicFrame.tsx";
import type { Language } from "../domain/ids.ts";
import { explain, type Explanation } from "./explain.ts";

/** What an error of a page is answered with. An error that names its own status keeps it. */
export function explainPage(error: unknown, language: Language): Explanation {
  const explained = explain(error, language);
  return error instanceof HttpError ? { ...explained, status: error.status } : explained;
}

/** The page that says what went wrong. Rendered inside the first middleware, so that it has every header that pages have. */
export function failurePage(
  { explained, locale, url, requestId, signedIn }: {
    explained: Explanation;
    locale: Language;
    url: URL;
    requestId: string;
    signedIn: boolean;
  },
) {
  const { status, code } = explained;
  return (
    <PublicFrame url={url} locale={locale} signedIn={signedIn}>
      <Head>
        <title>{failureTitle({ status, code, locale })}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <Failure status={status} code={code} locale={locale} reference={requestId} />
    </PublicFrame>
  );
}
