import { reactor } from "./runtime/definition.ts";
import { command } from "./runtime/plan.ts";

/** Everybody who asks for a place is somebody the studio knows from then on, waiting or not; a cancellation changes nothing. */
export const captureLeads = reactor({
  name: "capture_leads",
  version: 2,
  about: "Makes whoever registers a lead of the studio, or notes that a known one came again.",
  issues: ["CaptureLead"],
  tables: {},
  on: {
    RegistrationRequested: ({ data, meta }) => {
      const { personId, eventId, registrationId, source, medium, campaign, consents } = data;
      if (meta.studio === null) return;
      return command({
        type: "CaptureLead",
        stream: `lead-${personId}`,
        studioId: meta.studio,
        data: {
          studioId: meta.studio,
          personId,
          origin: "registration",
          eventId,
          registrationId,
          attribution: { source, medium, campaign },
          marketing: consents.marketing,
        },
      });
    },
  },
});
