/** Where most people have their mail: what a mistyped address was likely meant to be. */
const usual = (
  "gmail.com googlemail.com hotmail.com outlook.com yahoo.com icloud.com live.com msn.com aol.com proton.me " +
  "protonmail.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de posteo.de mailbox.org outlook.de " +
  "hotmail.de yahoo.de outlook.es hotmail.es yahoo.es telefonica.net bluewin.ch hotmail.co.uk yahoo.co.uk"
).split(" ");

/** Domains of addresses that are thrown away after use. */
const disposable = new Set(
  ("mailinator.com guerrillamail.com guerrillamail.info sharklasers.com 10minutemail.com 10minutemail.net tempmail.com " +
    "temp-mail.org temp-mail.io trashmail.com trashmail.de trashmail.net wegwerfmail.de wegwerfemail.de spamgourmet.com " +
    "yopmail.com yopmail.fr yopmail.net maildrop.cc getnada.com dispostable.com throwawaymail.com mohmal.com " +
    "fakeinbox.com mailnesia.com mintemail.com byom.de spam4.me emailondeck.com moakt.com tempr.email discard.email " +
    "mail-temp.com mytemp.email inboxkitten.com einrot.com cuvox.de dayrep.com").split(" "),
);

/** The address that was likely meant, where its domain is a slip of the finger away from one that many have; else null. */
export function likelyMeant(email: string): string | null {
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1).trim().toLowerCase();
  if (at < 1 || domain === "" || usual.includes(domain)) return null;
  const near = usual.find((one) => isOneSlipFrom(domain, one)) ?? withUsualEnding(domain);
  return near ? `${email.slice(0, at).trim()}@${near}` : null;
}

/** Whether an address is of the kind that is thrown away; nobody is turned away for it. */
export function isDisposable(email: string): boolean {
  const labels = email.slice(email.lastIndexOf("@") + 1).trim().toLowerCase().split(".");
  return labels.some((_, n) => disposable.has(labels.slice(n).join(".")));
}

function withUsualEnding(domain: string): string | null {
  const mended = domain.replace(/\.(con|cmo|ocm|comm|vom|xom)$/, ".com").replace(/\.(ed|dee)$/, ".de");
  return mended === domain ? null : mended;
}

/** One letter too many, too few, another, or two that changed places. Short domains are too near to each other to tell. */
function isOneSlipFrom(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a[0] !== b[0] || b.length < 7) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const rest = (text: string, from: number) => text.slice(from);
  return rest(a, i + 1) === rest(b, i + 1) || rest(a, i + 1) === rest(b, i) || rest(a, i) === rest(b, i + 1) ||
    (a[i] === b[i + 1] && a[i + 1] === b[i] && rest(a, i + 2) === rest(b, i + 2));
}
