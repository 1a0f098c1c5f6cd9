/** What a trainer's own page runs beside its pixel: a registration in our form there counts under our id. */
export function pixelSnippet(origin: string): string {
  return `<script>
addEventListener("message", function (message) {
  if (message.origin !== "${origin}" || !message.data || message.data.type !== "webinars:conversion") return;
  var name = message.data.event, id = message.data.eventId;
  if (window.fbq) fbq("track", name, {}, { eventID: id });
  if (window.ttq) ttq.track(name, {}, { event_id: id });
  if (window.gtag) gtag("event", name, { event_id: id, transaction_id: id });
});
</script>`;
}
