// Shows the form or a button of an event on its trainer's own site. See the event's page of the dashboard for how.
(() => {
  const script = document.currentScript;
  const event = script?.dataset.event;
  if (!event) return;
  const language = script.dataset.lang ? `?lang=${encodeURIComponent(script.dataset.lang)}` : "";
  const frame = document.createElement("iframe");
  frame.title = script.dataset.title ?? "Registration";
  frame.style.cssText = "display:block;inline-size:100%;block-size:40rem;border:0;color-scheme:normal";
  frame.loading = "lazy";
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== new URL(event).origin) return;
    // for whoever would rather listen to the document than to messages
    if (data?.type === "webinars:conversion") {
      document.dispatchEvent(new CustomEvent(data.type, { detail: { event: data.event, eventId: data.eventId } }));
    }
    if (data?.webinars === "height" && data.height > 0) frame.style.blockSize = `${Math.ceil(data.height)}px`;
  });
  const show = () => frame.src = `${event}/embed${language}`;
  if (script.dataset.kind !== "button") {
    show();
    return script.after(frame);
  }
  const dialog = document.createElement("dialog");
  dialog.style.cssText = "inline-size:min(40rem,100vi);border:0;border-radius:10px;padding:0";
  dialog.append(frame);
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = script.dataset.title ?? "Registration";
  button.addEventListener("click", () => {
    if (!frame.src) show();
    dialog.showModal();
  });
  script.after(button, dialog);
})();
