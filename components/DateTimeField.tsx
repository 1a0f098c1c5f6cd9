import { Combobox, type Option, TextField } from "./inputs.tsx";

const zones: readonly Option[] = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])].map((zone) => ({
  value: zone,
  label: zone,
}));

/** A wall-clock time, `2026-11-24T19:00`, without zone. */
export function WallClockField(
  props: {
    name: string;
    label: string;
    hint?: string;
    error?: string;
    value?: string;
    min?: string;
    focus?: boolean;
    required?: boolean;
    optional?: string;
  },
) {
  return <TextField {...props} type="datetime-local" step="60" />;
}

/** An IANA zone, found by typing. */
export function ZoneField(
  props: { name: string; label: string; hint?: string; error?: string; value?: string; focus?: boolean },
) {
  return <Combobox {...props} options={zones} required spellcheck={false} />;
}

/** A wall clock and the zone it hangs in: together they mean one moment. */
export function DateTimeField(
  { clock, zone }: { clock: Parameters<typeof WallClockField>[0]; zone: Parameters<typeof ZoneField>[0] },
) {
  return (
    <div class="field-pair">
      <WallClockField {...clock} />
      <ZoneField {...zone} />
    </div>
  );
}
