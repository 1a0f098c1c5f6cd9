import { area } from "../area.ts";

/** Photos of speakers and files that belong to an event. */
export const files = area({
  en: {
    "wizard.photo": "Choose a photo",
    "wizard.photo.other": "Choose another photo",
    "wizard.photo.now": "The photo as it is now",
    "wizard.photo.remove": "Remove photo {number}",
    "wizard.file": "Choose a file",
    "wizard.file.other": "Choose another file",
    "wizard.file.hint":
      "PDF, presentation, document, spreadsheet, text or picture, at most 25 MB. Leave it out to give a link instead.",
    "wizard.file.now": "The file as it is now",
    "wizard.file.remove": "Remove file {number}",
  },
  de: {
    "wizard.photo": "Foto wählen",
    "wizard.photo.other": "Anderes Foto wählen",
    "wizard.photo.now": "Das Foto, wie es jetzt ist",
    "wizard.photo.remove": "Foto {number} entfernen",
    "wizard.file": "Datei wählen",
    "wizard.file.other": "Andere Datei wählen",
    "wizard.file.hint":
      "PDF, Präsentation, Dokument, Tabelle, Text oder Bild, höchstens 25 MB. Ohne Datei kannst du einen Link angeben.",
    "wizard.file.now": "Die Datei, wie sie jetzt ist",
    "wizard.file.remove": "Datei {number} entfernen",
  },
  es: {
    "wizard.photo": "Elegir una foto",
    "wizard.photo.other": "Elegir otra foto",
    "wizard.photo.now": "La foto actual",
    "wizard.photo.remove": "Quitar la foto {number}",
    "wizard.file": "Elegir un archivo",
    "wizard.file.other": "Elegir otro archivo",
    "wizard.file.hint":
      "PDF, presentación, documento, hoja de cálculo, texto o imagen, como mucho 25 MB. Si no lo eliges, puedes dar un enlace.",
    "wizard.file.now": "El archivo actual",
    "wizard.file.remove": "Quitar el archivo {number}",
  },
});
