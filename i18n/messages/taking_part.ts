import { area } from "../area.ts";

/** What somebody with a place does beside keeping it: joining, looking for another date, being forgotten. */
export const takingPart = area({
  en: {
    "join.title": "Where it takes place",
    "join.opens": "You can join from {when}.",
    "join.now": "Join now",
    "join.later": "Join",
    "join.address": "Address",
    "join.password": "Password",
    "join.private": "Only people with a place see this. Please do not pass it on.",
    "suggested.waiting": "While you wait: other dates and similar events",
    "suggested.gone": "Other dates and similar events",
    "erase.title": "Erase my data",
    "erase.text":
      "We erase your name, your address and everything you told {studio}, in all its events. Places that you have are given up. You cannot take this back.",
    "erase.sure": "I want all my data to be erased",
    "erase.confirm": "Erase everything",
    "erased.title": "Your data is erased",
    "erased.text":
      "Nobody can read any more what you had told us, and your places to come are free for others. A mail that is on its way may still reach you.",
  },
  de: {
    "join.title": "Wo es stattfindet",
    "join.opens": "Beitreten kannst du ab {when}.",
    "join.now": "Jetzt beitreten",
    "join.later": "Beitreten",
    "join.address": "Adresse",
    "join.password": "Passwort",
    "join.private": "Das sehen nur Menschen mit einem Platz. Bitte gib es nicht weiter.",
    "suggested.waiting": "Während du wartest: andere Termine und ähnliche Events",
    "suggested.gone": "Andere Termine und ähnliche Events",
    "erase.title": "Meine Daten löschen",
    "erase.text":
      "Wir löschen deinen Namen, deine Adresse und alles, was du {studio} mitgeteilt hast, in allen Events. Plätze, die du hast, werden frei. Das lässt sich nicht zurücknehmen.",
    "erase.sure": "Ich möchte, dass alle meine Daten gelöscht werden",
    "erase.confirm": "Alles löschen",
    "erased.title": "Deine Daten sind gelöscht",
    "erased.text":
      "Niemand kann mehr lesen, was du uns mitgeteilt hattest, und deine künftigen Plätze sind für andere frei. Eine Mail, die schon unterwegs ist, kann dich noch erreichen.",
  },
  es: {
    "join.title": "Dónde se celebra",
    "join.opens": "Puedes entrar a partir de: {when}.",
    "join.now": "Entrar ahora",
    "join.later": "Entrar",
    "join.address": "Dirección",
    "join.password": "Contraseña",
    "join.private": "Solo lo ven las personas con plaza. Por favor, no lo compartas.",
    "suggested.waiting": "Mientras esperas: otras fechas y eventos parecidos",
    "suggested.gone": "Otras fechas y eventos parecidos",
    "erase.title": "Borrar mis datos",
    "erase.text":
      "Borramos tu nombre, tu dirección y todo lo que contaste a {studio}, en todos sus eventos. Las plazas que tengas quedan libres. No se puede deshacer.",
    "erase.sure": "Quiero que se borren todos mis datos",
    "erase.confirm": "Borrarlo todo",
    "erased.title": "Tus datos están borrados",
    "erased.text":
      "Ya nadie puede leer lo que nos habías contado y tus próximas plazas quedan libres para otras personas. Un correo que ya esté en camino aún puede llegarte.",
  },
});
