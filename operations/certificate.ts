import { connect } from "node:tls";

const PATIENCE = 10_000;

/** When the certificate that an address shows ends, ISO 8601; null when it shows none. Whether it is trusted is not asked. */
export function certificateEnd(address: string): Promise<string | null> {
  const { protocol, hostname, port } = new URL(address);
  if (protocol !== "https:") return Promise.resolve(null);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: port === "" ? 443 : Number(port),
      servername: hostname,
      rejectUnauthorized: false,
    });
    const end = (answer: string | null) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end(null), PATIENCE);
    socket.on("secureConnect", () => {
      const ends = Date.parse(socket.getPeerCertificate().valid_to ?? "");
      end(Number.isNaN(ends) ? null : new Date(ends).toISOString());
    });
    socket.on("error", () => end(null));
  });
}
