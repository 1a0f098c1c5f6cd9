import { area } from "../area.ts";

/** An event's texts in other languages. */
export const texts = area({
  en: {
    "texts.languages": "Texts",
    "texts.add": "Add {language}",
    "texts.hint": "Whatever you leave empty is read in {language}.",
    "texts.finish": "Save and go back",
  },
  de: {
    "texts.languages": "Texte",
    "texts.add": "{language} hinzufügen",
    "texts.hint": "Was du leer lässt, wird auf {language} gelesen.",
    "texts.finish": "Speichern und zurück",
  },
  es: {
    "texts.languages": "Textos",
    "texts.add": "Añadir {language}",
    "texts.hint": "Lo que dejes vacío se lee en {language}.",
    "texts.finish": "Guardar y volver",
  },
});
