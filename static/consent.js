// Keeps a choice without leaving the page, and tells a page that has embedded this one what happened on it.
{
  const banner = document.getElementById("consent");
  banner?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const body = new FormData(form);
    body.set(event.submitter.name, event.submitter.value);
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(body),
        headers: { accept: "application/json" },
      });
      const { frame } = await response.json();
      banner.remove();
      if (frame) {
        const pixels = document.createElement("iframe");
        Object.assign(pixels, { className: "pixel-frame", src: frame, title: "pixels", tabIndex: -1 });
        pixels.setAttribute("aria-hidden", "true");
        pixels.referrerPolicy = "no-referrer";
        document.body.append(pixels);
      }
    } catch {
      form.submit();
    }
  });
  const told = document.getElementById("pixels")?.dataset.conversions;
  if (told && parent !== self) {
    for (const conversion of JSON.parse(told)) parent.postMessage({ type: "webinars:conversion", ...conversion }, "*");
  }
}
