import { z } from "zod";
import { Currency } from "../../../domain/currencies.ts";
import type { Money } from "../../../domain/ids.ts";
import { parseMoney, writeMoney } from "../../../domain/money.ts";
import { box, clock, instantIn, localIn, ticked } from "./fields.ts";
import type { FlatForm } from "./form.ts";
import type { Editable, WizardStep } from "./step.ts";

const currencies = ["EUR", "USD", "GBP", "CHF", "MXN", "COP", "ARS", "CLP"] as const;

const Typed = z.object({ access: z.enum(["free", "paid"]), companyBilling: ticked, earlyBird: ticked });
const amount = z.string().trim().min(1).regex(/^\d{1,9}([.,]\d{1,3})?$/, { error: "number" })
  .transform((typed) => typed.replace(",", "."));

/** An amount in the currency's main unit as minor units. */
const moneyAt = (name: "price" | "earlyPrice") =>
  z.object({ [name]: amount, currency: Currency }).transform(
    (typed, ctx): Money => {
      const money = parseMoney(String(typed[name]), String(typed.currency));
      if (money) return money;
      ctx.addIssue({ code: "custom", message: "number", path: [name] });
      return z.NEVER;
    },
  );

/** What it costs. A paid event can be prepared; publishing it says what is missing. */
export const money: WizardStep = {
  fields: ["access", "price", "currency", "earlyBird", "earlyPrice", "earlyUntil", "companyBilling"],
  lists: {},
  read,
  update,
  reasons: { price_invalid: "price" },
};

function read({ event: { details: { access, price }, earlyBird, companyBilling, timeZone } }: Editable): FlatForm {
  return {
    access,
    price: price ? writeMoney(price) : "",
    currency: price?.currency ?? currencies[0],
    earlyBird: box(earlyBird !== null),
    earlyPrice: earlyBird ? writeMoney(earlyBird.price) : "",
    earlyUntil: localIn(timeZone, earlyBird?.until ?? null),
    companyBilling: box(companyBilling),
  };
}

function update(form: FlatForm, { event }: Editable) {
  const { access, companyBilling, earlyBird } = Typed.parse(form);
  if (access === "free") {
    return { pricing: { access, price: null, earlyBird: null, companyBilling: false } };
  }
  const price = moneyAt("price").parse(form);
  if (!earlyBird) return { pricing: { access, price, earlyBird: null, companyBilling } };
  const { earlyUntil } = z.object({ earlyUntil: clock }).parse(form);
  const until = instantIn(event.timeZone, earlyUntil)!;
  return { pricing: { access, price, earlyBird: { price: moneyAt("earlyPrice").parse(form), until }, companyBilling } };
}
