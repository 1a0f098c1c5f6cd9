import { GatewayFailure } from "../failure.ts";

const TIMEOUT = 15_000;

/**
 * A request to an address from the environment, which may be private: whoever sets it runs the installation.
 * @throws {GatewayFailure} when it is not answered with a success
 */
export async function trustedPost(url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT) }).catch(
    (error) => {
      throw new GatewayFailure("retry", `${new URL(url).host} was not reached`, undefined, { cause: error });
    },
  );
  if (answer.ok) return answer;
  await answer.body?.cancel();
  const worthRepeating = answer.status >= 500 || answer.status === 408 || answer.status === 429;
  throw new GatewayFailure(worthRepeating ? "retry" : "never", `${new URL(url).host} answered ${answer.status}`);
}
