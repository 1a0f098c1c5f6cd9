import type { Language } from "../../domain/ids.ts";
import { time } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import { Avatar } from "../Avatar.tsx";
import { ButtonLink } from "../Button.tsx";
import type { PageDesign, Said } from "./design.ts";
import type { EventPageProps } from "./EventPage.tsx";
import { pictureHref } from "./event.ts";

/** A list under a heading; nothing where there is nothing to say. */
export function Points({ id, title, points }: { id: string; title: string; points: Said<readonly string[]> }) {
  if (points.value.length === 0) return null;
  return (
    <section class="stack tight" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <ul class="points" lang={points.language}>
        {points.value.map((point) => <li key={point}>{point}</li>)}
      </ul>
    </section>
  );
}

/** What happens when, by the event's clock. */
export function Agenda({ event, design: { agenda }, locale }: EventPageProps) {
  const t = translator(locale);
  if (agenda.value.length === 0) return null;
  const start = Date.parse(event.date.startsAt);
  return (
    <section class="stack tight" aria-labelledby="agenda-title">
      <h2 id="agenda-title">{t("public.agenda")}</h2>
      <dl class="agenda" lang={agenda.language}>
        {agenda.value.map(({ minute, title, text }) => (
          <div key={minute + title}>
            <dt class="figures">{time(new Date(start + minute * 60_000).toISOString(), event.timeZone, locale)}</dt>
            <dd>
              <strong>{title}</strong>
              {text ? <p class="muted small">{text}</p> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Who speaks, with what they tell of themselves. */
export function Speakers({ design: { speakers }, locale }: { design: PageDesign; locale: Language }) {
  const t = translator(locale);
  if (speakers.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="speakers-title">
      <h2 id="speakers-title">{t("public.speakers")}</h2>
      {speakers.map(({ name, title, company, bio, photo, links, role }) => (
        <div class="speaker" key={name}>
          {photo
            ? <img src={pictureHref(photo, 320)} alt="" width={56} height={56} loading="lazy" decoding="async" />
            : <Avatar name={name} />}
          <div class="stack tight">
            <p>
              <strong>{name}</strong>
              <span class="muted small">
                {[role === "moderator" ? t("public.speaker.moderator") : null, title, company]
                  .filter(Boolean).map((fact) => ` · ${fact}`).join("")}
              </span>
            </p>
            {bio ? <p>{bio}</p> : null}
            {links.length > 0
              ? (
                <p class="row tight small">
                  {links.map(({ label, url }) => (
                    <a key={url} href={url} target="_blank" rel="noopener nofollow ugc">{label || url}</a>
                  ))}
                </p>
              )
              : null}
          </div>
        </div>
      ))}
    </section>
  );
}

/** What there is to read, watch or download. */
export function MaterialLinks(
  { materials, locale }: { materials: readonly { title: string; href: string }[]; locale: Language },
) {
  const t = translator(locale);
  if (materials.length === 0) return null;
  return (
    <section class="stack tight" aria-labelledby="materials-title">
      <h2 id="materials-title">{t("public.materials")}</h2>
      <ul class="points">
        {materials.map(({ title, href }) => (
          <li key={href}>
            <a href={href} target="_blank" rel="noopener nofollow ugc">{title}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many have a place, and how many are looking: counted, and said only where it is enough to be worth saying. */
export function Proof({ design: { registered, looking }, locale }: { design: PageDesign; locale: Language }) {
  const t = translator(locale);
  if (registered === null && looking === null) return null;
  return (
    <p class="muted small proof">
      {registered === null ? null : <span>{t("public.registered", { count: registered })}</span>}
      {looking === null ? null : <span>{t("public.looking", { count: looking })}</span>}
    </p>
  );
}

/** Keeps the date, and passes the page on to others. */
export function PassOn({ event, design, address, locale }: EventPageProps) {
  const t = translator(locale);
  const text = encodeURIComponent(t("public.share.text", { title: event.title }));
  const url = encodeURIComponent(address);
  const held = event.state !== "cancelled" && event.state !== "over" && event.state !== "preview";
  const places = [
    ["WhatsApp", `https://wa.me/?text=${text}%20${url}`],
    ["LinkedIn", `https://www.linkedin.com/sharing/share-offsite/?url=${url}`],
    ["X", `https://x.com/intent/post?text=${text}&url=${url}`],
    [t("public.share.mail"), `mailto:?subject=${encodeURIComponent(event.title)}&body=${text}%20${url}`],
  ] as const;
  return (
    <section class="stack tight" aria-label={t("public.share")}>
      {held
        ? (
          <p>
            <ButtonLink href={`${event.href}/calendar.ics`} icon="calendar-plus">
              {t("public.add_to_calendar")}
            </ButtonLink>
          </p>
        )
        : null}
      {design.share
        ? (
          <p class="row tight small">
            <span class="muted">{`${t("public.share")}:`}</span>
            {places.map(([name, href]) => <a key={name} href={href} target="_blank" rel="noopener">{name}</a>)}
          </p>
        )
        : null}
    </section>
  );
}
