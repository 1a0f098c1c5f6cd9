import { reactor } from "./runtime/definition.ts";
import { command } from "./runtime/plan.ts";

/** Everybody who asks for a place is somebody the studio knows from then on, waiting or not; a cancellation changes nothing. */
export const captureLeads = reactor({
  name: "capture_leads",
  version: 1,
  about: "Makes whoever registers a lead of the studio, or notes that a known one came again.",
  issues: ["CaptureLead"],
  tables: {},
  on: {
    RegistrationRequested: ({ data: { personId, eventId, registrationId, source, consents }, meta }) => {
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
          attribution: { source, medium: null, campaign: null },
          marketing: consents.marketing,
        },
      });
    },
  },
});
