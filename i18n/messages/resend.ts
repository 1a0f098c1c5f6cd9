/** A form that was sent after the session had ended. */
export const resend = {
  en: {
    "resend.title": "You were signed out",
    "resend.lead": "Nothing is lost: what you typed is kept on this page.",
    "resend.first": "Sign in again. This opens another tab.",
    "resend.then": "Come back to this tab and send it again.",
    "resend.sign_in": "Sign in",
    "resend.again": "Send it again",
    "resend.not_saved": "Not saved: you were signed out. Sign in in another tab.",
  },
  de: {
    "resend.title": "Du wurdest abgemeldet",
    "resend.lead": "Nichts ist verloren: Was du eingegeben hast, steht auf dieser Seite bereit.",
    "resend.first": "Melde dich wieder an. Dafür öffnet sich ein weiterer Tab.",
    "resend.then": "Komm in diesen Tab zurück und schick es noch einmal ab.",
    "resend.sign_in": "Anmelden",
    "resend.again": "Noch einmal abschicken",
    "resend.not_saved": "Nicht gespeichert: Du wurdest abgemeldet. Melde dich in einem anderen Tab an.",
  },
  es: {
    "resend.title": "Se cerró tu sesión",
    "resend.lead": "No se ha perdido nada: lo que escribiste se conserva en esta página.",
    "resend.first": "Vuelve a iniciar sesión. Se abrirá otra pestaña.",
    "resend.then": "Regresa a esta pestaña y envíalo de nuevo.",
    "resend.sign_in": "Iniciar sesión",
    "resend.again": "Enviar de nuevo",
    "resend.not_saved": "No se guardó: se cerró tu sesión. Inicia sesión en otra pestaña.",
  },
} as const;
