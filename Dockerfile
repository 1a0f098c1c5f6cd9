FROM node:22-bookworm-slim
RUN npm install --global deno@2.9.6 && useradd --create-home app && mkdir /data && chown app /data
WORKDIR /app
COPY --chown=app . .
USER app
RUN deno install --frozen && deno task build
EXPOSE 8000
CMD ["deno", "task", "start"]
