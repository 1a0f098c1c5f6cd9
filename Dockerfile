# Small and the same again: one base by its version, Deno by its version from npm, packages by deno.lock.
FROM node:22.21.1-bookworm-slim AS deno
RUN npm install --prefix /deno --omit=dev deno@2.9.6 \
 && cp "$(find /deno/node_modules/@deno -name deno -type f -perm -u+x | head -1)" /usr/local/bin/deno

FROM debian:bookworm-20251103-slim AS app
COPY --from=deno /usr/local/bin/deno /usr/local/bin/deno
RUN groupadd --gid 10001 app && useradd --uid 10001 --gid app --no-create-home app \
 && mkdir /data && chown app:app /data
WORKDIR /app
ENV DENO_DIR=/app/.deno DENO_NO_UPDATE_CHECK=1
COPY deno.json deno.lock ./
COPY fresh/deno.json fresh/deno.json
RUN deno install --frozen
COPY . .
RUN deno install --frozen --entrypoint cli/start.ts && deno task build
USER app
EXPOSE 8000
VOLUME /data
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["deno", "eval", "--no-lock", "const r = await fetch('http://127.0.0.1:8000/healthz'); Deno.exit(r.ok ? 0 : 1)"]
CMD ["deno", "task", "start"]
